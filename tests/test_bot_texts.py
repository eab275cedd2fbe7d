"""Tests of bot.texts."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from string import Formatter

import pytest

from bot.texts import Texts, texts_for
from bot.texts_english import ENGLISH

NAMES = [field.name for field in fields(Texts) if field.type == "str" or field.type is str]
# Telegram shows this much of an answer to a pressed button, and of a command in the menu.
NOTE_CHARACTERS = 200
MENU_CHARACTERS = 256
SHOWN_AS_NOTES = ["answer_forgotten", "thanks", "nothing_to_stop", "stopped", "only_asker", "admins_only", "kept"]


def every_text(texts: object) -> Iterator[tuple[str, str]]:
    """Each sentence of a language with its name, those within its parts too."""
    for field in fields(texts):  # type: ignore[arg-type]
        told = getattr(texts, field.name)
        if isinstance(told, str):
            yield field.name, told
        elif isinstance(told, Mapping):
            yield from ((f"{field.name} {key.name}", value) for key, value in told.items())
        elif told is not None:
            yield from every_text(told)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", ["en", "lv", "ru"])
def test_no_sentence_is_missing_and_each_has_the_same_places_to_fill(code: str) -> None:
    texts = texts_for(code)
    for name in NAMES:
        told = getattr(texts, name)
        assert told.strip() == told != "", name
        assert placeholders(told) == placeholders(getattr(ENGLISH, name)), name


@pytest.mark.parametrize("code", ["lv", "ru"])
def test_every_sentence_is_translated(code: str) -> None:
    texts = texts_for(code)
    assert [name for name in NAMES if getattr(texts, name) == getattr(ENGLISH, name)] == []


@pytest.mark.parametrize("code", ["en", "lv", "ru"])
def test_the_same_commands_are_named_in_every_language(code: str) -> None:
    def commands(text: str) -> list[str]:
        return [line.split()[0] for line in text.splitlines() if line.startswith("/")]

    assert commands(texts_for(code).help) == commands(ENGLISH.help)
    assert commands(texts_for(code).help_admin) == commands(ENGLISH.help_admin)


@pytest.mark.parametrize("code", ["en", "lv", "ru"])
def test_what_telegram_shows_in_little_room_fits(code: str) -> None:
    texts = texts_for(code)
    assert all(len(getattr(texts, name)) <= NOTE_CHARACTERS for name in SHOWN_AS_NOTES)
    assert all(len(getattr(texts, name)) <= MENU_CHARACTERS for name in NAMES if name.startswith("menu_"))


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("lv", "Avoti"),
        ("LV", "Avoti"),
        ("ru-RU", "Источники"),
        ("en-GB", "Sources"),
        ("de", "Sources"),
        (None, "Sources"),
        ("", "Sources"),
    ],
)
def test_the_language_is_chosen_by_the_code_telegram_gives(code: str | None, word: str) -> None:
    assert texts_for(code).sources == word
