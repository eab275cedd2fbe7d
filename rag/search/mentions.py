"""Finds the outlets and the publication days that a question names."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.function_words import is_function_word
from rag.records import Span
from rag.timing.dates import Day, dates
from rag.words import Word, words

# An outlet's name is followed by its section or its motto: "FOX News - Health", "Cnbc | World Business News Leader".
_SECTION = re.compile(r"\s+[|–—-]\s+|:\s+|\s*\|\s*")
_DOMAIN = re.compile(r"\.(?:com|org|net|co\.uk|news)$", re.IGNORECASE)
# "Verge" may stand for "The Verge", but "Age" is too common a word to stand for "The Age".
_LEAST_WITHOUT_ARTICLE = 5
# No outlet's name has more words than this.
_LONGEST_NAME = 10
# Words that speak of publishing: beside them a day is a day of publication, and a name at the start is an outlet.
_PUBLISHING = frozenset(
    """
    article articles column columns coverage dated editorial interview piece post posted published publishes release
    released report reported reporting reports review said says stories story writes wrote
    """.split()
)
# A plain lower-case word is an outlet's name only behind one of these.
_POINTING = frozenset("by from in to per at with of via".split())
# How far before a day, in characters, the word that makes it a day of publication may stand.
_REACH = 60


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a question says of the articles themselves.

    `outlets` are names as the articles write them, in the order of the question; `days` are days on which an
    article came out; `events` are days of which it is not said that one did. `spans` are the places of `outlets`
    and `days`, whose words are not to be looked for in the text of an article.
    """

    outlets: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()
    events: tuple[Day, ...] = ()
    spans: tuple[Span, ...] = ()


def mentions(question: str, outlets: Collection[str]) -> Mentions:
    """The outlets, of those given, and the days that `question` names."""
    found = words(question, "")
    placed = list(_outlets(question, found, _by_name(frozenset(outlets))))
    named = tuple(dict.fromkeys(outlet for _, group in placed for outlet in group))
    days = [day for day in dates(question) if day.month is not None and day.day is not None]
    published = [day for day in days if named or _is_of_publication(question, day)]
    spans = [span for span, _ in placed] + [Span(day.start, day.end) for day in published]
    return Mentions(named, tuple(published), tuple(day for day in days if day not in published), tuple(spans))


@lru_cache(maxsize=4)
def _by_name(outlets: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Every name an outlet may be called by, its letters and digits alone, with the outlets so called."""
    called: dict[str, set[str]] = {}
    for outlet in outlets:
        for name in _names(outlet):
            called.setdefault(name, set()).add(outlet)
    return {name: tuple(sorted(group)) for name, group in called.items()}


def _names(outlet: str) -> Iterator[str]:
    head = _SECTION.split(outlet.strip(), maxsplit=1)[0]
    for name in (outlet, head, _DOMAIN.sub("", head)):
        squeezed = _squeezed(name)
        if squeezed:
            yield squeezed
        bare = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
        if len(_squeezed(bare)) >= _LEAST_WITHOUT_ARTICLE:
            yield _squeezed(bare)


def _squeezed(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _outlets(
    question: str, found: list[Word], called: dict[str, tuple[str, ...]]
) -> Iterator[tuple[Span, tuple[str, ...]]]:
    squeezed = [_squeezed(word.form) for word in found]
    place = 0
    while place < len(found):
        for count in range(min(_LONGEST_NAME, len(found) - place), 0, -1):
            group = called.get("".join(squeezed[place : place + count])) if called else None
            if group and (count > 1 or _is_outlet(question, found, place)):
                yield Span(found[place].start, found[place + count - 1].end), group
                place += count
                break
        else:
            place += 1


def _is_outlet(question: str, found: list[Word], place: int) -> bool:
    """Whether the one word at `place`, which is an outlet's name, is meant as one and not as a common word."""
    written = _cut(question, found[place])
    before = _cut(question, found[place - 1]).casefold() if place else ""
    after = _cut(question, found[place + 1]) if place + 1 < len(found) else ""
    if not written[0].isupper():
        return question.islower() and before in _POINTING
    if any(sign.isupper() or sign.isdigit() for sign in written[1:]):
        return True
    if not place:
        return after.casefold() in _PUBLISHING or written.endswith(("'s", "’s"))
    joined = place + 1 < len(found) and question[found[place].end : found[place + 1].start].isspace()
    larger = joined and not after[0].islower() and not is_function_word(after)
    return not larger or after.casefold() in _PUBLISHING


def _cut(question: str, word: Word) -> str:
    return question[word.start : word.end]


def _is_of_publication(question: str, day: Day) -> bool:
    before = question[max(0, day.start - _REACH) : day.start]
    return any(word.form in _PUBLISHING for word in words(before, ""))
