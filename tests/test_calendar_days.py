"""Which days a week, a month or a part of a year covers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.timing.calendar_days import (
    Days,
    Part,
    at,
    back,
    half,
    next_recurrence,
    piece,
    recurrence,
    the_day,
    the_month,
    the_months,
    the_year,
    third,
    weekday,
)
from rag.timing.calendar_words import Shift, Unit

TODAY = date(2024, 5, 15)
# The decade of the years 1 to 9 began before the calendar does.
DATES = st.dates(date(20, 1, 1), date(9970, 1, 1))


def days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last))


def test_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(ValueError, match="2024-05-14 lies before 2024-05-15"):
        Days(TODAY, TODAY - timedelta(days=1))


def test_months_run_on_into_the_next_year() -> None:
    assert the_months(2023, 12, 3) == days("2023-12-01", "2024-02-29")
    assert the_months(2023, 0, 1) == the_month(2022, 12)
    assert the_year(2024).count == 366


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        (Shift(Unit.DAY, -1), days("2024-05-14", "2024-05-14")),
        (Shift(Unit.WEEKEND, -1), days("2024-05-11", "2024-05-12")),
        (Shift(Unit.WEEK, 0), days("2024-05-13", "2024-05-19")),
        (Shift(Unit.MONTH, -5), days("2023-12-01", "2023-12-31")),
        (Shift(Unit.QUARTER, -1), days("2024-01-01", "2024-03-31")),
        (Shift(Unit.YEAR, 1), days("2025-01-01", "2025-12-31")),
        (Shift(Unit.DECADE, 0), days("2020-01-01", "2029-12-31")),
    ],
)
def test_shift_moves_the_unit_that_holds_today(shift: Shift, expected: Days) -> None:
    assert at(shift, TODAY) == expected


def test_count_back_ends_today_and_begins_with_a_whole_day() -> None:
    assert back(3, Unit.DAY, TODAY) == days("2024-05-12", "2024-05-15")
    assert back(2, Unit.WEEK, TODAY) == days("2024-05-01", "2024-05-15")
    assert back(3, Unit.MONTH, date(2024, 5, 31)) == days("2024-02-29", "2024-05-31")


def test_month_recurs_every_year_and_a_leap_day_every_fourth() -> None:
    assert recurrence(5, 0, TODAY) == the_month(2024, 5)
    assert recurrence(6, 0, TODAY) == the_month(2023, 6)
    assert recurrence(2, 29, date(2023, 1, 1)) == the_day(date(2020, 2, 29))
    assert next_recurrence(5, 14, TODAY) == the_day(date(2025, 5, 14))
    assert next_recurrence(5, 0, TODAY) == the_month(2024, 5)
    with pytest.raises(ValueError, match=r"no 31\.2\."):
        recurrence(2, 31, TODAY)


def test_third_is_of_round_size() -> None:
    assert third(the_year(2021), Part.EARLY) == days("2021-01-01", "2021-04-30")
    assert third(the_month(2022, 3), Part.MIDDLE) == days("2022-03-11", "2022-03-20")
    assert third(the_month(2022, 3), Part.LATE) == days("2022-03-21", "2022-03-31")
    assert third(the_months(1990, 1, 120), Part.LATE) == days("1997-01-01", "1999-12-31")


def test_piece_is_counted_from_either_end() -> None:
    assert piece(the_month(2024, 3), Unit.WEEK, 2) == days("2024-03-08", "2024-03-14")
    assert piece(the_month(2024, 3), Unit.WEEK, -1) == days("2024-03-25", "2024-03-31")
    assert piece(the_year(2023), Unit.QUARTER, 1) == days("2023-01-01", "2023-03-31")
    assert piece(the_year(2023), Unit.MONTH, -2) == days("2023-11-01", "2023-11-30")
    assert half(the_year(2023), 2) == days("2023-07-01", "2023-12-31")
    assert half(the_month(2024, 3), 1) == days("2024-03-01", "2024-03-15")


@given(DATES, st.sampled_from(Unit))
def test_units_follow_one_another_without_a_gap(today: date, unit: Unit) -> None:
    this, following = at(Shift(unit, 0), today), at(Shift(unit, 1), today)

    assert this.last < following.first
    if unit is not Unit.WEEKEND:
        assert this.first <= today <= this.last
        assert following.first - this.last == timedelta(days=1)


@given(DATES, st.integers(0, 6))
def test_weekday_is_at_most_six_days_ago(today: date, number: int) -> None:
    found = weekday(number, today)

    assert found.weekday() == number
    assert timedelta(0) <= today - found <= timedelta(days=6)


@given(DATES, st.sampled_from(Unit), st.sampled_from(Part))
def test_parts_lie_inside_the_whole(today: date, unit: Unit, part: Part) -> None:
    whole = at(Shift(unit, 0), today)

    for found in (third(whole, part), half(whole, 1), half(whole, 2)) if whole.count > 1 else ():
        assert whole.first <= found.first <= found.last <= whole.last
