"""What people type and what is found, in either script; and what must not be found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.branches.models import District
from apps.catalog.search import SearchQuery, count_found
from apps.catalog.search_spelling import is_within, sound_alike, sound_of, telling_words_of
from apps.catalog.search_text import lexicon_of, meanings_of
from apps.catalog.statuses import PriceUnit
from tests.bookings.factories import TOMORROW, service_on_sale
from tests.branches.factories import BranchFactory, DistrictFactory, open_daily

PLACES = {
    1: "Abdoun عبدون",
    2: "Sweifieh الصويفية",
    3: "Rainbow Street شارع الرينبو",
    4: "Jabal Amman جبل عمّان",
    5: "Shmeisani الشميساني",
    6: "Khalda خلدا",
    7: "Dabouq دابوق",
    8: "Mecca Street شارع مكة",
    9: "Abdali العبدلي",
    10: "7th Circle الدوار السابع",
    11: "مقهى النخيل",
    12: "Café Nöel",
}
LEXICON = lexicon_of(("districts", str(key), text) for key, text in PLACES.items())


def found(text: str) -> set[int]:
    """The places that all telling words of a text name."""
    named = [LEXICON.meanings(word).districts for word in telling_words_of(text)]
    return set.intersection(*named) if named else set()


WORDS = {
    1: "Abdoun abdun ABDOUN Abdoon 3abdoun عبدون عَبدون عبدوون abdoum abdon",
    2: "Sweifieh Swefieh Suwayfiyah Sweifiyeh الصويفية صويفية الصويفيه al-sweifieh والصويفية بالصويفية"
    " swiefieh الصويفبة",
    3: "rainbow Rainbo الرينبو رينبو ranbow",
    5: "Shmeisani Shumaysani shmesani شميساني الشميسانى Shmeisany shmeizani",
    6: "Khalda Khelda Khilda خلدا خلده 5alda kalda",
    7: "Dabouq Dabuq Dabouk Dabooq دابوق dabok",
    8: "Makka Mecca makkah مكة مكه",
    9: "Abdali abdaly العبدلي عبدلي alabdali 3abdali",
    11: "النخيل نخيل nakhil nakheel مقهي",
    12: "cafe CAFÉ noel",
}
PHRASES = {
    3: ["near Rainbow St", "rainbow str.", "قرب شارع رينبو", "ش الرينبو"],
    4: ["jabal amman", "Jebel 3amman", "جبل عمان", "Jabal Aman"],
    8: ["Makkah Street", "mecca st", "شارع مكه"],
    10: ["7th circle", "circle 7", "٧th circle", "الدوار السابع"],
}


@pytest.mark.parametrize(
    ("typed", "place"),
    [(word, place) for place, words in WORDS.items() for word in words.split()]
    + [(phrase, place) for place, phrases in PHRASES.items() for phrase in phrases],
)
def test_found(typed, place):
    assert found(typed) == {place}


@pytest.mark.parametrize(
    "typed",
    [
        "%", "_", "' OR 1=1 --", "zarqa", "abadi", "xyz", "mina", "abdeen", "8th circle", "عجلون", "سلط",
        "Rainbow Abdoun", "street of nowhere", "cafeteria", "jabir",
    ],
)  # fmt: skip
def test_not_found(typed):
    assert found(typed) == set()


def test_a_beginning_finds_all_that_begin_so():
    assert found("abd") == {1, 9}
    assert found("شارع") == {3, 8}
    assert found("a") == set()


def test_a_known_word_is_never_taken_for_a_typing_error():
    lexicon = lexicon_of([("branches", "1", "Desk"), ("branches", "2", "Dusk")])
    assert lexicon.meanings("desk").branches == {1}
    assert lexicon.meanings("dask").branches == {1, 2}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Irbid", "إربد", True), ("Aqaba", "العقبة", False), ("Aqaba", "عقبة", True),
        ("Zarqa", "زرقاء", True),
        ("Jebel", "جبل", True), ("Mecca", "مكة", True), ("Madaba", "مادبا", True), ("park", "بارك", True),
        ("Amman", "عمان", True), ("mina", "عمان", False), ("Abdin", "عبدون", False), ("desk", "dusk", False),
        ("12", "12", False),
    ],
)  # fmt: skip
def test_sounds(one, other, alike):
    words = [telling_words_of(one)[0], telling_words_of(other)[0]]
    assert sound_alike(*map(sound_of, words)) == alike


@pytest.mark.parametrize(
    ("one", "other", "most", "near"),
    [
        ("abdoun", "abdon", 1, True), ("abdoun", "abdoum", 1, True), ("abdoun", "abduon", 1, True),
        ("abdoun", "abdali", 2, False), ("abdoun", "bdon", 1, False), ("shmeisani", "shmesane", 2, True),
    ],
)  # fmt: skip
def test_distance_of_words(one, other, most, near):
    assert is_within(one, other, most) == near
    assert is_within(other, one, most) == near


@pytest.mark.django_db
class TestInTheDatabase:
    def query(self, text: str) -> SearchQuery:
        return SearchQuery(plan=PriceUnit.DAY, day=TOMORROW, text=text)

    def test_names_of_service_branch_district_and_city_together(self, now):
        district = DistrictFactory(slug="abdoun", name="Abdoun", name_ar="عبدون", spellings="")
        branch = open_daily(BranchFactory(district=district, name="Palm House", address="4 Zahran Street"))
        service_on_sale(branch=branch, name="Quiet desks", name_ar="مكاتب هادئة")
        service_on_sale(branch=branch, name="Board room", name_ar="")
        service_on_sale()
        for text, count in {
            "quiet palm abdun amman": 1, "عبدون": 2, "هادئه عبدون": 1, "zahran": 2, "plam": 2, "near": 0,
            "quiet board": 0, "": 3, "  ": 3, "%": 0, "عمان": 3,
        }.items():  # fmt: skip
            assert count_found(self.query(text), now=now) == count, text

    def test_a_new_name_is_found_at_once_and_an_old_one_no_more(self, now):
        service = service_on_sale()
        assert count_found(self.query("sweifieh"), now=now) == 0
        District.objects.filter(pk=service.branch.district_id).update(name="Sweifieh", spellings="Swefieh")
        assert count_found(self.query("sweifieh"), now=now) == 1
        District.objects.update(name="Abdoun", spellings="")
        assert count_found(self.query("sweifieh"), now=now) == 0

    def test_names_are_read_again_only_when_they_changed(self):
        service_on_sale()
        meanings_of("abdoun")
        with CaptureQueriesContext(connection) as queries:
            meanings_of("abdali desks")
        assert len(queries) == 1
        with CaptureQueriesContext(connection) as queries:
            assert meanings_of("") is None
        assert len(queries) == 0
