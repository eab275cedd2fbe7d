"""Tests of rag.commands.scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.commands.evaluation import Case, Outcome
from rag.commands.scores import Scores, auroc, fold, holds, percentile, scores
from rag.records import Answer, Article, Citation, NoAnswer

TEXT = "The port opened on 3 May. The mayor, Anna Berzina, cut a ribbon."
FIRST = (0, 25)
SECOND = (26, len(TEXT))
VALUES = st.lists(st.floats(0, 1).map(lambda value: round(value, 1)), min_size=1, max_size=20)


def case(name: str, *, answers: tuple[str, ...] = (), articles: tuple[str, ...] = (), answerable: bool = True) -> Case:
    return Case(name, "Who?", (), answers, articles, answerable)


def answer(article: str, *spans: tuple[int, int], confidence: float = 0.9) -> Answer:
    whole = Article(article, "", "", "", None, "", "en", TEXT)
    citations = tuple(Citation(number, whole, start, end) for number, (start, end) in enumerate(spans, start=1))
    return Answer("…", citations, confidence, generated=False)


def test_the_figures_of_a_file() -> None:
    cases = [
        case("right at once", answers=("anna berzina",), articles=("a", "b")),
        case("right in the second quote", answers=("Anna Berzina",), articles=("a",)),
        case("right in a wrong article", answers=("3 May",), articles=("a",)),
        case("wrongly refused", answers=("a ribbon",), articles=("a",)),
        case("refused", answerable=False),
        case("answered though nothing says it", answerable=False),
    ]
    outcomes = [
        Outcome(("a", "x", "b"), answer("a", SECOND), 0.001, (True,)),
        Outcome(("x", "y", "z", "w", "a"), answer("a", FIRST, SECOND), 0.002, (True, True)),
        Outcome(("x", "a"), answer("x", FIRST), 0.003, (True,)),
        Outcome(("a",), NoAnswer("No.", 0.2), 0.004),
        Outcome(("x",), NoAnswer("No.", 0.1), 0.005),
        Outcome(("x",), answer("x", FIRST, confidence=0.5), 0.005, (False,)),
    ]
    assert scores("questions.jsonl", cases, outcomes) == Scores(
        file="questions.jsonl",
        questions=6,
        answerable=4,
        unanswerable=2,
        recall_at_1=(0.5 + 0 + 0 + 1) / 4,
        recall_at_4=(1 + 0 + 1 + 1) / 4,
        recall_at_5=1.0,
        recall_at_10=1.0,
        hit_at_1=0.5,
        first_quote_holds=0.5,
        any_quote_holds=0.75,
        right_quote_and_article=0.5,
        quotes_verbatim=0.8,
        refused_of_unanswerable=0.5,
        refused_of_answerable=0.25,
        auroc=7 / 8,
        p50_ms=3.0,
        p95_ms=5.0,
        questions_per_second=300.0,
    )


def test_what_no_question_bears_on_has_no_figure() -> None:
    figures = scores("q", [case("only the articles are known", articles=("a",))], [Outcome((), NoAnswer("", 0), 0.0)])
    assert (figures.first_quote_holds, figures.refused_of_unanswerable, figures.auroc) == (None, None, None)
    assert (figures.recall_at_10, figures.hit_at_1, figures.questions_per_second) == (0.0, 0.0, None)


def test_texts_are_compared_by_letters_and_digits_alone() -> None:
    assert fold("  “It’s 6,000_km — no LESS!” ") == "it s 6 000 km no less"


def test_a_quote_holds_an_answer_as_a_plain_stretch() -> None:
    assert holds("More than 6,000 people.", ("7,000", "6.000"))
    assert holds("In 1963.", ("63",))
    assert not holds("Nothing of it.", ("63", "—", ""))


@given(VALUES, VALUES)
def test_auroc_is_the_share_of_pairs_in_right_order(positives: list[float], negatives: list[float]) -> None:
    pairs = [(p > n) + (p == n) / 2 for p in positives for n in negatives]
    assert auroc(positives, negatives) == pytest.approx(sum(pairs) / len(pairs))


def test_auroc_needs_both_kinds() -> None:
    assert (auroc([], [0.5]), auroc([0.5], [])) == (None, None)


@given(VALUES, st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_enough_do_not_exceed(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9


def test_no_values_have_no_percentile() -> None:
    assert percentile([], 0.5) is None
