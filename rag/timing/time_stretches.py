"""Finds the words of a text that may name time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from rag.timing.calendar_words import ENGLISH, CalendarWords
from rag.timing.time_english import english_forms, with_part
from rag.timing.time_forms import Clock, Form, Heard, Stretch, forms_of

# No word, amount, address or version begins in the middle of time: "$2000", "3.12.2022.1", "Catch-22". Months may
# follow a dash where "mid" stands before it.
_BEFORE = r"(?:(?<![\w$€£#@%&/:-])(?<![0-9][.,])|(?<=\bmid-))"
# Nor ends in it: "2022-2023", "2000%", "monday.com", "mar-a-lago".
_AFTER = r"(?!\w|[-/]\w|[.,:][0-9]|\.[a-z]|\s?%|°)"


@dataclass(frozen=True, slots=True)
class _Grammar:
    pattern: re.Pattern[str]
    forms: Mapping[str, tuple[Form, slice]]


def stretches_in(lowered: str, clock: Clock, words: CalendarWords) -> Iterator[Stretch]:
    """The stretches of `lowered`, a text in lower case, in order; they never overlap.

    What cannot be (31 February, month 13, a day before the year 1) is passed over whole.
    """
    grammar = _grammar(words)
    floor = 0
    for match in grammar.pattern.finditer(lowered):
        form, own = grammar.forms[match.lastgroup or ""]
        groups = tuple(group or "" for group in match.groups()[own])
        try:
            stretch = replace(form.read(Heard(groups, clock, words)), start=match.start(), end=match.end())
            if words is ENGLISH:
                stretch = with_part(stretch, lowered)
        except (ValueError, OverflowError):
            continue
        if stretch.start >= floor:
            floor = stretch.end
            yield stretch


@cache
def _grammar(words: CalendarWords) -> _Grammar:
    """All forms in one pattern: the named group around each tells which one matched, and where its own groups lie."""
    patterns: list[str] = []
    forms: dict[str, tuple[Form, slice]] = {}
    groups = 0
    for form in (english_forms() if words is ENGLISH else ()) + forms_of(words):
        name = f"form{len(forms)}"
        patterns.append(f"(?P<{name}>{form.pattern})")
        inner = re.compile(form.pattern).groups
        forms[name] = (form, slice(groups + 1, groups + 1 + inner))
        groups += 1 + inner
    return _Grammar(re.compile(f"{_BEFORE}(?:{'|'.join(patterns)}){_AFTER}"), forms)
