"""Finds a title for an article that names none."""

import re
import textwrap

from rag.passages import sentences

# A headline is a line at most this long; news agencies keep theirs under 100.
_TITLE_CHARACTERS = 120
# What a person takes in at a glance, in a list of titles, of a sentence that stands in for one.
_CUT_CHARACTERS = 80
# The first sentence lies in this; splitting more only takes time.
_OPENING_CHARACTERS = 1_000
# How a sentence, half a sentence or a dateline ends, but no headline.
_UNLIKE_A_TITLE = re.compile(r"[.,;:。、،–—-][\"'”’»)]*$")
_HEADING = re.compile(r"#{1,6}\s+")


def title_from(text: str, language: str) -> str:
    """The first line of `text` where it reads like a title, else the start of its first sentence; "" for no text."""
    opening = text.lstrip()[:_OPENING_CHARACTERS]
    line = " ".join(_HEADING.sub("", opening.split("\n", 1)[0], count=1).split())
    if 0 < len(line) <= _TITLE_CHARACTERS and not _UNLIKE_A_TITLE.search(line):
        return line
    found = sentences(opening, language)
    sentence = " ".join(found[0].cut(opening).split()) if found else ""
    return sentence if len(sentence) <= _CUT_CHARACTERS else _shortened(sentence)


def without_title(text: str, title: str) -> str:
    """`text` without a first line that only repeats `title`, which is kept beside it and is no prose."""
    first, _, rest = text.lstrip("\n").partition("\n")
    return rest.lstrip("\n") if " ".join(first.split()) == title and rest.strip() else text


def _shortened(sentence: str) -> str:
    short = textwrap.shorten(sentence, _CUT_CHARACTERS, placeholder="…", break_on_hyphens=False)
    return short if len(short) > 1 else f"{sentence[: _CUT_CHARACTERS - 1]}…"
