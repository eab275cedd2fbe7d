"""Tests of bot.messages."""

from telegram import InlineKeyboardMarkup

from bot.markup import Run, Style
from bot.messages import first_message, messages, told, told_of
from bot.sending import Outgoing

KEYBOARD = InlineKeyboardMarkup([])
LONG = [Run("One sentence of many. " * 300, Style.BOLD)]


def test_the_buttons_stand_under_the_last_of_several_messages() -> None:
    pieces = messages(LONG, KEYBOARD)
    assert [piece.keyboard for piece in pieces] == [None, KEYBOARD]
    assert all(piece.html.startswith("<b>") and piece.html.endswith(".</b>") for piece in pieces)


def test_one_message_holds_what_it_can() -> None:
    assert first_message(LONG, KEYBOARD) == Outgoing(messages(LONG)[0].html, KEYBOARD)
    assert messages([Run(" ")]) == []


def test_a_command_can_be_pressed_in_the_bots_own_words_alone() -> None:
    assert told("See /help <here>") == Outgoing("See /help &lt;here&gt;")
    assert told_of("See /help") == Outgoing("See <code>/help</code>")
