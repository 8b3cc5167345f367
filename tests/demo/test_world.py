"""The demo world: complete, lawful, in both languages, and the same every time."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Model, Q
from pytest_django.plugin import DjangoDbBlocker

from apps.accounts.models import User, VendorProfile
from apps.accounts.phones import mobile_number
from apps.accounts.statuses import UserRole
from apps.approvals.models import ApprovalRequest
from apps.approvals.statuses import ApprovalStatus, RequestType
from apps.bookings.models import Booking, occupying
from apps.bookings.queries import arrivals_on
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentStatus
from apps.branches.models import Branch, BranchStaff, City, District, Facility, OpeningHours, SpecialHours
from apps.branches.queries import branches_of
from apps.branches.statuses import BranchStatus, StaffRole
from apps.catalog.models import (
    Availability,
    Feature,
    ServiceBlock,
    ServiceFeature,
    ServicePrice,
    VendorService,
)
from apps.payments.models import Payment, Refund
from apps.payments.statuses import AttemptStatus
from atspaces.demo.branches import BRANCHES
from atspaces.demo.world import ZONE, load_demo_world, people_to_sign_in

NOW = datetime(2026, 11, 23, 11, 20, tzinfo=UTC)
TODAY = NOW.astimezone(ZONE).date()
ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN = re.compile(r"[A-Za-z]")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The world of one moment, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo_world(now=NOW)
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.usefixtures("world", "db")


def test_world_has_its_size() -> None:
    assert City.objects.count() == 6
    assert District.objects.filter(city="amman").count() >= 11
    assert Branch.objects.count() == 60
    assert VendorService.objects.count() >= 200
    assert set(VendorService.objects.values_list("service__name", flat=True)) == {
        "hot_desk", "private_office", "meeting_room",
    }  # fmt: skip
    roles = Counter(User.objects.values_list("role", flat=True))
    assert roles[UserRole.ADMIN] == 1
    assert VendorProfile.objects.count() == 12
    assert roles[UserRole.CUSTOMER] >= 40
    assert set(BranchStaff.objects.values_list("role", flat=True)) == set(StaffRole.values)


def test_bookings_fill_eight_weeks_in_every_status() -> None:
    days = set(Booking.objects.values_list("booking_date", flat=True))
    eight_weeks = {TODAY + timedelta(days=n) for n in range(-28, 29)}
    assert eight_weeks <= days
    assert set(Booking.objects.values_list("status", flat=True)) == set(BookingStatus.values)
    calls_off = Booking.objects.filter(status=BookingStatus.CANCELLED).values_list("cancelled_by", flat=True)
    assert set(calls_off) == set(CancelledBy.values)


@pytest.mark.parametrize(
    "state",
    [
        Q(status=BookingStatus.PENDING, is_request=False, hold_expires_at__gt=NOW),
        Q(status=BookingStatus.PENDING, is_request=False, hold_expires_at__lte=NOW),
        Q(status=BookingStatus.PENDING, is_request=True, hold_expires_at__gt=NOW),
        Q(status=BookingStatus.CONFIRMED, checked_in_at__isnull=False),
        Q(status=BookingStatus.COMPLETED, payment_status=PaymentStatus.PAID),
        Q(status=BookingStatus.COMPLETED, payment_status=PaymentStatus.PENDING),
        Q(status=BookingStatus.CONFIRMED, payment_status=PaymentStatus.PENDING),
        Q(payment_status=PaymentStatus.REFUNDED),
    ],
    ids=["live hold", "overdue hold", "request", "checked in", "paid", "unpaid", "to pay", "refunded"],
)
def test_state_can_be_seen(state: Q) -> None:
    assert Booking.objects.filter(state).exists()


def test_statuses_agree_with_the_clock() -> None:
    over = [BookingStatus.COMPLETED, BookingStatus.NO_SHOW]
    assert not Booking.objects.filter(status__in=over, ends_at__gt=NOW).exists()
    assert not Booking.objects.filter(status=BookingStatus.CONFIRMED, ends_at__lte=NOW).exists()
    moments = ["created_at", "confirmed_at", "checked_in_at", "completed_at", "no_show_at", "cancelled_at"]
    for moment in moments:
        assert not Booking.objects.filter(**{f"{moment}__gt": NOW}).exists(), moment
    assert not Booking.objects.filter(created_at__gt=F("starts_at")).exists()


def test_no_booking_is_above_capacity() -> None:
    """Checked minute by minute of change, on our own, for all that took units."""
    changes: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    took = Booking.objects.filter(
        Q(status__in=[BookingStatus.COMPLETED, BookingStatus.NO_SHOW]) | occupying(NOW)
    )
    for service, start, end, units in took.values_list("vendor_service", "starts_at", "ends_at", "quantity"):
        changes[service] += [(start, units), (end, -units)]
    assert len(changes) > 150
    capacities = dict(VendorService.objects.values_list("pk", "max_capacity"))
    for service, moves in changes.items():
        in_use = 0
        for _moment, units in sorted(moves):
            in_use += units
            assert in_use <= capacities[service]


def test_no_booking_lies_in_a_full_block() -> None:
    blocks = ServiceBlock.objects.filter(units__isnull=True)
    assert blocks.exists()
    for block in blocks:
        inside = Booking.objects.filter(
            occupying(NOW),
            vendor_service=block.vendor_service,
            starts_at__lt=block.ends_at,
            ends_at__gt=block.starts_at,
        )
        assert not inside.exists()


def test_availability_equals_the_ledger() -> None:
    """Recounted here from the bookings, half hour by half hour, without the engine's code."""
    used: dict[tuple[int, date], list[int]] = defaultdict(lambda: [0] * 48)
    half_hour = timedelta(minutes=30)
    for booking in Booking.objects.filter(occupying(NOW)).select_related("vendor_service"):
        at = booking.starts_at
        until = booking.ends_at + timedelta(minutes=booking.vendor_service.buffer_minutes)
        while at < until:
            local = at.astimezone(ZONE)
            slot = local.hour * 2 + local.minute // 30
            used[booking.vendor_service_id, local.date()][slot] += booking.quantity
            at += half_hour
    rows = {(row.vendor_service_id, row.date): row.used for row in Availability.objects.all()}
    assert {key: slots for key, slots in rows.items() if any(slots)} == dict(used)


def test_money_agrees_with_the_bookings() -> None:
    paid = Booking.objects.filter(payment_status__in=[PaymentStatus.PAID, PaymentStatus.REFUNDED])
    captured = Payment.objects.filter(status=AttemptStatus.CAPTURED)
    assert paid.exists()
    assert set(captured.values_list("booking", "amount")) == set(paid.values_list("pk", "total_price"))
    refunded = Booking.objects.filter(payment_status=PaymentStatus.REFUNDED).values_list("pk", flat=True)
    assert set(Refund.objects.values_list("payment__booking", flat=True)) == set(refunded)


def test_every_text_is_in_both_languages() -> None:
    texts: dict[type[Model], tuple[str, ...]] = {
        City: ("name",),
        District: ("name",),
        Facility: ("name",),
        Feature: ("name",),
        Branch: ("name", "description", "address", "directions"),
        VendorService: ("name", "description"),
        VendorProfile: ("company_name",),
        SpecialHours: ("reason",),
    }
    for model, columns in texts.items():
        for row in model._default_manager.all():
            for column in columns:
                assert LATIN.search(getattr(row, column)), (row, column)
                assert ARABIC.search(getattr(row, f"{column}_ar")), (row, column)
                assert not ARABIC.search(getattr(row, column)), (row, column)


def test_descriptions_are_all_different() -> None:
    for language in (0, 1):
        assert len({record.description[language] for record in BRANCHES}) == 60


def test_branches_lie_in_their_district() -> None:
    for branch in Branch.objects.select_related("district"):
        assert branch.district is not None
        assert branch.district.city_id == branch.city_id
        assert abs(branch.latitude - branch.district.latitude) < 0.01
        assert abs(branch.longitude - branch.district.longitude) < 0.01


def test_hours_know_friday_and_midnight() -> None:
    with_friday = set(OpeningHours.objects.filter(weekday=4).values_list("branch", flat=True))
    assert 0 < len(with_friday) < 60
    assert OpeningHours.objects.filter(weekday=4, opens_at="14:00").exists()
    assert OpeningHours.objects.filter(closes_at__lt=F("opens_at")).exclude(closes_at="00:00").exists()
    assert OpeningHours.objects.filter(opens_at="00:00", closes_at="00:00").exists()


def test_every_service_has_prices_and_the_smallest_is_repeated() -> None:
    for service in VendorService.objects.prefetch_related("prices"):
        prices = {row.price_unit: row.price for row in service.prices.all()}
        assert prices[service.price_unit] == service.price_per_unit
        assert list(prices.values()) == sorted(prices.values())


def test_queue_has_requests_of_each_type() -> None:
    waiting = ApprovalRequest.objects.filter(status=ApprovalStatus.PENDING)
    assert set(waiting.values_list("request_type", flat=True)) == set(RequestType.values)
    opening = waiting.filter(request_type=RequestType.ACTIVATE_BRANCH).values_list("branch", flat=True)
    assert set(opening) == set(
        Branch.objects.filter(status=BranchStatus.PENDING).values_list("pk", flat=True)
    )
    assert set(ApprovalRequest.objects.values_list("status", flat=True)) == set(ApprovalStatus.values)


def test_demo_vendor_has_arrivals_today() -> None:
    vendor = User.objects.get(email="vendor@atspaces.test")
    today = arrivals_on(branches_of(vendor), TODAY)
    assert today.filter(starts_at__range=(NOW, NOW + timedelta(hours=2))).exists()
    assert today.filter(checked_in_at__isnull=False, status=BookingStatus.CONFIRMED).exists()
    assert today.filter(payment_status=PaymentStatus.PENDING, status=BookingStatus.CONFIRMED).exists()


def test_demo_customer_has_a_past_and_a_future() -> None:
    customer = User.objects.get(phone_number=people_to_sign_in()[0].sign_in)
    assert customer.bookings.filter(status=BookingStatus.COMPLETED).exists()
    assert customer.bookings.filter(status=BookingStatus.CONFIRMED, starts_at__gt=NOW).exists()


def test_nobody_is_in_two_places_on_a_day() -> None:
    days: Counter[tuple[int, date]] = Counter()
    stays = Booking.objects.filter(customer__isnull=False)
    for customer, first, last in stays.values_list("customer", "booking_date", "end_date"):
        days.update((customer, first + timedelta(days=n)) for n in range((last - first).days + 1))
    assert set(days.values()) == {1}


def test_people_can_sign_in_as_printed() -> None:
    for person in people_to_sign_in():
        if person.password:
            user = authenticate(username=person.sign_in, password=person.password)
            assert user is not None, person
        else:
            assert User.objects.get(phone_number=person.sign_in).role == UserRole.CUSTOMER
    for number in User.objects.values_list("phone_number", flat=True):
        assert number is not None
        assert mobile_number(number) == number


def _counts() -> dict[str, int]:
    models: list[type[Model]] = [
        User, City, District, Branch, BranchStaff, OpeningHours, VendorService, ServicePrice, ServiceFeature,
        ServiceBlock, Booking, Payment, Refund, Availability, ApprovalRequest,
    ]  # fmt: skip
    return {model.__name__: model._default_manager.count() for model in models}


def test_second_load_adds_nothing() -> None:
    before = _counts()
    load_demo_world(now=NOW + timedelta(days=3))
    call_command("load_demo_world")
    assert _counts() == before
