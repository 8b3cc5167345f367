"""What a stay costs and what comes back, on paper.

Exact where a sentence says it: stays are short enough that a day caps its hours, a week its days and
nothing undercuts weeks and months. Nothing here is rounded but what is given up.
"""

from fractions import Fraction

from tests.bookings.stateful.things import DAY, SLOT, WEEK, Place, Plan, Price, Space, Stay, Terms

USUAL = {Plan.HOUR: 2000, Plan.DAY: 10_000, Plan.WEEK: 40_000, Plan.MONTH: 150_000}
MOST = {Plan.DAY: WEEK, Plan.WEEK: 3, Plan.MONTH: 2}
"""How long the stories' stays last at most; beyond that the closed forms below would not hold."""
TAX_PERCENT = 16
GRACE = 15
EVENING, EVENING_PERCENT = 16 * 60, 25
QUIET_DAY, QUIET_PERCENT = 0, -20
"""Each seventh day from the first on is a quiet one."""
TIERS = {"flexible": [(2, 100)], "moderate": [(24, 100), (4, 50)]}
"""Until how many hours before the start how many per cent come back."""


def price_of(place: Place) -> Price:
    """Price a stay by the list of now: never dearer than a day, or a week of days."""
    space, usual = place.service, USUAL
    if place.plan == Plan.HOUR:
        hours = sum(usual[Plan.HOUR] * _rate(space, minute) for minute in range(place.start, place.end, SLOT))
        whole = min(Fraction(hours, 2), usual[Plan.DAY] * _rate_of_day(space, place.start // DAY))
    elif place.plan == Plan.DAY:
        first = place.start // DAY
        days = sum(usual[Plan.DAY] * _rate_of_day(space, first + n) for n in range(place.count))
        whole = min(Fraction(days), usual[Plan.WEEK] * 100)
    else:
        whole = Fraction(usual[place.plan] * place.count * 100)
    net = Fraction(whole * place.units * space.list_percent, 100**2)
    assert net.denominator == 1, "the story's prices are whole fils"
    return with_tax(int(net))


def with_tax(net: int) -> Price:
    return Price(net, round_half_up(Fraction(net * TAX_PERCENT, 100)))


def _rate(space: Space, minute: int) -> int:
    """Give the per cent of the price in a half hour; the evening goes before the quiet day."""
    if space.has_rates and minute % DAY >= EVENING:
        return 100 + EVENING_PERCENT
    return _rate_of_day(space, minute // DAY)


def _rate_of_day(space: Space, day: int) -> int:
    is_quiet = space.has_rates and day % WEEK == QUIET_DAY
    return 100 + (QUIET_PERCENT if is_quiet else 0)


def round_half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


# --- what comes back -------------------------------------------------------------------------------------


def terms_of(tier: str, *, start: int, made: int) -> Terms:
    def percent(at: int) -> int:
        in_grace = at < min(made + GRACE, start)
        return 100 if in_grace else next((per for h, per in TIERS[tier] if at < start - 60 * h), 0)

    return percent


def stricter(one: Terms, other: Terms) -> Terms:
    return lambda at: min(one(at), other(at))


def kinder(one: Terms, other: Terms) -> Terms:
    return lambda at: max(one(at), other(at))


def part_back(stay: Stay, amount: int, percent: int) -> int:
    """Give what comes back of one more part: all parts at one per cent come to what at once would."""
    given, returned = stay.given_up.get(percent, (0, 0))
    at_once = round_half_up(Fraction((given + amount) * percent, 100))
    return min(amount, max(0, at_once - returned))


def refund_of(stay: Stay, by: str, at: int) -> int:
    """Give the fils that go back when `by` ends a stay. What was kept before, a customer does not get."""
    in_hand = stay.paid - stay.back
    if by != "customer":
        return in_hand
    return part_back(stay, max(0, in_hand - stay.kept), stay.terms(at))


# --- what a change costs ---------------------------------------------------------------------------------


def lengthen(stay: Stay, longer: Place, added: Place) -> None:
    """Agree on the lesser of two counts, the whole anew or the added time on top; never on less."""
    agreed, whole, more = stay.worth, price_of(longer), price_of(added)
    on_top = Price(agreed.net + more.net, agreed.tax + more.tax)
    if whole.total > agreed.total:
        stay.worth = whole if whole.total <= on_top.total else on_top
    stay.place = longer


def shorten(stay: Stay, shorter: Place, by: str, now: int) -> None:
    """Agree on the share of the agreed price that the shorter stay has at the prices of now."""
    share = Fraction(price_of(shorter).net, price_of(stay.place).net)
    if share < 1:
        percent = stay.terms(now) if by == "customer" else 100
        _agree_on(stay, with_tax(round_half_up(stay.worth.net * share)), percent)
    stay.place = shorter


def relocate(stay: Stay, place: Place, by: str, now: int) -> None:
    """A customer pays the prices of now and wins no deadline; whoever else wishes it does the reverse."""
    there, theirs = price_of(place), by == "customer"
    percent = stay.terms(now) if theirs else 100
    if theirs or there.total < stay.worth.total:
        _agree_on(stay, there, percent)
    if place.service is not stay.service:
        stay.tier = place.service.tier
    fresh = terms_of(stay.tier, start=place.start, made=stay.made)
    stay.terms = stricter(stay.terms, fresh) if theirs else kinder(stay.terms, fresh)
    stay.place = place


def _agree_on(stay: Stay, worth: Price, percent: int) -> None:
    given_up = stay.worth.total - worth.total
    stay.worth = worth
    if given_up > 0:
        given, returned = stay.given_up.get(percent, (0, 0))
        back = part_back(stay, given_up, percent)
        stay.given_up[percent] = (given + given_up, returned + back)


def settle(stay: Stay) -> None:
    """What is due is asked for, and what is too much goes back."""
    stay.back += max(0, -stay.due)
    stay.asked = max(0, stay.due)
