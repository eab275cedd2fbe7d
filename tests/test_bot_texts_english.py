"""Tests of bot.texts_english; what holds for all languages stands in test_bot_texts.py."""

import re

from bot.texts_english import ENGLISH
from tests.test_bot_texts import every_text

LETTERS = re.compile(r"[^\W\d_]")


def test_it_is_written_in_the_english_alphabet() -> None:
    assert {
        letter for _, text in every_text(ENGLISH) for letter in LETTERS.findall(text) if not letter.isascii()
    } == set()
