"""Every page of the product that can be looked at by its address alone, and who may look at it."""

from dataclasses import dataclass
from typing import Literal

from atspaces.demo.people import DEMO_VENDOR
from tests.journeys.people import ADMIN, CUSTOMER, VENDOR
from tests.journeys.stack import Stack

Role = Literal["guest", "customer", "vendor", "admin"]

PEOPLE: dict[Role, str] = {"customer": CUSTOMER, "vendor": VENDOR, "admin": ADMIN}


@dataclass(frozen=True, slots=True)
class Screen:
    """A page: `{…}` in its path is filled by `numbers_of`. `is_main` pages are drawn in the dark too."""

    name: str
    role: Role
    path: str
    is_main: bool = False
    status: int = 200


SCREENS = (
    Screen("home", "guest", "/", is_main=True),
    Screen("results", "guest", "/search/?kind=meeting_room&where=amman&day={open_day}", is_main=True),
    Screen("results-far-page", "guest", "/search/?where=amman&day={open_day}&page=2"),
    Screen("results-filtered", "guest", "/search/?facilities=parking&facilities=coffee&day={open_day}"),
    Screen("results-none", "guest", "/search/?where=amman.abdoun&people=90&kind=meeting_room&day={open_day}"),
    Screen("results-bad-date", "guest", "/search/?day=2020-02-31&where=nowhere&people=-1"),
    Screen("results-past-date", "guest", "/search/?day=2020-02-28"),
    Screen("space", "guest", "/spaces/qantara-abdali/", is_main=True),
    Screen("space-closed", "guest", "/spaces/{closed_branch}/"),
    Screen(
        "space-taken", "guest", "/spaces/qantara-abdoun/?service={taken_room}&day={taken_day}&start=10:00"
    ),
    Screen("builder", "guest", "/spaces/qantara-abdali/hot-desk/?day={open_day}", is_main=True),
    Screen(
        "builder-chosen", "guest", "/spaces/qantara-abdali/hot-desk/?day={open_day}&start=10:00&length=120"
    ),
    Screen("builder-day", "guest", "/spaces/qantara-abdali/hot-desk/?day={open_day}&length=2d"),
    Screen("builder-taken", "guest", "/spaces/qantara-abdoun/{taken_room}/?day={taken_day}&start=10:00"),
    Screen("builder-wrong", "guest", "/spaces/qantara-abdali/hot-desk/?day=2020-01-01&quantity=-4&length=7x"),
    Screen("sign-in", "guest", "/sign-in/", is_main=True),
    Screen("sign-in-password", "guest", "/sign-in/password/"),
    Screen("outbox", "guest", "/outbox/"),
    Screen("not-found", "guest", "/nothing-of-that-name/", status=404),
    Screen("home-signed-in", "customer", "/"),
    Screen("bookings", "customer", "/bookings/", is_main=True),
    Screen("bookings-past", "customer", "/bookings/?show=past"),
    Screen("bookings-cancelled", "customer", "/bookings/?show=cancelled"),
    Screen("ticket", "customer", "/bookings/{upcoming}/", is_main=True),
    Screen("ticket-over", "customer", "/bookings/{completed}/"),
    Screen("ticket-cancelled", "customer", "/bookings/{cancelled}/"),
    Screen("cancel", "customer", "/bookings/{upcoming}/cancel/"),
    Screen("profile", "customer", "/account/"),
    Screen("notifications", "customer", "/notifications/"),
    Screen("assistant", "customer", "/assistant/", is_main=True),
    Screen("vendor-today", "vendor", "/vendor/", is_main=True),
    Screen("vendor-bookings", "vendor", "/vendor/bookings/", is_main=True),
    Screen("vendor-bookings-none", "vendor", "/vendor/bookings/?q=nobody-of-that-name"),
    Screen("vendor-booking", "vendor", "/vendor/bookings/{arriving}/"),
    Screen("vendor-booking-request", "vendor", "/vendor/bookings/{waiting}/"),
    Screen("vendor-decline", "vendor", "/vendor/bookings/{waiting}/decline/"),
    Screen("vendor-cancel", "vendor", "/vendor/bookings/{arriving}/cancel/"),
    Screen("vendor-check-in", "vendor", "/vendor/check-in/"),
    Screen("vendor-check-in-booking", "vendor", "/vendor/check-in/{arriving}/", is_main=True),
    Screen("vendor-check-in-over", "vendor", "/vendor/check-in/{over}/"),
    Screen("vendor-requests", "vendor", "/vendor/requests/"),
    Screen("vendor-new-capacity", "vendor", "/vendor/requests/new/capacity_change/"),
    Screen("vendor-new-pause", "vendor", "/vendor/requests/new/pause_branch/"),
    Screen("vendor-new-activation", "vendor", "/vendor/requests/new/activate_branch/"),
    Screen("admin-sign-in", "guest", "/admin/login/"),
    Screen("admin-index", "admin", "/admin/", is_main=True),
    Screen("admin-queue", "admin", "/admin/approvals/approvalrequest/", is_main=True),
    Screen("admin-capacity", "admin", "/admin/approvals/approvalrequest/{asked_capacity}/change/"),
    Screen("admin-activation", "admin", "/admin/approvals/approvalrequest/{asked_activation}/change/"),
    Screen("admin-decided", "admin", "/admin/approvals/approvalrequest/{decided}/change/"),
)

# What the demo world calls them differs from day to day.
_ONE_OF_STAR = (
    "SELECT booking_number FROM bookings b JOIN users u ON u.id = b.customer_id"
    f" WHERE u.phone_number = '{CUSTOMER}' AND b.status = "
)
_ONE_AT_DESK = (
    "SELECT booking_number FROM bookings b JOIN vendor_services s ON s.id = b.vendor_service_id"
    f" JOIN branches r ON r.id = s.branch_id WHERE r.slug LIKE '{DEMO_VENDOR}-%%' AND "
)
_ASKED = "SELECT id::text FROM approval_requests WHERE "
_TAKEN = (
    " FROM bookings b JOIN vendor_services s ON s.id = b.vendor_service_id"
    " JOIN branches r ON r.id = s.branch_id WHERE r.slug = 'qantara-abdoun' AND s.slug LIKE 'room-%%'"
    " AND b.status = 'confirmed' AND b.starts_at > now()"
    " GROUP BY s.slug, b.booking_date ORDER BY count(*) DESC LIMIT 1"
)
_QUERIES = {
    "upcoming": _ONE_OF_STAR + "'confirmed' AND starts_at > now() ORDER BY starts_at LIMIT 1",
    "completed": _ONE_OF_STAR + "'completed' ORDER BY starts_at DESC LIMIT 1",
    "cancelled": _ONE_OF_STAR + "'cancelled' AND confirmed_at IS NOT NULL ORDER BY starts_at DESC LIMIT 1",
    "arriving": _ONE_AT_DESK + "b.status = 'confirmed' AND checked_in_at IS NULL AND ends_at > now()"
    " ORDER BY starts_at LIMIT 1",
    "waiting": _ONE_AT_DESK + "b.status = 'pending' AND b.is_request AND hold_expires_at > now() LIMIT 1",
    "over": _ONE_AT_DESK + "b.status = 'completed' ORDER BY starts_at DESC LIMIT 1",
    "asked_capacity": _ASKED + "status = 'pending' AND request_type = 'capacity_change' LIMIT 1",
    "asked_activation": _ASKED + "request_type = 'activate_branch' ORDER BY id LIMIT 1",
    "decided": _ASKED + "status = 'rejected' LIMIT 1",
    "closed_branch": "SELECT slug FROM branches WHERE status = 'suspended' LIMIT 1",
    # Sunday to Wednesday, no holiday: everybody is open.
    "open_day": "SELECT day::date::text FROM generate_series(now() + interval '2 days',"
    " now() + interval '30 days', interval '1 day') day WHERE extract(dow FROM day) <= 3"
    " AND NOT EXISTS (SELECT 1 FROM special_hours WHERE date = day::date) LIMIT 1",
    "taken_room": "SELECT s.slug" + _TAKEN,
    "taken_day": "SELECT b.booking_date::text" + _TAKEN,
}


def numbers_of(stack: Stack) -> dict[str, str]:
    """Find what the paths of `SCREENS` name."""
    found = {name: stack.rows(query) for name, query in _QUERIES.items()}
    assert all(found.values()), f"not in the demo world: {[name for name, rows in found.items() if not rows]}"
    return {name: rows[0][0] for name, rows in found.items()}


def sessions_of(stack: Stack) -> dict[Role, str]:
    """Sign everybody in behind the doors' back: the doors have tests of their own. Gives session keys."""
    keys = stack.run(_SIGN_IN.format(people=list(PEOPLE.values()))).split()
    return dict(zip(PEOPLE, keys, strict=True))


_SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Q
from apps.accounts.models import User

for name in {people}:
    user = User.objects.get(Q(email=name) | Q(phone_number=name))
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print(session.session_key)
"""


def in_language(language: str, path: str) -> str:
    """Give the address of a page in English or Arabic."""
    return f"/ar{path}" if language == "ar" else path
