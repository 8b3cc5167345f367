from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import formats as django_formats
from django.utils.translation import override

from atspaces.shared import formats
from atspaces.shared.formats import EN_DASH, NBSP, WORD_JOINER

AMMAN = ZoneInfo("Asia/Amman")
TODAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)  # 10:00 in Amman


class TestMoney:
    @pytest.mark.parametrize(
        ("amount", "english", "arabic"),
        [
            (Decimal(24), "JOD 24", "24 د.أ"),
            (Decimal("24.000"), "JOD 24", "24 د.أ"),
            (Decimal("12.5"), "JOD 12.500", "12.500 د.أ"),
            (Decimal("0.001"), "JOD 0.001", "0.001 د.أ"),
            (Decimal("1234.5"), "JOD 1,234.500", "1,234.500 د.أ"),
            (Decimal(0), "JOD 0", "0 د.أ"),
            (1250, "JOD 1,250", "1,250 د.أ"),
        ],
    )
    def test_whole_dinars_or_three_decimals(self, amount: Decimal, english: str, arabic: str) -> None:
        assert formats.money(amount, language="en") == english.replace(" ", NBSP)
        assert formats.money(amount, language="ar") == arabic.replace(" ", NBSP)

    def test_statements_always_carry_three_decimals(self) -> None:
        assert formats.money_exact(Decimal(24), language="en") == f"JOD{NBSP}24.000"
        assert formats.money_exact(Decimal(24), language="ar") == f"24.000{NBSP}د.أ"

    def test_the_minus_is_a_minus_and_stays_before_its_digits(self) -> None:
        assert formats.money(Decimal("-2.5"), language="en") == f"\u2212JOD{NBSP}2.500"
        assert formats.money(Decimal("-2.5"), language="ar") == f"\u2066\u22122.500\u2069{NBSP}د.أ"

    def test_a_price_of_nothing_is_free(self) -> None:
        assert formats.price(Decimal(0), language="en") == "Free"
        assert formats.price(Decimal(3), language="en") == f"JOD{NBSP}3"

    def test_follows_the_active_language(self) -> None:
        with override("ar"):
            assert formats.money(Decimal(5)) == f"5{NBSP}د.أ"


class TestPhone:
    @pytest.mark.parametrize(
        ("stored", "shown"),
        [
            ("+962790123456", "07 9012 3456"),
            ("+962770000001", "07 7000 0001"),
            ("+447400123456", "+44 7400 123456"),
        ],
    )
    def test_as_people_dial_it(self, stored: str, shown: str) -> None:
        assert formats.phone(stored) == shown.replace(" ", NBSP)

    def test_what_cannot_be_parsed_is_kept(self) -> None:
        assert formats.phone("ask at the desk") == "ask at the desk"


class TestDays:
    def test_weekday_always_and_year_only_when_it_is_another(self) -> None:
        assert formats.day(date(2026, 12, 1), today=TODAY, language="en") == f"Tue 1{NBSP}Dec"
        assert formats.day(date(2027, 1, 12), today=TODAY, language="en") == f"Tue 12{NBSP}Jan 2027"

    def test_levantine_months(self) -> None:
        shown = [formats.month(date(2026, month, 1), language="ar") for month in range(1, 13)]
        assert shown[0] == "كانون الثاني"
        assert shown[4] == "أيار"
        assert shown[9:] == ["تشرين الأول", "تشرين الثاني", "كانون الأول"]
        assert "يناير" not in shown

    def test_arabic_day(self) -> None:
        shown = formats.day(date(2027, 1, 12), today=date(2027, 1, 1), language="ar")
        assert shown == f"الثلاثاء 12{NBSP}كانون{NBSP}الثاني"

    def test_today_and_tomorrow_say_so_when_asked(self) -> None:
        assert formats.day(TODAY, today=TODAY, relative=True, language="en") == f"Today, Mon 23{NBSP}Nov"
        tomorrow = TODAY + timedelta(days=1)
        assert (
            formats.day(tomorrow, today=TODAY, relative=True, language="en") == f"Tomorrow, Tue 24{NBSP}Nov"
        )
        later = TODAY + timedelta(days=2)
        assert formats.day(later, today=TODAY, relative=True, language="en") == f"Wed 25{NBSP}Nov"

    def test_a_span_of_days_names_both_ends_and_one_day_once(self) -> None:
        shown = formats.date_range(TODAY, TODAY + timedelta(days=2), today=TODAY, language="en")
        assert shown == f"Mon 23{NBSP}Nov \u2013 Wed 25{NBSP}Nov"
        assert formats.date_range(TODAY, TODAY, today=TODAY, language="en") == f"Mon 23{NBSP}Nov"


class TestClock:
    @pytest.mark.parametrize(
        ("hour_utc", "english", "arabic"),
        [
            (7, "10:00 am", "10:00 ص"),
            (9, "12:00 pm", "12:00 م"),
            (21, "12:00 am", "12:00 ص"),
            (11, "2:00 pm", "2:00 م"),
        ],
    )
    def test_twelve_hours_in_the_branchs_zone(self, hour_utc: int, english: str, arabic: str) -> None:
        instant = datetime(2026, 11, 24, hour_utc, tzinfo=UTC)
        assert formats.clock(instant, AMMAN, language="en") == english.replace(" ", NBSP)
        assert formats.clock(instant, AMMAN, language="ar") == arabic.replace(" ", NBSP)

    def test_a_span_names_its_half_of_the_day_once_when_it_can(self) -> None:
        early, late = TEN + timedelta(minutes=90), TEN + timedelta(hours=4)
        dash = f"{NBSP}{EN_DASH}{WORD_JOINER}{NBSP}"
        assert formats.time_range(TEN, early, AMMAN, language="en") == (
            f"10:00{EN_DASH}{WORD_JOINER}11:30{NBSP}am"
        )
        assert formats.time_range(TEN, late, AMMAN, language="en") == f"10:00{NBSP}am{dash}2:00{NBSP}pm"
        assert formats.time_range(TEN, late, AMMAN, language="ar") == f"10:00{NBSP}ص{dash}2:00{NBSP}م"

    def test_a_span_never_leaves_its_dash_at_the_end_of_a_line(self) -> None:
        for hours in (1, 4):
            shown = formats.time_range(TEN, TEN + timedelta(hours=hours), AMMAN, language="en")
            assert " " not in shown
            # A line may break after a dash, even before a fixed space.
            assert f"{EN_DASH}{WORD_JOINER}" in shown

    def test_a_span_over_midnight_names_both_halves(self) -> None:
        start = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
        shown = formats.time_range(start, start + timedelta(hours=12, minutes=30), AMMAN, language="en")
        assert shown == f"10:00{NBSP}pm{NBSP}{EN_DASH}{WORD_JOINER}{NBSP}10:30{NBSP}am"


class TestSpans:
    @pytest.mark.parametrize(
        ("minutes", "words"),
        [
            (30, "30 minutes"),
            (60, "1 hour"),
            (90, "1 hour 30 minutes"),
            (120, "2 hours"),
            (1440, "1 day"),
            (2880, "2 days"),
        ],
    )
    def test_in_words(self, minutes: int, words: str) -> None:
        assert formats.duration(minutes, language="en") == words

    @pytest.mark.parametrize(
        ("minutes", "words"),
        [
            (0, "now"),
            (5, "in 5 minutes"),
            (-5, "5 minutes ago"),
            (180, "in 3 hours"),
            (34 * 60, "in 34 hours"),  # Monday evening to Wednesday morning is not "in 1 day"
            (-2880, "2 days ago"),
        ],
    )
    def test_distance_from_now(self, minutes: int, words: str) -> None:
        assert formats.relative(TEN + timedelta(minutes=minutes), now=TEN, language="en") == words


class TestTags:
    def _drawn(self, source: str, language: str = "en", **values: object) -> str:
        with override(language):
            return Template("{% load formats components %}" + source).render(Context(values))

    def test_everything_is_isolated_from_the_sentence_round_it(self) -> None:
        assert self._drawn("{% money a %}", a=Decimal(24)) == f'<bdi dir="ltr">JOD{NBSP}24</bdi>'
        assert self._drawn("{% money a %}", "ar", a=Decimal(24)) == f'<bdi dir="rtl">24{NBSP}د.أ</bdi>'
        assert self._drawn("{% phone p %}", "ar", p="+962790123456").startswith('<bdi dir="ltr">07')
        assert self._drawn("{% code c %}", "ar", c="7KQ4") == '<bdi dir="ltr" translate="no">7KQ4</bdi>'

    def test_text_from_people_is_escaped(self) -> None:
        assert "<script>" not in self._drawn("{% code c %}", c="<script>")
        assert "<b>" not in self._drawn("{% phone c %}", c="<b>")

    def test_a_zone_may_be_given_by_name_or_left_out(self) -> None:
        named = self._drawn("{% clock t 'Asia/Amman' %}", t=TEN)
        assert named == self._drawn("{% clock t %}", t=TEN)
        assert "10:00" in named

    def test_page_numbers_leave_gaps(self) -> None:
        assert self._drawn("{% page_numbers 4 9 as n %}{{ n }}") == "[1, None, 3, 4, 5, None, 9]"
        assert self._drawn("{% page_numbers 1 2 as n %}{{ n }}") == "[1, 2]"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_djangos_own_formats_are_jordans(language: str) -> None:
    with override(language):
        assert django_formats.get_format("FIRST_DAY_OF_WEEK") == 6
        assert django_formats.number_format(Decimal("12.5"), 3) == "12.500"
