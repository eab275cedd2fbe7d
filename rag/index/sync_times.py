"""Remembers when a sync last ended."""

from datetime import datetime

from rag.index.database import Database

_NAME = "synced"


class SyncTimes:
    """The time of a catalogue's last sync, whichever process made it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> datetime | None:
        """When a sync last ended, aware; None before the first."""
        row = self._database.one("SELECT value FROM meta WHERE name = ?", _NAME)
        return datetime.fromisoformat(row[0]) if row else None

    def ended(self, at: datetime) -> None:
        """Write that a sync ended at `at`, an aware time."""
        self._database.run(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", _NAME, at.isoformat()
        )
