"""Dates, read however they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.timing.dates import Day, dates

PUBLISHED = date(2022, 1, 13)  # a Thursday


@pytest.mark.parametrize(
    "text",
    [
        "12 January 2022",
        "12th of January, 2022",
        "January 12, 2022",
        "Jan. 12, 2022",
        "2022-01-12",
        "12.01.2022",
        "12.1.22",
        "12 января 2022",
        "12. Januar 2022",
        "12 de enero de 2022",
    ],
)
def test_day_is_read_however_it_is_written(text: str) -> None:
    assert dates(text) == [Day(0, len(text), 2022, 1, 12)]


def test_parts_of_dates_are_read() -> None:
    assert [
        (d.year, d.month, d.day, d.weekday) for d in dates("On Wednesday, in March 2021, by May and on 5 June")
    ] == [
        (None, None, None, 2),
        (2021, 3, None, None),
        (None, 5, None, None),
        (None, 6, 5, None),
    ]


@pytest.mark.parametrize(
    "text", ["they may march in 20 rows", "30 may die", "31.02.2021", "in 2021", "3.5", "Mark sat"]
)
def test_what_is_no_date_is_left(text: str) -> None:
    assert dates(text) == []


def test_slashes_have_two_readings() -> None:
    (day,) = dates("03/04/2021")
    assert (day.month, day.day, day.other and day.other.month) == (4, 3, 3)


@pytest.mark.parametrize(
    ("said", "written", "agrees"),
    [
        ("12 January 2022", "January 12", True),
        ("12 January 2021", "January 12", False),
        ("20 December 2021", "20 December", True),
        ("12 January 2022", "on Wednesday", True),
        ("11 January 2022", "on Wednesday", False),
        ("19 January 2022", "on Wednesday", True),
        ("26 January 2022", "on Wednesday", False),
        ("Wednesday", "12 January 2022", True),
        ("Friday", "12 January 2022", False),
        ("January 2022", "12 January", True),
        ("12 January", "January 2022", False),
        ("04/03/2021", "3 April 2021", True),
    ],
)
def test_date_agrees_with_what_says_as_much(said: str, written: str, agrees: bool) -> None:
    (one,), (other,) = dates(said), dates(written)
    assert one.agrees(other, PUBLISHED) is agrees


def test_leap_day_without_year_is_read() -> None:
    (day,) = dates("29 February")
    assert day.agrees(day, PUBLISHED)


@given(st.text(alphabet="0123456789./- JanuryMofdthsceb,яне", max_size=40))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= day.start < day.end <= len(text) for day in dates(text))
