"""What a question says of time, and the days that this leaves."""

from datetime import date

import pytest

from rag.records import Span
from rag.timing.calendar_words import ENGLISH
from rag.timing.time_mentions import Mention, mentions_in
from rag.timing.time_sense import read

TODAY = date(2024, 5, 15)


def mentions(question: str) -> list[Mention]:
    return list(mentions_in(read(question), TODAY, ENGLISH))


def test_mention_tells_its_phrase_its_time_and_its_days() -> None:
    assert mentions("Who won before the vote of 2021?") == [
        Mention(8, 31, Span(27, 31), None, date(2021, 12, 31), by_clock=False)
    ]


def test_each_mention_stands_for_itself() -> None:
    assert mentions("Who won last week, and who in 2016?") == [
        Mention(8, 17, Span(8, 17), date(2024, 5, 6), date(2024, 5, 12), by_clock=True),
        Mention(27, 34, Span(27, 34), date(2016, 1, 1), date(2016, 12, 31), by_clock=False),
    ]


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("Who met from March to May?", [("2024-03-01", "2024-05-31")]),
        ("Who met from June to May?", [("2023-06-01", "2024-05-31")]),
        ("Who met between March 1 and March 15?", [("2024-03-01", "2024-03-15")]),
        ("Who met between 2014 and 2004?", []),
        ("Who met between 1500 and 2000 people?", []),
        ("Who met in 2021 or 2022?", [("2021-01-01", "2022-12-31")]),
        ("Who met in March 2022 and in May 2023?", [("2022-03-01", "2022-03-31"), ("2023-05-01", "2023-05-31")]),
        ("Who met on Thursday and on Tuesday?", [("2024-05-09", "2024-05-14")]),
    ],
)
def test_two_times_are_joined_where_they_can_be(question: str, days: list[tuple[str, str]]) -> None:
    assert [(str(mention.since), str(mention.until)) for mention in mentions(question)] == days
