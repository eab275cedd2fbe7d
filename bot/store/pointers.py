"""Keeps what a button points at, under a key short enough for a button."""

import hashlib
from base64 import urlsafe_b64encode

from bot.store.database import BotDatabase

# 64 bits of a digest: of a million texts, two share a key once in 40 million tries.
_DIGEST_BYTES = 8
# Half a year after it was last shown, nobody presses a list's button any more.
_KEPT_SECONDS = 182 * 24 * 3600.0


class Pointers:
    """Texts behind buttons: an article's id, an outlet, a question. One text has one key."""

    def __init__(self, database: BotDatabase) -> None:
        self._database = database

    def keep(self, text: str, now: float) -> str:
        """Keep a text, and give its key of 11 letters."""
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()
        key = urlsafe_b64encode(digest).decode().rstrip("=")
        self._database.run(
            "INSERT INTO pointers VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET shown = excluded.shown", key, text, now
        )
        return key

    def find(self, key: str) -> str | None:
        """The text behind a key, or None when it was forgotten."""
        row = self._database.one("SELECT text FROM pointers WHERE key = ?", key)
        return str(row[0]) if row else None

    def prune(self, now: float) -> None:
        """Forget what was not shown for half a year."""
        self._database.run("DELETE FROM pointers WHERE shown < ?", now - _KEPT_SECONDS)
