"""Tells which articles of the catalogue say the same as another."""

from rag.index.database import Database


class Copies:
    """What of a catalogue repeats what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_address(self, url: str) -> str | None:
        """The id of the first ready article with this address, or None."""
        row = self._database.one(
            "SELECT id FROM articles WHERE state = 'ready' AND url <> '' AND url = ? ORDER BY key LIMIT 1", url
        )
        return str(row[0]) if row else None

    def at_address(self, url: str, title: str, text: str) -> str | None:
        """The id of a ready article with this address and this title or text, or None."""
        rows = self._database.all(
            "SELECT id, title, text FROM articles WHERE state = 'ready' AND url <> '' AND url = ? ORDER BY key", url
        )
        return next((row[0] for row in rows if row[1] == title or row[2].strip() == text.strip()), None)
