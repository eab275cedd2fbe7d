import pytest

from rag.records import Turn
from rag.search.followups import carried, leans, named

HISTORY = (
    Turn("Who won the election in Latvia?", "The party of Evika Silina won. It has 26 seats."),
    Turn("Who leads the government?", "Yesterday the Saeima elected Evika Silina."),
)


@pytest.mark.parametrize(
    "question",
    [
        "When did she take office?",
        "And in 2022?",
        "what about Estonia?",
        "The opposition?",
        "Why?",
        "Wann wurde sie gewählt?",
    ],
)
def test_question_with_pronoun_opening_or_few_words_leans(question: str) -> None:
    assert leans(question, HISTORY, "en")


@pytest.mark.parametrize(
    "question",
    ["Which harbours in Estonia closed last winter?", "Who founded Nokia?", "How large is the navy of Denmark today?"],
)
def test_question_with_a_subject_of_its_own_stands_alone(question: str) -> None:
    assert not leans(question, HISTORY, "en")


def test_leaning_question_carries_more_than_one_that_stands_alone() -> None:
    assert carried("When did she take office?", HISTORY, "en") == [
        ("Who leads the government?", 0.5),
        ("Saeima Evika Silina", 0.2),
        ("Who won the election in Latvia?", 0.2),
    ]
    assert carried("Who founded Nokia?", HISTORY, "en")[0] == ("Who leads the government?", 0.2)


def test_first_question_carries_nothing() -> None:
    assert carried("When did she take office?", (), "en") == []


def test_answer_without_names_carries_none() -> None:
    history = (Turn("Who won?", "The articles do not say."),)

    assert carried("And then?", history, "en") == [("Who won?", 0.5)]


def test_names_are_capitals_that_no_sentence_begins_with() -> None:
    assert named("Yesterday Riga met. Later Tartu and Riga met NATO.") == ["Riga", "Tartu", "NATO"]
