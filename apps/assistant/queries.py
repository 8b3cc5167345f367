"""Questions about conversations, and the names that sentences are read with."""

from datetime import datetime

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.assistant.models import ChatMessage, ChatRole
from apps.assistant.reading import Amenity, Gazetteer, Place
from apps.branches.models import City, District, Facility
from apps.catalog.models import Feature

MOST_SHOWN = 40


def gazetteer() -> Gazetteer:
    """All cities, districts, facilities and features under every name they have, in four queries."""
    cities = [Place(city.slug, "", (city.name, city.name_ar)) for city in City.objects.all()]
    districts = [
        Place(district.city_id, district.slug, (district.name, district.name_ar, *_spellings(district)))
        for district in District.objects.all()
    ]
    facilities = [
        Amenity(row.slug, is_feature=False, names=(row.name, row.name_ar)) for row in Facility.objects.all()
    ]
    features = [
        Amenity(row.slug, is_feature=True, names=(row.name, row.name_ar)) for row in Feature.objects.all()
    ]
    return Gazetteer((*cities, *districts), (*facilities, *features))


def _spellings(district: District) -> list[str]:
    return [spelling.strip() for spelling in district.spellings.split(",") if spelling.strip()]


def conversation_of(user: User) -> list[ChatMessage]:
    """The latest messages of one person's conversation, the oldest of them first."""
    return list(_messages_of(user).order_by("-created_at", "-pk")[:MOST_SHOWN])[::-1]


def asked_since(user: User, since: datetime) -> list[datetime]:
    """When a person asked something after a moment, in the order of time."""
    asked = _messages_of(user).filter(role=ChatRole.USER, created_at__gt=since)
    return list(asked.order_by("created_at").values_list("created_at", flat=True))


def _messages_of(user: User) -> QuerySet[ChatMessage]:
    return ChatMessage.objects.filter(user=user)
