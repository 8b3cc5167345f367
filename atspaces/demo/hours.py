"""Weekly opening patterns. The week starts on Saturday and Friday is its own day."""

from __future__ import annotations

from datetime import time

from atspaces.demo.records import OpeningRecord

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
SUNDAY_TO_THURSDAY = (SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY)
SATURDAY_TO_THURSDAY = (SATURDAY, *SUNDAY_TO_THURSDAY)
ALL_WEEK = (*SATURDAY_TO_THURSDAY, FRIDAY)


def _open(weekdays: tuple[int, ...], opens: str, closes: str) -> tuple[OpeningRecord, ...]:
    return tuple(
        OpeningRecord(day, time.fromisoformat(opens), time.fromisoformat(closes)) for day in weekdays
    )


HOURS: dict[str, tuple[OpeningRecord, ...]] = {
    "standard": _open(SUNDAY_TO_THURSDAY, "08:00", "20:00") + _open((SATURDAY,), "09:00", "18:00"),
    "standard_friday_afternoon": (
        _open(SATURDAY_TO_THURSDAY, "08:00", "20:00") + _open((FRIDAY,), "14:00", "20:00")
    ),
    "early": _open(SATURDAY_TO_THURSDAY, "07:00", "19:00"),
    "office_week": _open(SUNDAY_TO_THURSDAY, "08:00", "18:00"),
    "late": _open(SATURDAY_TO_THURSDAY, "08:00", "23:00") + _open((FRIDAY,), "14:00", "23:00"),
    "every_day": _open(SATURDAY_TO_THURSDAY, "08:00", "22:00") + _open((FRIDAY,), "10:00", "22:00"),
    "night_owl": _open(SATURDAY_TO_THURSDAY, "08:00", "01:00") + _open((FRIDAY,), "14:00", "01:00"),
    "evening": _open(ALL_WEEK, "18:00", "02:00"),
    "round_the_clock": _open(ALL_WEEK, "00:00", "00:00"),
    "split": _open(SATURDAY_TO_THURSDAY, "09:00", "14:00") + _open(SATURDAY_TO_THURSDAY, "16:00", "21:00"),
}
