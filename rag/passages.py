"""Cuts a text into sentences and an article into passages of whole sentences, with exact offsets."""

import re
from collections.abc import Iterator
from itertools import pairwise

from rag.records import Article, Passage, Span

# A passage of about 1,000 characters holds a thought with its surroundings: five to seven sentences of news.
PASSAGE_CHARACTERS = 1_000
# The splitter's language where the article's own is not known.
DEFAULT_LANGUAGE = "en"
# Hand-wrapped text breaks most lines at about one width, and seldom at the end of a sentence.
_WRAP_WIDTHS = range(50, 101)

_STOPS = tuple(".!?…。！？»”\"')]:;")  # full-width stops end Chinese sentences
_GLUED = re.compile(r"(?<=[a-zа-яāčēģīķļņšūž0-9)][.!?])(?=[A-ZА-ЯĀČĒĢĪĶĻŅŠŪŽ][a-zа-яāčēģīķļņšūž]+ )")


def sentences(text: str, language: str = DEFAULT_LANGUAGE) -> list[Span]:
    """The sentences of `text` in order, without the white space around them.

    Spans never overlap, and whatever lies between them is white space. Headings, captions and paragraphs end a
    sentence without a stop. `language` (ISO 639-1) chooses the abbreviations that do not end one.
    """
    wrapped = _is_wrapped(text)
    return [
        span
        for block in _blocks(text, wrapped=wrapped)
        for rough in _segments(block.cut(text), language or DEFAULT_LANGUAGE)
        if (span := _trimmed(text, block.start + rough.start, block.start + rough.end)) is not None
    ]


def passages(article: Article) -> list[Passage]:
    """The passages of `article` in order: whole sentences, about `PASSAGE_CHARACTERS` long, at least one.

    Every sentence lies in exactly one passage; one that alone is longer than a passage is cut at white space.
    """
    pieces = [piece for span in sentences(article.text, article.language) for piece in _cut_long(article.text, span)]
    found: list[Passage] = []
    for group in _grouped(pieces):
        found.append(Passage(number=len(found), start=group[0].start, end=group[-1].end))
    return found


def _segments(text: str, language: str) -> Iterator[Span]:
    from sentencex import get_sentence_boundaries

    for boundary in get_sentence_boundaries(language, text):
        start, end = int(boundary["start_index"]), int(boundary["end_index"])
        cuts = [start, *(start + m.start() for m in _GLUED.finditer(text[start:end])), end]
        yield from (Span(a, b) for a, b in pairwise(cuts))


def _blocks(text: str, *, wrapped: bool) -> Iterator[Span]:
    """Stretches that no sentence crosses: paragraphs, and lines where lines mean something."""
    start = 0
    for match in re.finditer(r"\r?\n[ \t]*(?P<blank>\r?\n\s*)?", text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if match["blank"] or not wrapped or _is_heading(line):
            yield Span(start, match.end())
            start = match.end()
    if start < len(text):
        yield Span(start, len(text))


def _is_wrapped(text: str) -> bool:
    """Whether lines are broken by hand at a width: most full lines are of one width and end without a stop."""
    lines = [line.rstrip() for line in text.splitlines() if len(line.strip()) > _WRAP_WIDTHS.start]
    open_ended = [line for line in lines if not line.endswith(_STOPS)]
    return len(open_ended) * 2 > len(lines) > 1 and sum(len(line) in _WRAP_WIDTHS for line in lines) > len(lines) * 0.8


def _is_heading(line: str) -> bool:
    stripped = line.strip()
    return 0 < len(stripped) < _WRAP_WIDTHS.start and not stripped.endswith(_STOPS) and stripped[0].isupper()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _cut_long(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > PASSAGE_CHARACTERS:
        room = text[start : start + PASSAGE_CHARACTERS]
        space = max(room.rfind(" "), room.rfind("\n"), room.rfind("\t"))
        piece = _trimmed(text, start, start + (space if space > 0 else PASSAGE_CHARACTERS))
        if piece is not None:
            yield piece
        start += space if space > 0 else PASSAGE_CHARACTERS
    last = _trimmed(text, start, span.end)
    if last is not None:
        yield last


def _grouped(pieces: list[Span]) -> Iterator[list[Span]]:
    group: list[Span] = []
    for piece in pieces:
        if group and piece.end - group[0].start > PASSAGE_CHARACTERS:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group
