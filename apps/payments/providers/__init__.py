"""Ways to pay. Each provider is pure I/O behind one interface; the core checks every amount."""

from apps.bookings.statuses import PaymentMethod
from apps.payments.providers.base import Provider
from apps.payments.providers.cash import CashAtTheDesk

_PROVIDERS: dict[str, Provider] = {provider.slug: provider for provider in [CashAtTheDesk()]}


def provider_for(method: PaymentMethod) -> Provider | None:
    """Give the provider that takes a method of payment; none when no provider does."""
    return next((p for p in _PROVIDERS.values() if method in p.capabilities().methods), None)


def provider_named(slug: str) -> Provider:
    """Give a provider by the name stored on a payment. Raises `KeyError` for an unknown one."""
    return _PROVIDERS[slug]


def methods_on_offer() -> list[PaymentMethod]:
    """Give the methods of payment that work here, in the order they are shown."""
    return [method for method in PaymentMethod if provider_for(method) is not None]
