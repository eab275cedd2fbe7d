"""The one SQLite file of the bot, opened with care."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.store.tables import MIGRATIONS, SCHEMA, TABLES
from rag import Fault, RagError

# Another process (`bot feedback`) holds the file for milliseconds; the event loop waits for it no longer than this.
_BUSY_SECONDS = 2.0


class BotDatabase:
    """A connection of the event loop's own thread, where a statement takes well under a millisecond.

    While questions are worked out in other threads each statement waits for a turn behind them, some 0.2 ms: few
    statements make quick answers. Nobody else writes, so that what only reads before it writes needs no transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> "BotDatabase":
        """Open the file at `path`, made where it is missing.

        Raises RagError when a newer version wrote it, or when it cannot be opened.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            _prepare(connection, path)
        except (sqlite3.Error, OSError) as error:
            raise RagError(
                f"The bot's file {str(path)!r} cannot be opened ({error}); see that its folder can be written, or move "
                "the file away to begin anew."
            ) from error
        return cls(connection)

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: everything inside is written, or nothing; inside another it is a part of that."""
        if self._connection.in_transaction:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            # A full disk has already rolled it back.
            if self._connection.in_transaction:
                self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    def all(self, statement: str, *values: object) -> list[Any]:
        """Every row of a query."""
        with _told():
            return self._connection.execute(statement, values).fetchall()

    def one(self, statement: str, *values: object) -> Any:  # noqa: ANN401 - a row of the statement's columns
        """The first row of a query, or None."""
        with _told():
            return self._connection.execute(statement, values).fetchone()

    def run(self, statement: str, *values: object) -> int:
        """Run a statement; gives how many rows it changed."""
        with _told():
            return self._connection.execute(statement, values).rowcount

    def many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Run a statement once a row."""
        if not rows:
            return
        with _told():
            self._connection.executemany(statement, rows)


@contextmanager
def _told() -> Iterator[None]:
    """What SQLite raises inside becomes a RagError."""
    try:
        yield
    except sqlite3.Error as error:
        raise RagError(
            f"The bot cannot write what it must remember ({error}); make room on its disk and see that the data folder "
            "can be written.",
            Fault.DATA,
        ) from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA:
        raise RagError(
            f"The bot's file {str(path)!r} was written by a newer version (schema {version}; this one reads {SCHEMA}). "
            "Upgrade, or move the file away to begin anew."
        )
    if version:
        for former in range(version, SCHEMA):
            connection.execute(MIGRATIONS[former])
    connection.executescript(TABLES)
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
