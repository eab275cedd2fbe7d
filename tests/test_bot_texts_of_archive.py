"""Tests of bot.texts_of_archive."""

from enum import Enum

import pytest

from bot.texts import texts_for
from bot.texts_english import ENGLISH
from rag import Fault, Lack, LeadKind, ModelFailure, Substitute, Unsaid
from tests.test_bot_texts import every_text, placeholders


def test_what_the_archive_says_is_said_in_every_language_but_its_own() -> None:
    assert ENGLISH.archive is None
    latvian, russian = texts_for("lv").archive, texts_for("ru").archive
    assert latvian is not None
    assert russian is not None
    pairs = list(zip(every_text(latvian), every_text(russian), strict=True))
    assert [one for (one, told), _ in pairs if not told.strip(" ()")] == []
    assert [(one, placeholders(a)) for (one, a), _ in pairs] == [(one, placeholders(b)) for _, (one, b) in pairs]


@pytest.mark.parametrize(
    ("field", "kinds"),
    [
        ("lacks", Lack),
        ("unsaid", Unsaid),
        ("leads", LeadKind),
        ("failures", ModelFailure),
        ("substitutes", Substitute),
        ("faults", Fault),
    ],
)
def test_every_kind_of_what_the_archive_says_has_its_sentence(field: str, kinds: type[Enum]) -> None:
    for code in ("lv", "ru"):
        assert set(getattr(texts_for(code).archive, field)) == set(kinds) - {Fault.UNTOLD}
