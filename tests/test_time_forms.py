"""The ways in which every language writes a date."""

from datetime import date

import pytest

from rag.timing.calendar_days import Days, the_day, the_month
from rag.timing.calendar_words import ENGLISH, Unit
from rag.timing.time_forms import Clock, Heard, any_of, counted_pattern, dated, read_count, read_weekday, year_number

TODAY = date(2024, 5, 15)


def heard(*groups: str, ahead: bool = False) -> Heard:
    return Heard(groups, Clock(TODAY, ahead), ENGLISH)


def test_longer_words_are_tried_first_and_spaces_are_any_white_space() -> None:
    assert any_of(["sep", "sept of"]) == r"(?:sept\s+of|sep)"
    assert "{" not in counted_pattern("{number} {unit}", ENGLISH).replace("{1,4}", "")


def test_date_without_a_year_is_the_most_recent_or_the_next() -> None:
    assert dated("16", "may", "", heard()).days == the_day(date(2023, 5, 16))
    assert dated("16", "may", "", heard(ahead=True)).days == the_day(date(2024, 5, 16))
    assert dated("", "june", "last year", heard()).days == the_month(2023, 6)
    assert dated("", "june", "", heard()).recurring == (6, 0)


@pytest.mark.parametrize("day", ["0", "00", "31", "99"])
def test_day_that_its_month_does_not_have_is_no_date(day: str) -> None:
    with pytest.raises(ValueError, match=r"day"):
        dated(day, "february", "2022", heard())


def test_year_is_written_or_told_by_the_clock() -> None:
    assert [year_number(text, Clock(TODAY)) for text in ("1999", "this year", "next year")] == [1999, 2024, 2025]


def test_count_back_belongs_to_the_news_for_a_year() -> None:
    week, decade = read_count(heard("one", "week")), read_count(heard("10", "years"))

    assert (week.days, week.by_clock) == (Days(date(2024, 5, 8), TODAY), True)
    assert (decade.days, decade.by_clock) == (Days(date(2014, 5, 15), TODAY), False)
    assert ENGLISH.units["weeks"] is Unit.WEEK


def test_weekday_lies_behind_or_ahead() -> None:
    assert read_weekday(heard("friday")).days == the_day(date(2024, 5, 10))
    assert read_weekday(heard("friday", ahead=True)).days == the_day(date(2024, 5, 17))
    assert read_weekday(heard("wednesday", ahead=True)).days == the_day(TODAY)
