"""The words of English for time, and how tables of words are written."""

from rag.timing.calendar_words import ENGLISH, Shift, Unit, numbered, phrases_of, set_of, units_of


def test_groups_of_words_are_numbered_in_their_order() -> None:
    assert numbered("one a / two", 1) == {"one": 1, "a": 1, "two": 2}


def test_phrases_are_shifts_of_their_unit() -> None:
    assert phrases_of(week_last="last week/the week gone", day_after="in two days") == {
        "last week": Shift(Unit.WEEK, -1),
        "the week gone": Shift(Unit.WEEK, -1),
        "in two days": Shift(Unit.DAY, 2),
    }


def test_words_of_units_lead_to_their_unit() -> None:
    assert units_of("day days", "week", "month", "year") == {
        "day": Unit.DAY,
        "days": Unit.DAY,
        "week": Unit.WEEK,
        "month": Unit.MONTH,
        "year": Unit.YEAR,
    }
    assert set_of("a b a") == {"a", "b"}


def test_loose_counts_are_taken_wide() -> None:
    assert [ENGLISH.numbers[word] for word in ("couple", "few", "several")] == [2, 5, 7]
