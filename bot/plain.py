"""Turns Telegram's HTML into plain text that fits its messages."""

import html
import re

# Telegram counts the units of UTF-16, and takes so many a message.
MESSAGE_UNITS = 4_096
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def plain(markup: str) -> str:
    """The text of `markup` without its tags, its entities read."""
    return html.unescape(_TAG.sub("", markup))


def units(text: str) -> int:
    """The length of `text` as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, most: int = MESSAGE_UNITS) -> list[str]:
    """`text` in pieces of at most `most` units, cut after a line or a word where there is one; joined they are it."""
    pieces = []
    while units(text) > most:
        end = _fitting(text, most)
        at = max(text.rfind("\n", 0, end), text.rfind(" ", end // 2, end))
        end = at + 1 if at > 0 else end
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _fitting(text: str, most: int) -> int:
    """How many characters of `text` fit."""
    end = min(len(text), most)
    while units(text[:end]) > most:
        end -= max(1, (units(text[:end]) - most) // 2)
    return end
