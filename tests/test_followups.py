import pytest

from rag.records import Turn
from rag.search.followups import carried, leans, named, points_back

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
        "Did she meet Putin?",
    ],
)
def test_question_with_pronoun_opening_or_few_words_leans(question: str) -> None:
    assert leans(question, HISTORY, "en")


@pytest.mark.parametrize(
    "question",
    [
        "Which harbours in Estonia closed last winter?",
        "Who founded Nokia?",
        "How large is the navy of Denmark today?",
        "Who is Evika Silina?",
        "Why did Silina say that she would resign?",
        "Teachers in Warsaw began a strike, who leads it?",
    ],
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


def test_question_about_a_name_said_before_carries_as_much_as_one_that_leans() -> None:
    assert carried("Who is Evika Silina?", HISTORY, "en")[0] == ("Who leads the government?", 0.5)


def test_few_words_do_not_point_back_by_themselves() -> None:
    assert not points_back("what is zorblax?", "en")
    assert points_back("What about Estonia?", "en")


def test_first_question_carries_nothing() -> None:
    assert carried("When did she take office?", (), "en") == []


def test_answer_without_names_carries_none() -> None:
    history = (Turn("Who won?", "The articles do not say."),)

    assert carried("And then?", history, "en") == [("Who won?", 0.5)]


def test_names_are_capitals_that_no_sentence_begins_with() -> None:
    assert named("Yesterday Riga met. Later Tartu and Riga met NATO.") == ["Riga", "Tartu", "NATO"]
