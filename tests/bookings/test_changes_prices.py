from datetime import date, time
from decimal import Decimal

import pytest

from apps.accounts.models import AuditEntry
from apps.bookings import services
from apps.bookings.services import WrongPrice
from apps.catalog.models import ServiceRate
from apps.catalog.policies import Limits
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import PriceUnit
from tests.accounts.factories import UserFactory
from tests.bookings.factories import day_ask, hold, hour_ask, service_on_sale
from tests.bookings.supply import told

pytestmark = pytest.mark.django_db

HOUR, DAY, WEEK, MONTH = PriceUnit


def set_prices(service, now, limits=None, **prices):
    services.set_prices(
        service=service,
        prices={PriceUnit(unit): Decimal(price) for unit, price in prices.items()},
        limits=limits or {},
        by=UserFactory(),
        now=now,
    )


def set_rates(service, now, *rates):
    services.set_rates(service=service, rates=rates, by=UserFactory(), now=now)


def untaxed(service, ask, now) -> Decimal:
    return Decimal(hold(service, ask, now=now).price_snapshot["subtotal"])


def test_the_whole_list_is_replaced_and_the_smallest_unit_stands_on_the_space(now):
    service = service_on_sale(prices={"hour": "2", "week": "50"})
    set_prices(service, now, month="180", day="12.500")
    assert set(service.prices.values_list("price_unit", "price")) == {
        ("day", Decimal("12.500")),
        ("month", Decimal(180)),
    }
    service.refresh_from_db()
    assert (service.price_unit, service.price_per_unit) == (DAY, Decimal("12.500"))
    with pytest.raises(Refused) as refused:
        hold(service, hour_ask(), now=now)
    assert refused.value.refusal.code == RefusalCode.NOT_SOLD
    assert untaxed(service, day_ask(2), now) == Decimal(25)


def test_what_is_held_keeps_its_price_and_a_plan_no_longer_sold_is_refused(now):
    service = service_on_sale(prices={"hour": "2", "day": "10"})
    by_hour, by_day = hold(service, hour_ask(), now=now), hold(service, day_ask(), now=now)
    set_prices(service, now, hour="9")
    confirmed = services.confirm_booking(
        booking=by_hour, customer=UserFactory(), payment_method="cash", now=now
    )
    assert confirmed.total_price == by_hour.total_price
    with pytest.raises(Refused) as refused:
        services.extend_hold(booking=by_day, now=now)
    assert refused.value.refusal.code == RefusalCode.NOT_SOLD


def test_limits_of_a_stay_go_with_its_price(now):
    service = service_on_sale()
    set_prices(service, now, day="10", limits={DAY: Limits(2, 3)})
    for days, code in ((1, RefusalCode.TOO_SHORT), (4, RefusalCode.TOO_LONG)):
        with pytest.raises(Refused) as refused:
            hold(service, day_ask(days), now=now)
        assert refused.value.refusal.code == code
    set_prices(service, now, day="10")
    assert hold(service, day_ask(1), now=now)


@pytest.mark.parametrize(
    ("prices", "limits"),
    [
        ({}, {}),
        ({"hour": "-1"}, {}),
        ({"hour": "1.2345"}, {}),
        ({"hour": "100000000"}, {}),
        ({"hour": "1"}, {DAY: Limits(1, 2)}),
        ({"hour": "1"}, {HOUR: Limits(2)}),
        ({"day": "1"}, {DAY: Limits(3, 2)}),
        ({"day": "1"}, {DAY: Limits(0)}),
    ],
)
def test_wrong_prices_and_limits_are_refused_and_the_old_ones_hold(now, prices, limits):
    service = service_on_sale(prices={"hour": "2"})
    with pytest.raises(WrongPrice):
        set_prices(service, now, limits=limits, **prices)
    assert service.prices.get().price == Decimal(2)


def test_prices_are_told_with_before_and_after_once(now):
    service = service_on_sale(prices={"hour": "2"})
    for _ in range(2):
        set_prices(service, now, hour="3")
    one = {"price_unit": "hour", "min_count": 1, "max_count": None}
    assert told("prices changed") == {
        "before": [one | {"price": "2.000"}],
        "after": [one | {"price": "3.000"}],
    }


def test_rates_are_replaced_and_the_first_of_two_alike_holds(now):
    service = service_on_sale(prices={"hour": "2"})
    evening = {"starts_at": time(16), "ends_at": time(20)}
    set_rates(service, now, ServiceRate(percent=Decimal(50), **evening))
    assert untaxed(service, hour_ask(15, 2), now) == Decimal(5)
    set_rates(
        service,
        now,
        ServiceRate(percent=Decimal(25), weekdays=[2], name="Wednesdays"),
        ServiceRate(percent=Decimal(-50)),
    )
    assert untaxed(service, hour_ask(15, 2), now) == Decimal(5)
    assert service.rates.count() == 2
    set_rates(service, now)
    assert untaxed(service, hour_ask(15, 2), now) == Decimal(4)
    last = AuditEntry.objects.filter(action="rates changed").latest("pk").details
    assert [row["percent"] for row in last["before"]] == ["25.00", "-50.00"]
    assert last["after"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"percent": Decimal(501)},
        {"percent": Decimal(-101)},
        {"weekdays": [7]},
        {"starts_at": time(10)},
        {"starts_at": time(10), "ends_at": time(9)},
        {"starts_at": time(10, 10), "ends_at": time(11)},
        {"first_date": date(2027, 2, 1), "last_date": date(2027, 1, 1)},
    ],
)
def test_wrong_rates_are_refused_and_the_old_ones_hold(now, wrong):
    service = service_on_sale()
    set_rates(service, now, ServiceRate(percent=Decimal(10)))
    with pytest.raises(WrongPrice):
        set_rates(service, now, ServiceRate(**({"percent": Decimal(20)} | wrong)))
    assert service.rates.get().percent == Decimal(10)


def test_too_many_rates_are_refused(now):
    with pytest.raises(WrongPrice):
        set_rates(service_on_sale(), now, *(ServiceRate(percent=Decimal(n)) for n in range(51)))


def test_a_rate_until_midnight_is_one_of_the_day(now):
    service = service_on_sale()
    set_rates(service, now, ServiceRate(percent=Decimal(10), starts_at=time(18), ends_at=time(0)))
    assert service.rates.get().ends_minute == 24 * 60
