"""Reads what a stretch of text says that can be compared: words, names, figures, dates, quotations."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from rag.function_words import is_function_word
from rag.records import Span
from rag.timing.dates import Day, dates
from rag.words import Word, words
from rag.writing.figures import Figure, figures
from rag.writing.names import Name, names

_QUOTATION = re.compile(
    r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|\"([^\"]+)\"|(?<!\w)[‘']([^‘’'\n]{2,}(?:['’]\w[^‘’'\n]*)*)['’](?!\w)"
)
_QUOTES = str.maketrans({**dict.fromkeys('“”«»„‟"', ""), **dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("–—−‑‐", "-")})
_OPENING = re.compile(r"(?<!\w)['‘](?=[^\W\d])")
_ANY_QUOTE = re.compile('[“”«»„"]')
_EDGES = " .,;:!?…-'"
_GAP = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)\s*")
_BRACKETED = re.compile(r"\s?\[\d{1,3}\]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What `text` says, each kind in order of the text.

    `content` are the places of the words that carry its meaning: no function words, names, figures or dates. `lower`
    is each word as written, in lower case.
    """

    text: str
    language: str
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    quotations: tuple[Span, ...]
    content: tuple[int, ...]
    lower: tuple[str, ...]

    def written(self, place: int) -> str:
        """The word at `place` as it is written, in lower case."""
        return self.lower[place]


def read(text: str, language: str, common: Collection[str]) -> Reading:
    """Reads `text`; `common` holds the forms that are known to be written in lower case (see `rag.writing.names`)."""
    cut = tuple(words(text, language))
    days = tuple(dates(text))
    counted = tuple(f for f in figures(text, language) if not any(d.start < f.end and f.start < d.end for d in days))
    measured = [(day.start, day.end) for day in days] + [(figure.start, figure.end) for figure in counted]
    taken = {
        place for place, word in enumerate(cut) if any(start < word.end and word.start < end for start, end in measured)
    }
    named = tuple(names(text, cut, common, taken))
    taken |= {place for name in named for place in range(name.first, name.last + 1)}
    content = tuple(
        place
        for place, word in enumerate(cut)
        if place not in taken and not is_function_word(text[word.start : word.end])
    )
    quoted = tuple(Span(m.start(m.lastindex or 0), m.end(m.lastindex or 0)) for m in _QUOTATION.finditer(text))
    lower = tuple(text[word.start : word.end].casefold() for word in cut)
    return Reading(text, language, cut, named, counted, days, quoted, content, lower)


def quotation_depth(text: str) -> int:
    """How many quotations are open at the end of `text`; below 0 where one closes that never opened."""
    depth = lowest = straight = 0
    low = False
    for sign in _ANY_QUOTE.findall(text):
        if sign == '"':
            straight += 1
        elif sign in "«„" or (sign == "“" and not low):
            depth += 1
            low = low or sign == "„"
        elif sign in "»”“":
            depth -= 1
            low = False
        lowest = min(lowest, depth)
    return lowest if lowest < 0 else depth + straight % 2


def has_open_quotation(text: str) -> bool:
    """Whether a quotation mark of `text` has no partner: what it quotes cannot be told."""
    if quotation_depth(text) != 0:
        return True
    paired = {match.start() for match in _QUOTATION.finditer(text)}
    return any(match.start() not in paired for match in _OPENING.finditer(text) if not _inside(match.start(), text))


def _inside(place: int, text: str) -> bool:
    return any(match.start() < place < match.end() for match in _QUOTATION.finditer(text))


def folded(text: str) -> str:
    """`text` as quotations are compared: letter by letter, but for case, white space and the kind of quotation mark."""
    flat = unicodedata.normalize("NFKC", _BRACKETED.sub("", text)).translate(_QUOTES)
    return " ".join(flat.casefold().split())


def quotes(quotation: str, evidence: str) -> bool:
    """Whether the words of `quotation` stand in `evidence` letter by letter; an ellipsis leaves words out, in order.

    `evidence` is given folded.
    """
    start = 0
    for part in _GAP.split(folded(quotation)):
        wanted = part.strip(_EDGES)
        if not wanted:
            continue
        found = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)").search(evidence, start)
        if found is None:
            return False
        start = found.end()
    return True
