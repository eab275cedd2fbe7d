"""Tests of bot.texts_english; what holds for all languages stands in test_bot_texts.py."""

import re
from dataclasses import astuple

from bot.texts_english import ENGLISH

LETTERS = re.compile(r"[^\W\d_]")


def test_it_is_written_in_the_english_alphabet() -> None:
    assert {letter for text in astuple(ENGLISH) for letter in LETTERS.findall(text) if not letter.isascii()} == set()
