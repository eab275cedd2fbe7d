"""The words of a text that may name time."""

from datetime import date

from rag.timing.calendar_words import ENGLISH
from rag.timing.time_forms import Clock, Kind
from rag.timing.time_stretches import stretches_in

CLOCK = Clock(date(2024, 5, 15))


def found(text: str) -> list[tuple[str, Kind]]:
    return [(text[stretch.start : stretch.end], stretch.kind) for stretch in stretches_in(text, CLOCK, ENGLISH)]


def test_stretches_come_in_order_with_how_sure_they_are() -> None:
    assert found("on monday, in march, since 2022, the last week of may and 3 may 2023") == [
        ("monday", Kind.WEEKDAY),
        ("march", Kind.MONTH),
        ("2022", Kind.YEAR),
        ("the last week of may", Kind.CERTAIN),
        ("3 may 2023", Kind.CERTAIN),
    ]


def test_no_stretch_begins_or_ends_inside_a_word_a_sum_or_a_version() -> None:
    assert found("$2000 10.2.22.1 catch-2022 monday.com mar-a-lago 2000% 20220 h2022 1,2022") == []


def test_impossible_date_is_passed_over_whole() -> None:
    assert found("31 february 2022, 2022-13-01 and 2022-02-30") == []
