"""Keeps how many tokens each day has cost, for every process that shares a data folder."""

import logging
from datetime import date
from pathlib import Path

from rag.index.database import Database

# In a file of its own: a writer of the catalogue must not hold up an answer, nor a rebuild forget the day's cost.
FILE = "spending.sqlite"
_SCHEMA = 1
_TABLES = "CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY, tokens INTEGER NOT NULL) WITHOUT ROWID;"
_log = logging.getLogger(__name__)


class Spending:
    """The tokens of each day; safe in several threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, data_dir: Path) -> "Spending":
        """Open the file in `data_dir`, made where it is missing; raises SchemaError or DataError."""
        return cls(Database.open(data_dir / FILE, _TABLES, _SCHEMA))

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._database.close()

    def add(self, day: date, tokens: int) -> None:
        """Count tokens; a disk that takes nothing more is told to the log, and costs nobody his answer."""
        try:
            self._database.run(
                "INSERT INTO days VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET tokens = tokens + excluded.tokens",
                day.isoformat(),
                tokens,
            )
        except Exception as error:  # noqa: BLE001 - whatever the file raises, the answer is worth more
            _log.warning("%d tokens were not counted (%s)", tokens, type(error).__name__)

    def of(self, day: date) -> int:
        """The tokens of `day` so far."""
        row = self._database.one("SELECT tokens FROM days WHERE day = ?", day.isoformat())
        return int(row[0]) if row else 0
