"""Reads Telegram's HTML, and refuses what Telegram refuses."""

import re
from dataclasses import dataclass, field

from tests.bot_api.entities import Entity, Formatted, units
from tests.bot_api.refusals import cannot_parse

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)?([^<>]*)>?")
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_ESCAPE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LINK = re.compile(r"^(?:https?://[^\s/]+\.[^\s/]+|https?://localhost|tg://)", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    tag: str
    kind: str
    start: int
    url: str


@dataclass(slots=True)
class _Reading:
    """How far the reading of one text has come."""

    source: str
    text: list[str] = field(default_factory=list)
    length: int = 0
    opened: list[_Open] = field(default_factory=list)
    found: list[Entity] = field(default_factory=list)

    def add(self, raw: str) -> None:
        text = unescaped(raw)
        self.text.append(text)
        self.length += units(text)

    def byte_offset(self, position: int) -> int:
        return len(self.source[:position].encode())


def read_html(source: str) -> Formatted:
    """The text and the entities of `source`; raises Refusal where Telegram does."""
    reading, position = _Reading(source), 0
    while (bracket := source.find("<", position)) >= 0:
        reading.add(source[position:bracket])
        tag = _TAG.match(source, bracket)
        if tag is None or not tag[0].endswith(">"):
            raise cannot_parse(f"Unclosed start tag at byte offset {reading.byte_offset(bracket)}")
        (_close if tag[1] else _begin)(reading, tag)
        position = tag.end()
    reading.add(source[position:])
    if reading.opened:
        raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{reading.opened[-1].tag}"')
    entities = sorted(reading.found, key=lambda one: (one.offset, -one.length))
    return Formatted("".join(reading.text), tuple(entities))


def unescaped(raw: str) -> str:
    """Telegram's own escapes resolved; other ones stay what they are."""
    return _ESCAPE.sub(lambda one: _NAMED[one[1]] if one[1] else chr(int(one[2]) if one[2] else int(one[3], 16)), raw)


def _begin(reading: _Reading, tag: re.Match[str]) -> None:
    name = (tag[2] or "").lower()
    attributes = {one[0].lower(): one[1] or one[2] or one[3] for one in _ATTRIBUTE.findall(tag[3])}
    known = name in _KINDS and (name != "span" or attributes.get("class") == "tg-spoiler")
    if not known:
        raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {reading.byte_offset(tag.start())}')
    kind = "expandable_blockquote" if name == "blockquote" and "expandable" in attributes else _KINDS[name]
    if name == "blockquote" and any(one.tag == name for one in reading.opened):
        raise cannot_parse("Blockquotes can't be nested")
    reading.opened.append(_Open(name, kind, reading.length, unescaped(attributes.get("href", ""))))


def _close(reading: _Reading, tag: re.Match[str]) -> None:
    name, place = (tag[2] or "").lower(), reading.byte_offset(tag.start())
    if not reading.opened:
        raise cannot_parse(f"Unexpected end tag at byte offset {place}")
    begun = reading.opened.pop()
    if begun.tag != name:
        raise cannot_parse(f'Unmatched end tag at byte offset {place}, expected "</{begun.tag}>", found "</{name}>"')
    # A link that leads nowhere is shown as plain text.
    shown = begun.kind != "text_link" or _LINK.match(begun.url)
    if reading.length > begun.start and shown:
        reading.found.append(Entity(begun.kind, begun.start, reading.length - begun.start, begun.url))
