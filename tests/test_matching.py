from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.search.matching import Rarity, met
from rag.search.question import understood

WORDS = ["grain", "price", "rise", "wheat", "ship", "port", "the"]
RARITY = Rarity(100, {"grain": 5, "price": 20, "rise": 30})


def alike(asked: Sequence[str], held: Sequence[str]) -> NDArray[np.float32]:
    """Grain and wheat are near, all else is not."""
    return np.array(
        [[0.79 if {one, other} == {"grain", "wheat"} else 0.0 for other in held] for one in asked], np.float32
    )


def test_rarer_forms_weigh_more_and_unknown_ones_most() -> None:
    weights = [RARITY.weight(form) for form in ("rise", "price", "grain", "yak")]

    assert weights == sorted(weights)
    assert min(weights) > 0


def test_passage_with_more_of_the_words_is_met_better() -> None:
    query = understood("Did grain prices rise?", (), "en", ())

    measured = met(query, [["grain", "price", "rise"], ["grain", "ship"], ["port"]], [[], [], []], RARITY, None)

    assert list(np.argsort(-measured.words)) == [0, 1, 2]
    assert measured.share[0] == pytest.approx(1.0)
    assert measured.share[2] == 0
    assert measured.clause[0] == 1.0


def test_near_word_stands_in_for_a_missing_one_and_counts_less() -> None:
    query = understood("grain", (), "en", ())
    bodies = [["grain"], ["wheat"], ["port"]]

    measured = met(query, bodies, [[], [], []], RARITY, alike)

    assert measured.words[0] > measured.words[1] > measured.words[2] == 0
    assert list(measured.share) == [1.0, 0.0, 0.0]
    assert met(query, bodies, [[], [], []], RARITY, None).words[1] == 0


def test_title_counts_as_words_of_the_passage() -> None:
    query = understood("grain", (), "en", ())

    measured = met(query, [["port"], ["port"]], [["grain"], []], RARITY, None)

    assert measured.words[0] > measured.words[1] == 0


def test_words_of_one_statement_weigh_more_than_scattered_ones() -> None:
    query = understood("grain price", (), "en", ())
    filler = ["ship"] * 40

    measured = met(query, [["grain", "price", *filler], ["grain", *filler, "price"]], [[], []], RARITY, None)

    assert measured.statement[0] > measured.statement[1] > 0
    assert measured.words[0] == pytest.approx(measured.words[1])


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=45), min_size=1, max_size=8))
def test_measures_are_finite_and_in_their_range_for_any_passages(bodies: list[list[str]]) -> None:
    query = understood("Did grain prices rise, and which ships left the port with wheat?", (), "en", ())

    measured = met(query, bodies, [[] for _ in bodies], RARITY, alike)

    for scores in (measured.words, measured.statement, measured.clause, measured.share):
        assert scores.shape == (len(bodies),)
        assert np.isfinite(scores).all()
        assert (scores >= 0).all()
    assert (measured.clause <= 1).all()
    assert (measured.share <= 1 + 1e-9).all()
