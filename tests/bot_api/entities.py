"""Formatted text as Telegram counts it, in UTF-16 units."""

import re
from dataclasses import dataclass, replace
from typing import Any

from tests.bot_api.refusals import bad_request

# Telegram finds these by itself in what a person writes.
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?)|(?P<mention>(?<!\w)@\w{3,32})|(?P<url>https?://\S+)"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning; `offset` and `length` in UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str = ""

    def as_json(self) -> dict[str, Any]:
        made = {"type": self.kind, "offset": self.offset, "length": self.length}
        return {**made, "url": self.url} if self.url else made


@dataclass(frozen=True, slots=True)
class Formatted:
    """Text with its entities, by offset."""

    text: str
    entities: tuple[Entity, ...] = ()

    def stretches(self, kind: str) -> list[str]:
        """What the entities of a kind cover."""
        units = self.text.encode("utf-16-le")
        cut = [units[2 * one.offset : 2 * (one.offset + one.length)] for one in self.entities if one.kind == kind]
        return [stretch.decode("utf-16-le") for stretch in cut]


def units(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def written(text: str) -> Formatted:
    """What a person writes, with the entities Telegram finds in it."""
    found = (match for match in _FOUND.finditer(text) if match.lastgroup)
    return Formatted(
        text, tuple(Entity(str(one.lastgroup), units(text[: one.start()]), units(one[0])) for one in found)
    )


def trimmed(formatted: Formatted) -> Formatted:
    """Without the white space around it, as Telegram stores it."""
    text = formatted.text.rstrip()
    lead = units(text) - units(text.lstrip())
    text, end = text.lstrip(), units(text)
    kept = []
    for one in formatted.entities:
        start, stop = max(one.offset, lead), min(one.offset + one.length, end)
        if start < stop:
            kept.append(replace(one, offset=start - lead, length=stop - start))
    return Formatted(text, tuple(kept))


def given(text: str, raw: list[dict[str, Any]]) -> Formatted:
    """Text with the entities the bot sent beside it."""
    entities = tuple(Entity(one["type"], one["offset"], one["length"], one.get("url", "")) for one in raw)
    if any(one.offset < 0 or one.length < 1 or one.offset + one.length > units(text) for one in entities):
        raise bad_request("ENTITY_BOUNDS_INVALID")
    return Formatted(text, entities)
