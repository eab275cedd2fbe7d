"""Remembers what of each feed was seen, so that an item is fetched once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from rag.errors import DamagedError
from rag.index.database import Database, pieces
from rag.index.sqlite_files import set_aside

_SCHEMA = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS feeds (
    address TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL, not_before REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items (
    feed TEXT NOT NULL, key TEXT NOT NULL, tries INTEGER NOT NULL, done INTEGER NOT NULL, PRIMARY KEY (feed, key)
) WITHOUT ROWID;
"""
# A page that fails so often is given up: a feed that names a dead link names it for weeks.
_MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed: the version that was read to its end, and when its server may be asked again.

    `etag` and `modified` are as the server gave them; `not_before` is in seconds since 1970.
    """

    etag: str = ""
    modified: str = ""
    not_before: float = 0.0


class FollowedFeeds:
    """The feeds of a data folder; without it, all that is lost is asking again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, data_dir: Path) -> Self:
        """Open the file of a data folder, made where it is missing or damaged; raises DataError or SchemaError."""
        path = data_dir / "feeds.sqlite"
        try:
            return cls(Database.open(path, _TABLES, _SCHEMA))
        except DamagedError:
            set_aside(path)
            return cls(Database.open(path, _TABLES, _SCHEMA))

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._database.close()

    def state(self, address: str) -> FeedState:
        """What is known of the feed at `address`."""
        row = self._database.one("SELECT etag, modified, not_before FROM feeds WHERE address = ?", address)
        return FeedState(*row) if row else FeedState()

    def keep(self, address: str, state: FeedState) -> None:
        """Write what is known of the feed at `address`."""
        self._database.run(
            "INSERT INTO feeds VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " etag = excluded.etag, modified = excluded.modified, not_before = excluded.not_before",
            *(address, state.etag, state.modified, state.not_before),
        )

    def unseen(self, address: str, keys: Sequence[str]) -> list[str]:
        """Those of `keys` that are still to be fetched, in their order."""
        done: set[str] = set()
        for marks, piece in pieces(keys):
            rows = self._database.all(
                f"SELECT key FROM items WHERE feed = ? AND (done = 1 OR tries >= ?) AND key IN ({marks})",  # noqa: S608 - question marks
                *(address, _MOST_TRIES, *piece),
            )
            done.update(row[0] for row in rows)
        return [key for key in keys if key not in done]

    def tried(self, address: str, key: str, *, done: bool) -> None:
        """Write that an item was fetched: for good, or in vain this time."""
        self._database.run(
            "INSERT INTO items VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET"
            " tries = tries + 1, done = max(done, excluded.done)",
            *(address, key, int(done)),
        )
