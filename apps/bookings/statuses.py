"""The life of a booking and of its payment, as one table of allowed moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from atspaces.shared.flow import Flow


class BookingStatus(TextChoices):
    """A hold and an unanswered request are `pending`; checked in is a timestamp on `confirmed`."""

    PENDING = "pending", _("Pending")
    CONFIRMED = "confirmed", _("Confirmed")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("No-show")


BOOKING_FLOW: Flow[BookingStatus] = Flow(
    {
        BookingStatus.PENDING: frozenset({BookingStatus.CONFIRMED, BookingStatus.CANCELLED}),
        BookingStatus.CONFIRMED: frozenset(
            {BookingStatus.COMPLETED, BookingStatus.CANCELLED, BookingStatus.NO_SHOW}
        ),
    }
)


class PaymentStatus(TextChoices):
    """The seed's three, and `refunded` for money that went back."""

    PENDING = "pending", _("To be paid")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Failed")
    REFUNDED = "refunded", _("Refunded")


class PaymentMethod(TextChoices):
    CASH = "cash", _("Cash at the desk")
    CARD = "card", _("Card")
    APPLE_PAY = "apple_pay", _("Apple Pay")


class CancelledBy(TextChoices):
    CUSTOMER = "customer", _("the customer")
    VENDOR = "vendor", _("the branch")
    ADMIN = "admin", _("AtSpaces")
    TIMEOUT = "timeout", _("its time ran out")


class BookingSource(TextChoices):
    SITE = "site", _("Site")
    WALK_IN = "walk_in", _("Walk-in")
    ASSISTANT = "assistant", _("Assistant")
