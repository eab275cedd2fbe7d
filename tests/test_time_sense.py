"""Whether words that can name time are meant as time where they stand."""

from datetime import date

import pytest

from rag.timing.time_sense import read
from rag.timing.timeframe import window_in

TODAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("time", "no_time"),
    [
        ("What was said in May?", "What did May say?"),
        ("What will be done by May?", "Who was sacked by May?"),
        ("What changed after May?", "What changed after May resigned?"),
        ("Who won in March?", "Who won in March Madness?"),
        ("Who marched in march?", "Who is to march?"),
        ("Who left on 3 may?", "Rule 3 may or may not apply?"),
        ("Who spoke on Sunday?", "Who spoke to the Sunday Times?"),
        ("What changed since the 2008 crisis?", "What was the 2008 crisis?"),
        ("In 2000 cities grew?", "Who lives in 2000 cities?"),
        ("What did he say today?", "Where do they live today?"),
        ("What happened yesterday?", "Who sang Yesterday?"),
        ("Who won in the fall?", "Who fled in the fall of Kabul?"),
        ("Who won in the last year?", "What was the last year he played?"),
        ("What will happen next week?", "What happened in the next week?"),
        ("What about 2022?", "What about apollo 2022?"),
    ],
)
def test_same_words_mean_time_or_do_not(time: str, no_time: str) -> None:
    assert window_in(time, TODAY) is not None
    assert window_in(no_time, TODAY) is None


def test_question_keeps_its_length_in_lower_case() -> None:
    question = read("İn MARCH, said “May 2022” and 'June 2022'")

    assert question.lowered == "İn march, said __________ and ___________"


@pytest.mark.parametrize(
    ("text", "titled"), [("What Happened in May", True), ("What did May do", False), ("Why", False)]
)
def test_title_says_nothing_by_its_capitals(text: str, *, titled: bool) -> None:
    assert read(text).titled is titled


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("What will happen?", True),
        ("Will it rain?", True),
        ("What is going to happen?", True),
        ("What did Will Smith say?", False),
        ("What is the will of the people?", False),
    ],
)
def test_question_looks_ahead_or_does_not(text: str, *, ahead: bool) -> None:
    assert read(text).looks_ahead is ahead
