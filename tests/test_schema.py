"""The live database against the owner's design: every table, column, value and relation of it."""

import re
from typing import Final, NamedTuple

import pytest
from django.db import IntegrityError, connection, transaction

pytestmark = pytest.mark.django_db

INTEGER: Final = ("integer", "bigint", "smallint")
INSTANT: Final = ("timestamp with time zone",)
TEXT: Final = ("text",)
BOOLEAN: Final = ("boolean",)
JSON: Final = ("jsonb",)
DATE: Final = ("date",)
TIME: Final = ("time without time zone",)

USER_ROLE: Final = {"customer", "vendor", "admin"}
USER_STATUS: Final = {"pending", "active", "suspended"}
BRANCH_STATUS: Final = {"active", "suspended", "pending"}
SERVICE_NAME: Final = {"hot_desk", "private_office", "meeting_room"}
PRICE_UNIT: Final = {"hour", "day", "week", "month"}
BOOKING_STATUS: Final = {"pending", "confirmed", "completed", "cancelled", "no_show"}
PAYMENT_STATUS: Final = {"pending", "paid", "failed"}
PAYMENT_METHOD: Final = {"cash", "card", "apple_pay"}
REQUEST_TYPE: Final = {"capacity_change", "pause_branch", "activate_branch"}
APPROVAL_STATUS: Final = {"pending", "approved", "rejected"}
OTP_PURPOSE: Final = {"login", "signup", "verify"}
CHAT_ROLE: Final = {"user", "assistant"}


class Column(NamedTuple):
    """A column as the design has it; `at_least` is the length, or digits and decimals."""

    types: tuple[str, ...]
    nullable: bool = False
    at_least: tuple[int, ...] = ()


def varchar(length: int, *, nullable: bool = False) -> Column:
    return Column(("character varying",), nullable, (length,))


def decimal(digits: int, places: int) -> Column:
    return Column(("numeric",), at_least=(digits, places))


REQUIRED_INTEGER: Final = Column(INTEGER)
MONEY: Final = decimal(11, 3)

# Where the product is wider than the design, the design's own value stands in the comment.
TABLES: Final[dict[str, dict[str, Column]]] = {
    "users": {
        "id": REQUIRED_INTEGER,
        "full_name": varchar(100),
        "email": varchar(100, nullable=True),  # required there; phone-only people have none
        "phone_number": varchar(20, nullable=True),  # required there; some staff have none
        "password_hash": varchar(255),
        "role": varchar(8),
        "status": varchar(9),
        "is_phone_verified": Column(BOOLEAN),
        "is_email_verified": Column(BOOLEAN),
        "created_at": Column(INSTANT),
        "updated_at": Column(INSTANT),
    },
    "branches": {
        "id": REQUIRED_INTEGER,
        "vendor_id": REQUIRED_INTEGER,
        "name": varchar(100),
        "description": Column(TEXT),
        "city": varchar(50),
        "address": varchar(255),
        "latitude": decimal(10, 8),
        "longitude": decimal(11, 8),
        "status": varchar(9),
    },
    "vendor_services": {
        "id": REQUIRED_INTEGER,
        "branch_id": REQUIRED_INTEGER,
        "service_id": REQUIRED_INTEGER,
        "max_capacity": REQUIRED_INTEGER,
        "price_per_unit": MONEY,  # two decimals there; a dinar has 1000 fils
        "price_unit": varchar(5),
        "min_booking_duration": REQUIRED_INTEGER,
        "max_booking_duration": Column(INTEGER, nullable=True),
        "cancellation_policy": Column(TEXT),
    },
    "bookings": {
        "id": REQUIRED_INTEGER,
        "booking_number": varchar(20),
        "customer_id": Column(INTEGER, nullable=True),  # required there; a guest's hold has no name yet
        "vendor_service_id": REQUIRED_INTEGER,
        "booking_date": Column(DATE),
        "start_time": Column(TIME),
        "end_time": Column(TIME),
        "quantity": REQUIRED_INTEGER,
        "total_price": MONEY,
        "status": varchar(9),
        "payment_status": varchar(7),
        "payment_method": varchar(9, nullable=True),
    },
    "payments": {
        "booking_id": REQUIRED_INTEGER,
        "transaction_id": varchar(100, nullable=True),  # there is none before the gateway answered
        "amount": MONEY,
        "payment_method": varchar(9),
        "gateway_response": Column(JSON),
    },
    "availability": {
        "vendor_service_id": REQUIRED_INTEGER,
        "date": Column(DATE),
        "start_time": Column(TIME, nullable=True),  # required there; a closed day has no window
        "end_time": Column(TIME, nullable=True),
        "available_units": REQUIRED_INTEGER,
        "is_blocked": Column(BOOLEAN),
    },
    "otp_sessions": {
        "phone_number": varchar(20),
        "otp_code": varchar(6),  # a keyed hash here, so longer
        "purpose": varchar(6),
        "expires_at": Column(INSTANT),
        "is_used": Column(BOOLEAN),
        "user_id": Column(INTEGER, nullable=True),  # a relation there; a new number has no user yet
    },
    "ai_chat_messages": {
        "user_id": REQUIRED_INTEGER,
        "role": varchar(50),
        "content": Column(TEXT),
        "created_at": Column(INSTANT),
    },
    "services": {"id": REQUIRED_INTEGER, "name": varchar(14)},
    "facilities": {"id": REQUIRED_INTEGER, "name": varchar(1)},
    "branch_facilities": {"branch_id": REQUIRED_INTEGER, "facility_id": REQUIRED_INTEGER},
    "features": {"id": REQUIRED_INTEGER, "name": varchar(1)},
    "service_features": {"vendor_service_id": REQUIRED_INTEGER, "feature_id": REQUIRED_INTEGER},
    "approval_requests": {
        "id": REQUIRED_INTEGER,
        "branch_id": REQUIRED_INTEGER,
        "request_type": varchar(15),
        "status": varchar(8),
        "submitted_by_id": REQUIRED_INTEGER,
        "reviewed_by_id": Column(INTEGER, nullable=True),
    },
}

ENUMERATIONS: Final[dict[tuple[str, str], set[str]]] = {
    ("users", "role"): USER_ROLE,
    ("users", "status"): USER_STATUS,
    ("branches", "status"): BRANCH_STATUS,
    ("services", "name"): SERVICE_NAME,
    ("vendor_services", "price_unit"): PRICE_UNIT,
    ("bookings", "status"): BOOKING_STATUS,
    ("bookings", "payment_status"): PAYMENT_STATUS,
    ("bookings", "payment_method"): PAYMENT_METHOD,
    ("payments", "payment_method"): PAYMENT_METHOD,
    ("approval_requests", "request_type"): REQUEST_TYPE,
    ("approval_requests", "status"): APPROVAL_STATUS,
    ("otp_sessions", "purpose"): OTP_PURPOSE,
    ("ai_chat_messages", "role"): CHAT_ROLE,
}
# Values the product adds to an enumeration of the design.
ADDED_VALUES: Final = {("bookings", "payment_status"): {"refunded"}}

RELATIONS: Final = {
    ("branches", "vendor_id"): "users",
    ("vendor_services", "branch_id"): "branches",
    ("vendor_services", "service_id"): "services",
    ("bookings", "customer_id"): "users",
    ("bookings", "vendor_service_id"): "vendor_services",
    ("payments", "booking_id"): "bookings",
    ("availability", "vendor_service_id"): "vendor_services",
    ("otp_sessions", "user_id"): "users",
    ("ai_chat_messages", "user_id"): "users",
    ("branch_facilities", "branch_id"): "branches",
    ("branch_facilities", "facility_id"): "facilities",
    ("service_features", "vendor_service_id"): "vendor_services",
    ("service_features", "feature_id"): "features",
    ("approval_requests", "branch_id"): "branches",
    ("approval_requests", "submitted_by_id"): "users",
    ("approval_requests", "reviewed_by_id"): "users",
}

UNIQUE: Final = {
    ("users", ("email",)),
    ("users", ("phone_number",)),
    ("bookings", ("booking_number",)),
    ("services", ("name",)),
    ("branch_facilities", ("branch_id", "facility_id")),
    ("service_features", ("feature_id", "vendor_service_id")),
    ("availability", ("date", "vendor_service_id")),
}

ALL_COLUMNS: Final = [(table, name) for table, columns in TABLES.items() for name in columns]


def _rows(sql: str, *parameters: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


@pytest.mark.parametrize(("table", "name"), ALL_COLUMNS)
def test_column_is_there_with_its_type(table: str, name: str) -> None:
    wanted = TABLES[table][name]
    found = _rows(
        "SELECT data_type, is_nullable = 'YES', character_maximum_length, numeric_precision, numeric_scale"
        " FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s AND column_name = %s",
        table,
        name,
    )
    assert found, f"{table}.{name} is missing"
    data_type, nullable, length, digits, places = found[0]
    assert data_type in wanted.types
    assert nullable is wanted.nullable
    sizes = {1: (length,), 2: (digits, places), 0: ()}[len(wanted.at_least)]
    assert all(size >= least for size, least in zip(sizes, wanted.at_least, strict=True))


@pytest.mark.parametrize("table", TABLES)
def test_table_has_an_integer_primary_key(table: str) -> None:
    found = _rows(
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid"
        " AND a.attnum = ANY(i.indkey) WHERE i.indrelid = to_regclass(%s) AND i.indisprimary",
        table,
    )
    assert found == [("id",)]


def _checks_on(table: str, column: str) -> list[str]:
    """Give the CHECK constraints that speak of this column alone."""
    return [
        str(definition)
        for (definition,) in _rows(
            "SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_attribute a"
            " ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]"
            " WHERE c.conrelid = to_regclass(%s) AND a.attname = %s AND c.contype = 'c'",
            table,
            column,
        )
    ]


@pytest.mark.parametrize(("table", "column"), ENUMERATIONS)
def test_enumeration_is_kept_by_the_database(table: str, column: str) -> None:
    checks = _checks_on(table, column)
    assert len(checks) == 1, f"no single CHECK on {table}.{column}: {checks}"
    allowed = set(re.findall(r"'([^']*)'::", checks[0]))
    assert allowed == ENUMERATIONS[table, column] | ADDED_VALUES.get((table, column), set())


def test_a_value_outside_the_enumeration_is_refused() -> None:
    with pytest.raises(IntegrityError, match="services_name_valid"), transaction.atomic():
        _rows("INSERT INTO services (name, description) VALUES (%s, '') RETURNING id", "tree_house")


@pytest.mark.parametrize(("table", "column"), RELATIONS)
def test_relation_is_a_foreign_key(table: str, column: str) -> None:
    found = _rows(
        "SELECT c.confrelid::regclass::text FROM pg_constraint c JOIN pg_attribute a"
        " ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]"
        " WHERE c.conrelid = to_regclass(%s) AND a.attname = %s AND c.contype = 'f'",
        table,
        column,
    )
    assert found == [(RELATIONS[table, column],)]


@pytest.mark.parametrize(("table", "columns"), sorted(UNIQUE))
def test_uniqueness_is_kept_by_the_database(table: str, columns: tuple[str, ...]) -> None:
    found = _rows(
        "SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_index i"
        " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
        " WHERE i.indrelid = to_regclass(%s) AND i.indisunique AND i.indpred IS NULL"
        " GROUP BY i.indexrelid",
        table,
    )
    assert (list(columns),) in found


def test_the_three_kinds_of_service_are_in_every_database() -> None:
    assert {name for (name,) in _rows("SELECT name FROM services")} == SERVICE_NAME
