"""Tests of bot.store.pointers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import BotDatabase
from bot.store.pointers import Pointers


@pytest.fixture
def pointers(tmp_path: Path) -> Iterator[Pointers]:
    database = BotDatabase.open(tmp_path / "bot.sqlite")
    yield Pointers(database)
    database.close()


def test_a_long_text_is_found_again_by_a_short_key(pointers: Pointers) -> None:
    text = "news/" + "ā" * 300 + ".md"
    key = pointers.keep(text, 1.0)
    assert len(key) == 11
    assert pointers.find(key) == text


def test_one_text_has_one_key(pointers: Pointers) -> None:
    assert pointers.keep("a", 1.0) == pointers.keep("a", 2.0) != pointers.keep("b", 3.0)


def test_a_key_that_was_never_given_finds_nothing(pointers: Pointers) -> None:
    assert pointers.find("AAAAAAAAAAA") is None


def test_what_was_not_shown_for_long_is_forgotten(pointers: Pointers) -> None:
    old, new = pointers.keep("old", 0.0), pointers.keep("new", 0.0)
    pointers.keep("new", 1e8)
    pointers.prune(1e8)
    assert (pointers.find(old), pointers.find(new)) == (None, "new")
