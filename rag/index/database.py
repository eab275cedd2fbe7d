"""One SQLite file, opened with care, used from several threads in whole transactions."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self, TypeVar

from rag.errors import DataError
from rag.index.sqlite_files import Plan, connected, damaged, is_damage, set_aside

# SQLite's default limit is 32,766 variables a statement; pieces this small keep every statement cheap to prepare.
_PIECE = 500

_Item = TypeVar("_Item")


class Database:
    """A connection shared by threads, one statement at a time; writes are grouped by `writing`."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self._path = path
        self._plan = plan
        self._lock = threading.RLock()
        self._connection = connected(path, plan)
        self._file = _identity(path)

    @classmethod
    def open(cls, path: Path, tables: str, schema: int, migrations: Mapping[int, Sequence[str]] | None = None) -> Self:
        """Open the file at `path`, with `tables` (statements that may be run again) made where they are missing.

        `schema` is the version this program reads; `migrations` has the statements that lead from an older version to
        the next. A file that cannot be written is only read. Raises SchemaError when a newer version wrote the file,
        DamagedError when it is no database, or of a version that no migration starts from, and another DataError when
        it cannot be opened.
        """
        return cls(path, Plan(tables, schema, migrations or {}))

    def close(self) -> None:
        """Close the file; safe to call twice."""
        with self._lock:
            self._connection.close()

    def is_doubted(self) -> bool:
        """Whether any process found the file damaged since it was made."""
        return _doubt(self._path).exists()

    def begin_anew(self) -> None:
        """Set the file aside, as damaged, and go on with an empty one; other connections follow at `catch_up`."""
        with self._lock:
            self._connection.close()
            set_aside(self._path)
            _doubt(self._path).unlink(missing_ok=True)
            self._connection = connected(self._path, self._plan)
            self._file = _identity(self._path)

    def catch_up(self) -> None:
        """Go over to the file that stands under this name now, where another process has set the old one aside."""
        if _identity(self._path) not in {self._file, None}:
            with self._lock:
                self._connection.close()
                self._connection = connected(self._path, self._plan)
                self._file = _identity(self._path)

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
    def reading(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever another process writes meanwhile."""
        with self._told():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Hold the lock; what SQLite raises inside becomes a DataError."""
        with self._lock:
            try:
                yield
            except sqlite3.ProgrammingError as error:
                raise DataError(f"The archive was closed; open it again ({error})") from error
            except (sqlite3.Error, UnicodeDecodeError) as error:
                if is_damage(error):
                    with suppress(OSError):
                        _doubt(self._path).touch()
                    raise damaged(self._path, str(error)) from error
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


def pieces(items: Sequence[_Item]) -> Iterator[tuple[str, Sequence[_Item]]]:
    """`items` in pieces that fit one statement, each with its question marks."""
    for start in range(0, len(items), _PIECE):
        piece = items[start : start + _PIECE]
        yield ",".join("?" * len(piece)), piece


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another of the same name."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino


def _doubt(path: Path) -> Path:
    """A file that stands beside a database as long as it is known to be damaged."""
    return path.with_name(f"{path.name}.doubted")
