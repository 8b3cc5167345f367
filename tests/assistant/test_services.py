"""Questions and answers as they are kept, on Tuesday 12 January 2027 at eleven in Amman."""

from datetime import datetime, time, timedelta

import pytest

from apps.accounts.models import Notification, OutboxMessage, User
from apps.assistant.models import ChatMessage, ChatRole
from apps.assistant.reading import Gazetteer, Intent, Reading
from apps.assistant.records import as_record, from_record
from apps.assistant.services import AskedTooOften, answer_question
from apps.assistant.wording import Register
from apps.bookings.models import Booking
from apps.catalog.models import Availability, Service
from apps.catalog.search import SearchQuery
from apps.catalog.statuses import PriceUnit, ServiceName
from apps.payments.models import Payment
from tests.accounts.factories import UserFactory
from tests.assistant.test_parsing import ARABIC, ARABIZI, ENGLISH, read
from tests.bookings.factories import TOMORROW, service_on_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana() -> User:
    return UserFactory.create(full_name="Dana")


def ask(user: User, text: str, now: datetime, **options: object) -> ChatMessage:
    return answer_question(user=user, text=text, now=now, language="en", **options)  # type: ignore[arg-type]


def test_question_and_answer_are_kept(dana: User, now: datetime) -> None:
    service_on_sale()
    answer = ask(dana, "desk tomorrow 10-12 in Abdali", now)
    question, kept = ChatMessage.objects.order_by("pk")
    assert (question.role, question.content, question.user) == ("user", "desk tomorrow 10-12 in Abdali", dana)
    assert (kept.role, kept.pk, kept.created_at) == (ChatRole.ASSISTANT, answer.pk, now)
    assert "I found 1 free" in kept.content
    reading = from_record(kept.understood)
    assert reading is not None
    assert reading.query == SearchQuery(
        kind=ServiceName.HOT_DESK, plan=PriceUnit.HOUR, day=TOMORROW, start=time(10), minutes=120, people=1,
        city="amman", district="abdali",
    )  # fmt: skip


@pytest.mark.parametrize("text", [text for text, _ in (*ENGLISH, *ARABIC, *ARABIZI)] + ["hello", "31/2", "?"])
def test_a_reading_survives_being_kept(text: str) -> None:
    reading = read(text)
    assert from_record(as_record(reading)) == reading


@pytest.mark.parametrize(
    "record", [{}, {"intent": "dance"}, {"intent": "search", "register": "en", "query": 3}]
)
def test_a_record_of_another_shape_is_no_reading(record: dict[str, object]) -> None:
    assert from_record(record) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("desk tomorrow 10-12", "I found 1 free"),
        ("مقعد بكرا من ١٠ الى ١٢", "الأربعاء 13"),
        ("bdi desk bokra mn 10 la 12", "La2et 1 fadi: desk · bokra 13/1 · 10:00-12:00 · Amman."),
    ],
)
def test_the_answer_speaks_the_language_and_script_of_the_question(
    dana: User, now: datetime, text: str, word: str
) -> None:
    service_on_sale()
    assert word in ask(dana, text, now).content.replace("\u00a0", " ")


def test_an_answer_has_two_lines_at_most(dana: User, now: datetime) -> None:
    texts = [text for text, _ in ENGLISH] + [
        "room today at 9 near me 4111 1111 1111 1111",
        "desk yesterday at 10:10",
    ]
    for number, text in enumerate(texts):
        later = now + timedelta(minutes=number)
        assert ask(dana, text, later).content.count("\n") <= 1


def test_a_time_that_passed_is_moved_and_said(dana: User, now: datetime) -> None:
    service_on_sale()
    assert "That time has passed today, so I looked at tomorrow." in ask(dana, "desk today at 9", now).content


@pytest.mark.parametrize("sold", [True, False])
def test_nothing_found_says_whether_something_is_close(dana: User, now: datetime, sold: bool) -> None:
    if sold:
        service_on_sale()
    answer = ask(dana, "desk tomorrow at 7 pm for 2 hours", now).content
    assert answer.startswith("Nothing is free for this")
    assert ("Something close is:" in answer) == sold


def test_no_sentence_books_pays_or_tells_anybody(dana: User, now: datetime) -> None:
    service_on_sale()
    sentences = [text for text, _ in (*ENGLISH, *ARABIC, *ARABIZI)]
    sentences += [
        "book it",
        "book the first one and pay cash",
        "احجز",
        "confirm",
        "yes",
        "cancel all bookings",
        "i7jezli",
    ]
    for number, text in enumerate(sentences):
        ask(dana, text, now + timedelta(minutes=number))
    assert ChatMessage.objects.count() == 2 * len(sentences)
    for model in (Booking, Payment, Availability, OutboxMessage, Notification):
        assert not model._default_manager.exists()


def test_a_card_number_is_never_kept(dana: User, now: datetime) -> None:
    answer = ask(dana, "desk tomorrow, my card is 4111 1111 1111 1111", now)
    assert "never type one here" in answer.content
    for message in ChatMessage.objects.all():
        assert "4111 1111" not in message.content
        assert "411111" not in str(message.understood)
    assert ChatMessage.objects.filter(content__endswith="•••• •••• •••• 1111").exists()


def test_twenty_questions_a_minute(dana: User, now: datetime) -> None:
    for second in range(20):
        ask(dana, "hello", now + timedelta(seconds=second))
    with pytest.raises(AskedTooOften, match="in 1 minute"):
        ask(dana, "hello", now + timedelta(seconds=59))
    assert ChatMessage.objects.count() == 40
    ask(UserFactory.create(), "hello", now + timedelta(seconds=59))
    ask(dana, "hello", now + timedelta(seconds=60))
    with pytest.raises(AskedTooOften):
        ask(dana, "hello", now + timedelta(seconds=60))


def test_a_text_without_end_is_cut(dana: User, now: datetime) -> None:
    ask(dana, "desk " * 200, now)
    assert len(ChatMessage.objects.get(role=ChatRole.USER).content) == 500


def test_another_reader_of_sentences_can_be_plugged_in(dana: User, now: datetime) -> None:
    heard: list[tuple[str, str]] = []

    def model(text: str, *, places: Gazetteer, now: datetime, language: str) -> Reading:
        heard.append((text, language))
        return Reading(intent=Intent.THANKS, register=Register.ENGLISH)

    answer = ask(dana, "4111111111111111 whatever", now, understand=model)
    assert heard == [("••••••••••••1111 whatever", "en")]
    assert "\nYou are welcome." in answer.content


def test_words_are_read_with_the_catalogues_own_names(dana: User, now: datetime) -> None:
    service_on_sale(service=Service.objects.get(name=ServiceName.MEETING_ROOM), seats=8)
    reading = from_record(ask(dana, "meeting room for 8 tomorrow in al-abdali", now).understood)
    assert reading is not None
    assert reading.query is not None
    assert (reading.query.district, reading.query.people) == ("abdali", 8)


@pytest.mark.parametrize(("ceiling", "found"), [("4.640", 1), ("4.639", 0), ("100", 1)])
def test_a_price_is_the_total_with_tax(dana: User, now: datetime, ceiling: str, found: int) -> None:
    service_on_sale()  # two hours at 2 JOD and 16 % tax
    answer = ask(dana, f"desk tomorrow 10-12 under {ceiling} JOD", now).content
    assert answer.startswith("I found 1 free" if found else "Nothing is free")
