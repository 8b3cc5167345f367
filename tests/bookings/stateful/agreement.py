"""What must hold after every step: nothing oversold, `availability` true, every fils in its place."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection

from apps.bookings.checking import differences_in_availability
from apps.bookings.models import Booking
from apps.catalog.models import Availability
from apps.payments.checking import differences_in_money
from apps.payments.models import Payment, Refund
from apps.payments.statuses import OPEN_ATTEMPTS
from tests.bookings.stateful.paper import Paper
from tests.bookings.stateful.places import FIRST_DAY
from tests.bookings.stateful.things import DAY, SLOT, State, Stay
from tests.bookings.stateful.words import fils, instant

SLOTS_A_DAY = DAY // SLOT
STATUS = {
    State.HELD: "pending",
    State.ASKED: "pending",
    State.FIRM: "confirmed",
    State.COMPLETED: "completed",
    State.ABSENT: "no_show",
    State.GONE: "cancelled",
}


def check_everything(paper: Paper) -> None:
    """Compare every booking, every half hour of every unit and every fils with the paper."""
    check_stays(paper)
    check_units(paper)
    check_money(paper)


def check_stays(paper: Paper) -> None:
    """Every booking is where, when and in the state that the paper has, for the paper's price."""
    expected = {
        stay.key: (
            STATUS[stay.state],
            stay.arrived,
            stay.ended_by,
            stay.service.key,
            instant(stay.start),
            instant(stay.end),
        )
        for stay in paper.stays
    }
    columns = ("cancelled_by", "vendor_service_id", "starts_at", "ends_at", "status", "checked_in_at")
    rows = list(Booking.objects.values_list("pk", "total_price", *columns))
    real = {pk: (status, arrived is not None, *facts) for pk, _, *facts, status, arrived in rows}
    assert real == expected
    assert {row[0]: fils(row[1]) for row in rows} == {stay.key: stay.price for stay in paper.stays}


def check_units(paper: Paper) -> None:
    """No moment has more than there is; each day's row says what the paper says."""
    rows = list(Availability.objects.values_list("vendor_service_id", "date", "available_units", "used"))
    behind = {stay.service for stay in paper.overdue()}
    for space in paper.spaces:
        use = paper.in_use(space)
        is_oversold = any(units > space.units_at(slot) for slot, units in use.items())
        assert space.was_cut_below_use or not is_oversold, f"{use} sold of {space.capacity}"
        # Units of holds that ran out are free already, though nobody wrote it down.
        if space not in behind:
            assert by_half_hour(row[1:] for row in rows if row[0] == space.key) == +use


def by_half_hour(rows: Iterable[tuple[date, int, list[int]]]) -> Counter[int]:
    use: Counter[int] = Counter()
    for day, free, used in rows:
        first = (day - FIRST_DAY).days * SLOTS_A_DAY
        use.update({first + slot: units for slot, units in enumerate(used) if units})
        assert free >= 0
    return use


def check_money(paper: Paper) -> None:
    """Money in is money due plus money back, and exactly what is due is asked for."""
    money_in, asked = Counter[int](), Counter[int]()
    for booking, amount, status in Payment.objects.values_list("booking_id", "amount", "status"):
        money_in[booking] += fils(amount) if status == "captured" else 0
        asked[booking] += fils(amount) if status in OPEN_ATTEMPTS else 0
    assert +money_in == +Counter({stay.key: stay.paid for stay in paper.stays})
    assert +asked == +Counter({stay.key: stay.asked for stay in paper.stays})
    money_back, handed_back = Counter[int](), Counter[int]()
    for booking, amount, status in Refund.objects.values_list("payment__booking_id", "amount", "status"):
        money_back[booking] += fils(amount)
        handed_back[booking] += fils(amount) if status == "done" else 0
    assert +money_back == +Counter({stay.key: stay.back for stay in paper.stays})
    assert +handed_back == +Counter({stay.key: stay.handed_back for stay in paper.stays})
    for stay in paper.stays:
        check_sums(stay)


def check_sums(stay: Stay) -> None:
    """What nobody may lose, whatever the paper's own prices say."""
    assert 0 <= stay.handed_back <= stay.back <= stay.paid, "more went back than was received"
    if stay.state in {State.FIRM, State.COMPLETED}:
        assert stay.due == stay.asked, "what is due and nothing else is asked for"
    for percent, (given, returned) in stay.given_up.items():
        assert abs(200 * returned - 2 * percent * given) <= 100, "parts cost what all at once costs"


def check_books(paper: Paper, now: datetime) -> None:
    """`check_bookings` has nothing to say, and no constraint waits for the end to be broken."""
    if not any(paper.overdue()):
        assert list(differences_in_availability(now=now)) == []
    assert list(differences_in_money()) == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
