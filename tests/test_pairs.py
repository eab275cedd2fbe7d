"""Figures given to another thing, day or name."""

import pytest

from rag.writing.pairs import has_other_figure, misplaces_figure
from rag.writing.reading import Reading, read


def _read(text: str) -> Reading:
    return read(text, "en", frozenset())


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("They lost 30 soldiers.", "They lost 100 soldiers and 30 tanks."),
        ("Inflation was 7% in Latvia.", "Inflation was 5% in Latvia and 7% in Estonia."),
        ("Inflation was 7% in 2020.", "Inflation rose from 5% in 2020 to 7% in 2021."),
    ],
)
def test_figure_of_something_else_is_seen(statement: str, evidence: str) -> None:
    assert misplaces_figure(_read(statement), _read(evidence))


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("They lost 30 tanks.", "They lost 100 soldiers and 30 tanks."),
        ("They lost 30 vehicles.", "They lost 100 soldiers and 30 tanks."),
        ("Inflation in Estonia was 7%.", "Inflation was 5% in Latvia and 7% in Estonia."),
        ("Turnover in Riga was 7% in 2021.", "Turnover in Riga was 5% in 2020 and 7% in 2021."),
        ("Latvia sent 200 soldiers.", "Latvia, which has 1.8 million people, sent 200 soldiers."),
    ],
)
def test_figure_of_its_own_thing_is_left(statement: str, evidence: str) -> None:
    assert not misplaces_figure(_read(statement), _read(evidence))


def test_like_figure_of_the_nearest_sentence_is_seen() -> None:
    nearest = _read("In 1755 they met.")
    assert has_other_figure(_read("In 1756 they met."), nearest)
    assert not has_other_figure(_read("In 1755 they met 30 men."), nearest)
