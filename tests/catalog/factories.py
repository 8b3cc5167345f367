"""Things to book: a desk service with its price by the hour."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from apps.catalog.models import Feature, Service, ServicePrice, VendorService
from apps.catalog.statuses import CancellationTier, PriceUnit, SaleStatus, ServiceName


class ServiceFactory(DjangoModelFactory[Service]):
    """One of the three kinds; they exist in every database."""

    class Meta:
        model = Service
        django_get_or_create = ("name",)

    name = ServiceName.HOT_DESK


class FeatureFactory(DjangoModelFactory[Feature]):
    class Meta:
        model = Feature

    slug = factory.Sequence(lambda n: f"feature-{n}")
    name = factory.Sequence(lambda n: f"Feature {n}")
    name_ar = factory.Sequence(lambda n: f"ميزة {n}")


class VendorServiceFactory(DjangoModelFactory[VendorService]):
    """Four desks at 2 JOD an hour. `prices` makes the matching row in `service_prices`.

    `VendorServiceFactory(prices={"hour": "2", "day": "10"})` sells by several units, and
    `prices={}` makes none.
    """

    class Meta:
        model = VendorService
        skip_postgeneration_save = True

    branch = factory.SubFactory("tests.branches.factories.BranchFactory")
    service = factory.SubFactory(ServiceFactory)
    name = factory.Sequence(lambda n: f"Desks {n}")
    name_ar = factory.Sequence(lambda n: f"مكاتب {n}")
    slug = factory.Sequence(lambda n: f"desks-{n}")
    max_capacity = 4
    seats = 1
    price_per_unit = Decimal("2.000")
    price_unit = PriceUnit.HOUR
    min_booking_duration = 60
    step_minutes = 60
    max_advance_days = 90
    cancellation_tier = CancellationTier.FLEXIBLE
    status = SaleStatus.ACTIVE

    @factory.post_generation
    def prices(self: VendorService, create: bool, extracted: dict[str, str] | None, **_: object) -> None:
        if not create:
            return
        wanted = {self.price_unit: self.price_per_unit} if extracted is None else extracted
        for unit, price in wanted.items():
            ServicePriceFactory.create(vendor_service=self, price_unit=unit, price=Decimal(price))


class ServicePriceFactory(DjangoModelFactory[ServicePrice]):
    class Meta:
        model = ServicePrice

    vendor_service = factory.SubFactory(VendorServiceFactory, prices={})
    price_unit = PriceUnit.HOUR
    price = Decimal("2.000")
