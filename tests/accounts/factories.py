"""People and messages for tests. Numbers are Jordanian mobiles, counted up so each is unique."""

from datetime import UTC, datetime
from typing import Any

import factory
from django.contrib.auth.hashers import make_password

from apps.accounts.models import Notification, OutboxMessage, User, VendorProfile
from apps.accounts.statuses import Channel, UserRole, UserStatus


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An active customer with a verified number and an e-mail.

    `UserFactory(password="…")` hashes it; without one nobody can sign in by password.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    full_name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.test")
    phone_number = factory.Sequence(lambda n: f"+9627{90000000 + n}")
    password = factory.Transformer(None, transform=make_password)  # type: ignore[arg-type]
    role = UserRole.CUSTOMER
    status = UserStatus.ACTIVE
    is_phone_verified = True
    language = "en"


class VendorFactory(UserFactory):
    """A vendor's owner (or employee: the role is the same)."""

    role = UserRole.VENDOR


class AdminFactory(UserFactory):
    role = UserRole.ADMIN


class VendorProfileFactory(factory.django.DjangoModelFactory[VendorProfile]):
    class Meta:
        model = VendorProfile

    user: Any = factory.SubFactory(VendorFactory)
    company_name = factory.Sequence(lambda n: f"Company {n}")
    company_name_ar = factory.Sequence(lambda n: f"شركة {n}")


class NotificationFactory(factory.django.DjangoModelFactory[Notification]):
    class Meta:
        model = Notification

    user: Any = factory.SubFactory(UserFactory)
    event = "payments/received"
    context = factory.LazyFunction(
        lambda: {"number": "7KQ4M2XP", "total_price": "24.000", "url": "http://localhost:8000/"}
    )


class OutboxMessageFactory(factory.django.DjangoModelFactory[OutboxMessage]):
    """A waiting SMS, due since the start of 2026."""

    class Meta:
        model = OutboxMessage

    channel = Channel.SMS
    recipient = "+962790000001"
    language = "en"
    event = "payments/received"
    context = factory.LazyFunction(
        lambda: {"number": "7KQ4M2XP", "total_price": "24.000", "url": "http://localhost:8000/"}
    )
    dedup_key = factory.Sequence(lambda n: f"test:{n}")
    next_try_at = datetime(2026, 1, 1, tzinfo=UTC)
