"""Tests of bot.texts_russian; what holds for all languages stands in test_bot_texts.py."""

import re

from bot.texts_russian import RUSSIAN
from tests.test_bot_texts import every_text

LATIN = re.compile("[A-Za-z]+")
# Commands, file endings, places to fill and addresses are the same in every language.
THE_SAME = re.compile(r"/\w+|\.\w+|\{\w+\}|https|\bid\b|robots|RSS|Atom|UTF-8")


def test_it_is_written_in_the_russian_alphabet() -> None:
    assert {word for _, text in every_text(RUSSIAN) for word in LATIN.findall(THE_SAME.sub("", text))} == set()
