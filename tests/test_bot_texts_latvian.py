"""Tests of bot.texts_latvian; what holds for all languages stands in test_bot_texts.py."""

import re

from bot.texts_latvian import LATVIAN
from tests.test_bot_texts import every_text

FOREIGN = re.compile("[wxyq]|[^\x00-\x7fāčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ“”‹›–…■👍👎]")
# Commands, file endings and the sign of seconds are the same in every language.
COMMANDS = re.compile(r"/\w+|\.\w+|\{\w+\}|https")


def test_it_is_written_in_the_latvian_alphabet() -> None:
    assert {sign for _, text in every_text(LATVIAN) for sign in FOREIGN.findall(COMMANDS.sub("", text))} == set()
