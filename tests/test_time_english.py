"""The ways of naming time that English alone is read for, on Wednesday, 15 May 2024."""

from datetime import date

import pytest

from rag.timing.timeframe import window_in

TODAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("later this month", "2024-05-15", "2024-05-31"),
        ("earlier today", "2024-05-15", "2024-05-15"),
        ("over the last decade", "2014-05-15", "2024-05-15"),
        ("this weekend", "2024-05-11", "2024-05-12"),
        ("next Wednesday", "2024-05-22", "2024-05-22"),
        ("coming Friday", "2024-05-17", "2024-05-17"),
        ("this Friday", "2024-05-10", "2024-05-10"),
        ("this past Monday", "2024-05-13", "2024-05-13"),
        ("this May", "2024-05-01", "2024-05-31"),
        ("last May", "2023-05-01", "2023-05-31"),
        ("next May", "2025-05-01", "2025-05-31"),
        ("this spring", "2024-03-01", "2024-05-31"),
        ("last spring", "2023-03-01", "2023-05-31"),
        ("next winter", "2024-12-01", "2025-02-28"),
        ("in winter 2022", "2022-12-01", "2023-02-28"),
        ("in 2023 Q4", "2023-10-01", "2023-12-31"),
        ("in the middle of the month", "2024-05-11", "2024-05-20"),
        ("by the end of last year", "", "2023-12-31"),
        ("in the second half of the year", "2024-07-01", "2024-12-31"),
        ("in the last quarter of 2022", "2022-10-01", "2022-12-31"),
        ("in the last two weeks of 2022", "2022-12-18", "2022-12-31"),
        ("on the last day of the month", "2024-05-31", "2024-05-31"),
        ("in the month of March", "2024-03-01", "2024-03-31"),
    ],
)
def test_english_names_time_in_many_ways(words: str, since: str, until: str) -> None:
    window = window_in(f"What happened {words}?", TODAY)

    assert window is not None
    assert (str(window.since or ""), str(window.until or ""), window.phrase) == (since, until, words)


@pytest.mark.parametrize("today", [date.min, date.max])
def test_what_leaves_the_calendar_is_passed_over(today: date) -> None:
    for words in ("last winter", "next winter", "in spring", "in Q4", "last May", "next May", "next Friday"):
        window = window_in(f"What happened {words}?", today)
        assert window is None or window.phrase == words
