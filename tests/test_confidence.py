"""How surely the evidence answers."""

import pytest

from rag.quoting.candidates import candidates
from rag.quoting.confidence import ANSWER_FROM, confidence, is_year, standing, support
from rag.quoting.wanted import read_question
from rag.records import Article, Evidence

TEXT = "The envoy of Latvia, Anna Ozola, opened the summit in Riga. The summit of 2021 drew 40 leaders."


def sure(question: str, text: str = TEXT) -> float:
    article = Article("a.txt", "", "", "", None, "", "en", text)
    evidence = [Evidence(1, article, 0, len(text), 1.0)]
    wanted = read_question(question, "en", lambda _: 1.0)
    found = candidates(wanted, evidence, "en")
    stands = standing(found, evidence, "en")
    return confidence(wanted, support(wanted, found, stands), stands)


@pytest.mark.parametrize(
    ("held", "near_miss"),
    [
        ("Who is the envoy of Latvia?", "Who is the envoy of Estonia?"),
        ("How many leaders did the summit of 2021 draw?", "How many leaders did the summit of 2019 draw?"),
        ("Who opened the summit in Riga?", "Who opened the summit in Warsaw?"),
        ("Who opened the summit in Riga?", "Who did not open the summit in Riga?"),
    ],
)
def test_near_miss_is_less_sure_than_what_the_article_holds(held: str, near_miss: str) -> None:
    assert sure(held) >= ANSWER_FROM
    assert sure(near_miss) < sure(held)


def test_year_that_is_not_held_refuses_however_well_the_rest_fits() -> None:
    assert sure("How many leaders did the summit of 2019 draw?") < ANSWER_FROM


def test_subject_of_no_article_is_not_answered() -> None:
    assert sure("what do penguins eat?") < ANSWER_FROM


def test_years_are_told_from_other_numbers() -> None:
    assert [is_year(word) for word in ("2021", "0999", "20211", "20a1")] == [True, False, False, False]
