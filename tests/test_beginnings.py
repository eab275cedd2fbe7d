"""Words that are spelt alike."""

import pytest

from rag.search.beginnings import Beginnings

ALIKE = 0.65


@pytest.mark.parametrize(
    ("language", "word", "form", "near"),
    [
        ("lv", "orhidejas", "orhideju", ALIKE),
        ("lv", "osta", "ostas", ALIKE),
        ("lv", "osta", "ozols", 0.0),
        ("de", "Elbbrücke", "bruck", ALIKE),
        ("de", "Rad", "windrad", 0.0),
        ("es", "Gibraltar", "altar", 0.0),
    ],
)
def test_words_are_near_that_begin_alike_or_end_a_compound(language: str, word: str, form: str, near: float) -> None:
    assert Beginnings(language)([word], [form]).tolist() == [[pytest.approx(near)]]


def test_there_is_a_row_a_word_and_a_column_a_form() -> None:
    assert Beginnings("ru")(["порт", "река"], ["портов", "рек", "дом"]).shape == (2, 3)
