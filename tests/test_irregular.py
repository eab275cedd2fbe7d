import pytest

from rag.irregular import BASE_OF
from rag.words import form


@pytest.mark.parametrize(
    ("written", "base"),
    [("spoke", "speak"), ("Written", "write"), ("women", "woman"), ("led", "leads"), ("won", "winning")],
)
def test_an_irregular_form_is_compared_as_its_base(written: str, base: str) -> None:
    assert form(written, "en") == form(base, "en")


def test_other_languages_keep_words_that_look_like_them() -> None:
    assert form("won", "nl") != form("win", "nl")


def test_no_base_is_an_irregular_form_of_another() -> None:
    assert not set(BASE_OF.values()) & BASE_OF.keys()
