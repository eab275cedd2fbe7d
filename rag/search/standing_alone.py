"""Makes a question that leans on the one before it into one that can be understood alone."""

import re
from collections.abc import Sequence

from rag.records import Turn
from rag.search.followups import leans

_NAME = r"(?:(?:the\s+)?[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ][\w.'’-]*(?:\s+(?:of\s+)?[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ][\w.'’-]*)*|\d{4})"
# "And in Odesa?", "What about in 2022?": a question cut down to the one part that differs.
_PLACED = re.compile(
    rf"\W*(?i:and|or|but|what about|how about)?\s*(?P<place>(?i:in|at|from|to|for|by|with|of|on|about|during))\s+"
    rf"(?P<name>{_NAME})\W*"
)
# "And Putin?", "What about Estonia?": the one that the question is about is another.
_ABOUT = re.compile(rf"\W*(?i:and|or|but|what about|how about|what of)\s+(?P<name>{_NAME})\W*")
# Turns looked back for what a question leans on: "And in 2021?" after "And the turnout?" needs the one before both.
_FURTHEST = 3
_ANY_NAME = re.compile(rf"(?<=\s){_NAME}")


def standing_alone(question: str, history: Sequence[Turn], language: str) -> str:
    """`question` as it would be asked without the conversation before it.

    One that only names another place, time or person ("And in Odesa?") is the question before with that one put in
    the place of its like. Another that leans on the one before is followed by it; one that does not stays as it is.
    """
    if not history or not leans(question, history, language):
        return question
    before = standing_alone(history[-1].question, history[:-1][-_FURTHEST:], language)
    placed = _PLACED.fullmatch(question)
    if placed:
        like = re.compile(rf"\b(?i:{placed['place']})\s+{_NAME}")
        changed, count = like.subn(f"{placed['place']} {placed['name']}", before, count=1)
        return changed if count else f"{before.rstrip(' ?.!')} {placed['place']} {placed['name']}?"
    about = _ABOUT.fullmatch(question)
    if about:
        changed, count = _ANY_NAME.subn(about["name"], before, count=1)
        if count:
            return changed
    return f"{question} {before}"
