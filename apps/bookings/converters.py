"""How booking numbers stand in addresses."""

from django.urls import register_converter

from apps.bookings.numbers import as_booking_number


class BookingNumber:
    """A booking number as somebody typed or shared it; anything else is no such page."""

    regex = "[0-9A-Za-z-]{8,12}"

    def to_python(self, value: str) -> str:
        number = as_booking_number(value)
        if number is None:
            raise ValueError(value)
        return number

    def to_url(self, value: str) -> str:
        return value


register_converter(BookingNumber, "booking")
