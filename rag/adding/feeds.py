"""Reads a news feed, RSS or Atom, into its items."""

import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from rag.adding.fetching import Fetched
from rag.corpus.markup import plain_text
from rag.corpus.written_dates import day_of
from rag.errors import AddressError, Fault

# An id longer than this is no id; what a feed's item says of itself is kept with each.
_LONGEST_KEY = 1_000


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One piece of news that a feed announces: `key` tells it from the feed's others for good.

    `link` is the address of its page, "" where there is none; `text` what the feed itself gives of it, as plain text.
    """

    key: str
    link: str
    title: str
    author: str
    published: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name, "" where it has none, and its items in its own order, mostly the newest first."""

    title: str
    items: tuple[FeedItem, ...]


def feed_of(found: Fetched) -> Feed:
    """The feed that an address holds; raises AddressError when it cannot be read as one."""
    import feedparser

    told = (
        {"content-type": f"{found.media_type or 'application/xml'}; charset={found.charset}"} if found.charset else {}
    )
    try:
        # From a stream: bytes alone might be taken for the name of a file.
        parsed = feedparser.parse(io.BytesIO(found.content), response_headers=told, resolve_relative_uris=False)
    except Exception as error:  # a feed is anybody's, and its parsers fail in many ways
        raise AddressError(
            "the feed cannot be read; see that the address is that of an RSS or Atom feed", Fault.FEED
        ) from error
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        raise AddressError("the feed cannot be read; see that the address is that of an RSS or Atom feed", Fault.FEED)
    items = (_item(entry, found.address.text) for entry in parsed.entries)
    by_key = {item.key: item for item in items if item is not None}
    return Feed(_line(parsed.feed.get("title")), tuple(by_key.values()))


def _item(entry: Mapping[str, Any], base: str) -> FeedItem | None:
    link = _address(base, str(entry.get("link") or ""))
    key = str(entry.get("id") or link or entry.get("title") or "")[:_LONGEST_KEY]
    written = entry.get("published") or entry.get("updated") or ""
    if not key:
        return None
    return FeedItem(
        key=key,
        link=link,
        title=_line(entry.get("title")),
        author=_line(entry.get("author")),
        published=day_of(str(written)) or _day(entry.get("published_parsed") or entry.get("updated_parsed")),
        text=_text(entry),
    )


def _text(entry: Mapping[str, Any]) -> str:
    """The longest of what the feed gives: the whole article in some, a sentence of it in others."""
    given = [str(part.get("value") or "") for part in entry.get("content") or ()]
    longest = max([*given, str(entry.get("summary") or "")], key=len)
    return _plain(longest).strip()


def _address(base: str, link: str) -> str:
    try:
        address = urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""
    return address if address.startswith(("http://", "https://")) else ""


def _day(parts: Sequence[int] | None) -> date | None:
    """A day from the parts that feedparser makes of forms of its own; they are in UTC."""
    try:
        return day_of(date(*parts[:3])) if parts else None
    except (TypeError, ValueError):
        return None


def _line(value: object) -> str:
    """A field on one line; feeds write HTML in titles."""
    return " ".join(_plain(str(value or "")).split())


def _plain(text: str) -> str:
    """`text` as a reader sees it; where it holds no tags, feeds write signs as HTML does all the same."""
    plain = plain_text(text)
    return html.unescape(text) if plain == text else plain
