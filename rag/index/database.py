"""One SQLite file, opened with care, used from several threads in whole transactions."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

from rag.errors import DataError, SchemaError, StoreError

# A writer waits this long for another connection's lock before it gives up.
_BUSY_SECONDS = 10.0
# SQLite's default limit is 32,766 variables a statement; pieces this small keep every statement cheap to prepare.
_PIECE = 500

_Item = TypeVar("_Item")


class Database:
    """A connection shared by threads, one statement at a time; writes are grouped by `writing`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: Path, tables: str, schema: int) -> Self:
        """Open the file at `path`, with `tables` (statements that may be run again) made where they are missing.

        `schema` is the version this program reads. Raises SchemaError when a newer version wrote the file, DataError
        when it cannot be opened.
        """
        try:
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            _prepare(connection, path, tables, schema)
        except sqlite3.Error as error:
            raise DataError(
                f"The file {str(path)!r} cannot be opened ({error}); see that its folder can be written, or delete the "
                "folder to have it made again from the corpus."
            ) from error
        return cls(connection)

    def close(self) -> None:
        """Close the file; safe to call twice."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: everything inside is written, or nothing."""
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                # A full disk has already rolled it back.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Hold the lock; what SQLite raises inside becomes a DataError."""
        with self._lock:
            try:
                yield
            except sqlite3.ProgrammingError as error:
                raise DataError(f"The archive was closed; open it again ({error})") from error
            except sqlite3.Error as error:
                raise DataError(
                    f"The data folder cannot be used ({error}); make room on its disk and see that it can be written."
                ) from error

    def all(self, statement: str, *values: object) -> list[Any]:
        """Every row of a query."""
        with self._told():
            return self._connection.execute(statement, values).fetchall()

    def one(self, statement: str, *values: object) -> Any:  # noqa: ANN401 - a row of the statement's columns
        """The first row of a query, or None."""
        with self._told():
            return self._connection.execute(statement, values).fetchone()

    def run(self, statement: str, *values: object) -> int:
        """Run a statement; gives the key of the row it inserted, or 0."""
        with self._told():
            return int(self._connection.execute(statement, values).lastrowid or 0)

    def many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Run a statement once a row."""
        with self._told():
            self._connection.executemany(statement, rows)


def facts(path: Path, statement: str) -> tuple[Any, ...]:
    """The first row that `statement` gives of the file at `path`, which is only read.

    Raises StoreError when it cannot be.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return tuple(connection.execute(statement).fetchone())
    except sqlite3.Error as error:
        raise StoreError(f"The file {str(path)!r} cannot be read ({error})") from error


def compact(path: Path) -> None:
    """Give the room that deleted rows took in the file at `path` back to the disk; raises StoreError."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("VACUUM")
    except sqlite3.Error as error:
        raise StoreError(f"The file {str(path)!r} cannot be written ({error})") from error


def pieces(items: Sequence[_Item]) -> Iterator[tuple[str, Sequence[_Item]]]:
    """`items` in pieces that fit one statement, each with its question marks."""
    for start in range(0, len(items), _PIECE):
        piece = items[start : start + _PIECE]
        yield ",".join("?" * len(piece)), piece


def _prepare(connection: sqlite3.Connection, path: Path, tables: str, schema: int) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > schema:
        raise SchemaError(
            f"The data folder {str(path.parent)!r} was written by a newer version (schema {version}; this one reads "
            f"{schema}). Upgrade, or name another folder in RAG_DATA_DIR."
        )
    connection.executescript(tables)
    connection.execute(f"PRAGMA user_version = {schema}")
