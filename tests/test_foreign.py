"""Sentences in another language than their evidence."""

import pytest

from rag.writing.foreign import anchors, is_foreign, sounds_like
from rag.writing.ground import Ground, Stretch
from rag.writing.reading import read
from tests.replies import EVIDENCE

TALKS = Ground(EVIDENCE).sources[2]


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("Рейл встретил Васс в Карске.", "ru", True),
        ("Reyl met Vass in the town of Karsk.", "ru", False),
        ("Reils tikās ar Vasu pilsētā pie robežas aprīlī.", "lv", True),
        ("Reyl killed Vass.", "lv", False),
    ],
)
def test_foreign_sentence_is_told_by_script_and_words(text: str, language: str, foreign: bool) -> None:
    assert is_foreign(read(text, language, frozenset()), TALKS) is foreign


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Столтенберга", "Stoltenberg", True),
        ("Байден", "Biden", True),
        ("Путиным", "Putin", True),
        ("Вашингтон", "Washington", True),
        ("Румыния", "Romania", True),
        ("Украина", "Ukraine", True),
        ("Путин", "Biden", False),
        ("Китай", "China", False),
        ("Baidens", "Biden", True),
    ],
)
def test_names_that_sound_alike_are_one(one: str, other: str, alike: bool) -> None:
    (name,), (second,) = (read(f"И {text} там", "", frozenset()).names[-1:] for text in (one, other))
    assert sounds_like(name, second) is alike


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Рейл и Васс встретились в Карске 1 апреля.", 4),
        ("Рейл и Васс не встретились в Карске 1 апреля.", 0),
        ("Рейл и Васс встретились в Карске 2 апреля.", 0),
        ("Рейл и Халан встретились в Карске 1 апреля.", 0),
        ("Рейл убил Васс.", 1),
        ("Васс заявила, что Рейл в Карске 1 апреля.", 0),
    ],
)
def test_names_figures_and_dates_tie_a_sentence(text: str, count: int) -> None:
    assert anchors(read(text, "ru", frozenset()), TALKS, Stretch(0, 0)) == count
