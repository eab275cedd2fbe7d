"""The kind of answer that a question asks for."""

import pytest

from rag.quoting.asked import AnswerKind, asked_kind, question_words

CASES = [
    ("Who leads the talks?", "en", AnswerKind.PERSON),
    ("When did the talks begin?", "en", AnswerKind.TIME),
    ("In which year did the talks begin?", "en", AnswerKind.TIME),
    ("Where are the talks held?", "en", AnswerKind.PLACE),
    ("How many ships are waiting?", "en", AnswerKind.NUMBER),
    ("How much did the bridge cost?", "en", AnswerKind.AMOUNT),
    ("How old is the captain?", "en", AnswerKind.AGE),
    ("How long did the strike last?", "en", AnswerKind.DURATION),
    ("Why was the harbour closed?", "en", AnswerKind.REASON),
    ("Did the strike end?", "en", AnswerKind.YES_NO),
    ("What did the captain say?", "en", AnswerKind.OTHER),
    ("What is the band The Who known for?", "en", AnswerKind.OTHER),
    ("Wer leitet die Gespräche?", "de", AnswerKind.PERSON),
    ("¿Cuándo empezó la huelga?", "es", AnswerKind.TIME),
    ("Pourquoi le port est-il fermé ?", "fr", AnswerKind.REASON),
    ("Сколько кораблей ждут?", "ru", AnswerKind.NUMBER),
    ("Kur notika sarunas?", "lv", AnswerKind.PLACE),
    ("", "en", AnswerKind.OTHER),
]


@pytest.mark.parametrize(("question", "language", "kind"), CASES)
def test_question_words_tell_the_kind(question: str, language: str, kind: AnswerKind) -> None:
    assert asked_kind(question, language) is kind


def test_words_that_only_ask_are_told() -> None:
    assert question_words("How many ships are waiting?", "en") == {"how", "many"}
