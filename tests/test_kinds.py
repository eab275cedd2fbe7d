"""Sentences that hold an answer of a kind."""

import pytest

from rag.quoting.asked import AnswerKind
from rag.quoting.kinds import kind_held
from rag.words import words

CASES = [
    (AnswerKind.PERSON, "The talks were led by Anna Ozola.", 1.0),
    (AnswerKind.PERSON, "The talks were long.", 0.0),
    (AnswerKind.PLACE, "The talks were held in Riga.", 1.0),
    (AnswerKind.TIME, "The talks began in 2021.", 1.0),
    (AnswerKind.TIME, "The talks began last week.", 0.6),
    (AnswerKind.TIME, "The talks began.", 0.0),
    (AnswerKind.NUMBER, "Some 40 ships waited.", 1.0),
    (AnswerKind.NUMBER, "Six ships waited.", 1.0),
    (AnswerKind.AGE, "The 61-year-old owner smiled.", 1.0),
    (AnswerKind.DURATION, "The strike lasted 12 days.", 1.0),
    (AnswerKind.REASON, "It closed because of the storm.", 1.0),
    (AnswerKind.OTHER, "It closed.", 0.5),
]


@pytest.mark.parametrize(("kind", "text", "held"), CASES)
def test_sentence_holds_the_kind(kind: AnswerKind, text: str, held: float) -> None:
    assert kind_held(kind, text, words(text, "en"), frozenset()) == held


def test_what_the_question_knows_answers_nothing() -> None:
    text = "The talks began in 2021."
    assert kind_held(AnswerKind.TIME, text, words(text, "en"), {"2021"}) == 0.0


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        (AnswerKind.NUMBER, "Es warteten 40 Schiffe.", 1.0),
        (AnswerKind.NUMBER, "Es warteten siebzehn Schiffe.", 0.5),
        (AnswerKind.REASON, "Es schloss, weil es stürmte.", 0.5),
    ],
)
def test_in_other_languages_only_figures_are_told(kind: AnswerKind, text: str, held: float) -> None:
    assert kind_held(kind, text, words(text, "de"), frozenset(), "de") == held
