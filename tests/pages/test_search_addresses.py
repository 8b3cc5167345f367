"""What the assistant writes into an address, the search form reads out of it."""

from datetime import date, datetime, time
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils.datastructures import MultiValueDict

from apps.assistant.links import search_url
from apps.branches.models import Facility
from apps.catalog.models import Feature
from apps.catalog.search import SearchQuery
from apps.catalog.statuses import PriceUnit, ServiceName
from atspaces.pages.search_form import FilterForm, known_places
from tests.bookings.desk import at
from tests.bookings.factories import service_on_sale
from tests.branches.factories import DistrictFactory, FacilityFactory
from tests.catalog.factories import FeatureFactory

pytestmark = pytest.mark.django_db

ROOM = SearchQuery(
    kind=ServiceName.MEETING_ROOM, plan=PriceUnit.HOUR, day=date(2027, 1, 13), start=time(10), minutes=120,
    people=4, city="amman",
)  # fmt: skip


@pytest.fixture(autouse=True)
def moment(now: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    return at(monkeypatch, now)


@pytest.mark.parametrize(
    "wishes",
    [
        {},
        {"district": "abdoun"},
        {"facilities": ("parking",)},
        {"features": ("projector",)},
        {"features": ("projector", "whiteboard"), "facilities": ("parking",), "max_total": Decimal(20)},
        {"kind": ServiceName.PRIVATE_OFFICE, "plan": PriceUnit.DAY, "start": None, "minutes": 0},
        {"sort": "price"},
    ],
)
def test_a_search_comes_out_of_its_address_as_it_went_in(now: datetime, wishes: dict[str, Any]) -> None:
    DistrictFactory.create(slug="abdoun")
    FacilityFactory.create(slug="parking")
    for slug in ("projector", "whiteboard"):
        FeatureFactory.create(slug=slug)
    query = SearchQuery(**{name: getattr(ROOM, name) for name in ROOM.__slots__} | wishes)
    form = FilterForm(
        MultiValueDict(parse_qs(urlsplit(search_url(query)).query)),
        places=known_places(),
        facilities=list(Facility.objects.all()),
        features=list(Feature.objects.all()),
        now=now,
    )
    assert form.query() == query


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_a_feature_is_a_chip_that_can_be_taken_off(client: Client) -> None:
    FeatureFactory.create(slug="projector", name="Projector")
    FeatureFactory.create(slug="whiteboard", name="Whiteboard")
    service = service_on_sale(name="Plain desk")
    service.features.add(Feature.objects.get(slug="projector"))
    page = _page(client, "/search/?day=2027-01-13&start=10:00&length=120&features=projector")
    assert "Plain desk" in page
    assert "Whiteboard" not in page
    chip = page.split(">Projector<")[0].rpartition('href="')[2].partition('"')[0]
    assert "features" not in parse_qs(urlsplit(chip).query)
    assert '<input type="hidden" name="features" value="projector"' in page, "editing the search loses it"


def test_a_feature_that_nothing_has_is_a_way_out(client: Client) -> None:
    FeatureFactory.create(slug="projector", name="Projector")
    service_on_sale(name="Plain desk")
    page = _page(client, "/search/?day=2027-01-13&start=10:00&length=120&features=projector")
    assert "Plain desk" not in page
    assert "<bdi>Without Projector</bdi>" in page


def test_a_feature_that_does_not_exist_narrows_nothing(client: Client) -> None:
    service_on_sale(name="Plain desk")
    page = _page(client, "/search/?day=2027-01-13&start=10:00&length=120&features=moat")
    assert "Plain desk" in page
