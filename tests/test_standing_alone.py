import pytest

from rag.records import Turn
from rag.search.standing_alone import standing_alone


@pytest.mark.parametrize(
    ("before", "question", "alone"),
    [
        ("What did the envoy say in Geneva?", "And in Odesa?", "What did the envoy say in Odesa?"),
        ("Who won the election in 2018?", "And in 2022?", "Who won the election in 2022?"),
        ("Who won the election?", "What about in 2022?", "Who won the election in 2022?"),
        ("How many troops did Russia gather?", "What about Belarus?", "How many troops did Belarus gather?"),
        ("Who leads the navy of Denmark?", "And of Norway?", "Who leads the navy of Norway?"),
        ("Who leads the talks?", "Why?", "Why? Who leads the talks?"),
        ("Who is Jens Stoltenberg?", "Where was he born?", "Where was he born? Who is Jens Stoltenberg?"),
        ("Who leads the talks?", "Which harbours in Estonia closed?", "Which harbours in Estonia closed?"),
    ],
)
def test_a_question_is_completed_from_the_one_before(before: str, question: str, alone: str) -> None:
    assert standing_alone(question, [Turn(before, "")], "en") == alone


def test_without_a_conversation_a_question_stays_as_it_is() -> None:
    assert standing_alone("And in Odesa?", [], "en") == "And in Odesa?"
