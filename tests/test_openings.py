from datetime import date

import pytest

from rag.quoting.openings import asks_only_a_time, opening_answer
from rag.records import Article, Evidence
from rag.timing.timeframe import timeframe_in

TODAY = date(2024, 6, 14)


def evidence(number: int, day: int, text: str) -> Evidence:
    article = Article(f"{day}.md", "", "", "", date(2024, 6, day), "", "en", text)
    return Evidence(number, article, 0, len(text), 0.5)


@pytest.mark.parametrize(
    ("question", "only"),
    [
        ("What happened last week?", True),
        ("What is the news of the last three days?", True),
        ("What were the main stories on 10 June 2024?", True),
        ("What happened in Riga last week?", False),
        ("Who won the election yesterday?", False),
    ],
)
def test_a_question_of_nothing_but_a_time_is_told(question: str, *, only: bool) -> None:
    timeframe = timeframe_in(question, TODAY)
    assert timeframe is not None
    assert asks_only_a_time(question, timeframe.spans) is only


def test_the_openings_of_the_newest_articles_are_quoted() -> None:
    found = [evidence(1, 10, "A bridge opened. It is long."), evidence(2, 12, "A storm came. It went.")]
    answer = opening_answer(found)
    assert answer is not None
    assert answer.text == "“A storm came.” [2]\n“A bridge opened.” [1]"
    assert [citation.quote for citation in answer.citations] == ["A storm came.", "A bridge opened."]


def test_without_evidence_there_is_no_opening() -> None:
    assert opening_answer([]) is None
