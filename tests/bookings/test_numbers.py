"""Booking numbers: easy to say, hard to guess, read however they are typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.bookings.numbers import ALPHABET, PATTERN, as_booking_number, new_booking_number

numbers = st.text(alphabet=ALPHABET, min_size=8, max_size=8).map(lambda text: f"{text[:4]}-{text[4:]}")


def test_no_character_looks_like_another():
    assert not set(ALPHABET) & set("0O1IL")
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_new_numbers_have_the_pattern_and_differ():
    drawn = {new_booking_number() for _ in range(500)}
    assert len(drawn) == 500
    assert all(re.fullmatch(PATTERN, number) for number in drawn)
    assert {character for number in drawn for character in number} == {*ALPHABET, "-"}


def test_there_are_too_many_to_guess():
    assert len(ALPHABET) ** 8 > 850_000_000_000


@pytest.mark.parametrize(
    "typed",
    ["7KQ4-M2XP", "7kq4m2xp", " 7KQ4 M2XP\n", "7KQ4–M2XP", "7KQ4—M2XP", "#7KQ4.M2XP", "7k q4_m2-xp"],
)
def test_a_number_is_read_however_it_is_typed(typed):
    assert as_booking_number(typed) == "7KQ4-M2XP"


@pytest.mark.parametrize(
    "typed",
    ["", "-", "7KQ4", "7KQ4-M2X", "7KQ4-M2XPP", "OKQ4-M2XP", "7KQ4-M1XP", "7KQ4-M2XP' OR 1=1", "٧KQ4-M2XP"],
)
def test_what_is_no_number_is_none(typed):
    assert as_booking_number(typed) is None


@given(numbers, st.booleans(), st.sampled_from(["", "-", " ", "–"]))
def test_every_number_is_read_back(number, lower, dash):
    typed = number.replace("-", dash)
    assert as_booking_number(typed.lower() if lower else typed) == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_none(typed):
    found = as_booking_number(typed)
    assert found is None or re.fullmatch(PATTERN, found)
