"""Opens SQLite files with care, looks into strangers', and sets damaged ones aside."""

import logging
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from rag.errors import DamagedError, DataError, SchemaError, StoreError

# A writer waits this long for another connection's lock before it gives up.
_BUSY_SECONDS = 10.0
# What SQLite keeps beside its file while it is open.
_BESIDE = ("-wal", "-shm", "-journal")
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NO_TEXT = "Could not decode to UTF-8"
_NO_WRITING = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
# The low byte of an extended error code is the error, the rest its circumstances.
_PRIMARY = 0xFF

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file is to hold: `tables` (statements that may be run again) of version `schema`.

    `migrations` has the statements that lead from an older version to the next.
    """

    tables: str
    schema: int
    migrations: Mapping[int, Sequence[str]] = field(default_factory=dict)


def connected(path: Path, plan: Plan) -> sqlite3.Connection:
    """A connection to the file at `path`, made or brought up to date where it must be; one that only reads, else.

    Raises SchemaError when a newer version wrote the file, DamagedError when it is no database or of a version that
    no migration starts from, another DataError when it cannot be opened.
    """
    try:
        try:
            return _for_writing(path, plan)
        except sqlite3.OperationalError as error:
            if not path.is_file() or _primary(error) not in _NO_WRITING:
                raise
            return _for_reading(path, plan)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if is_damage(error):
            raise damaged(path, str(error)) from error
        raise DataError(
            f"The file {str(path)!r} cannot be opened ({error}); see that its folder can be written, or delete the "
            "folder to have it made again from the corpus."
        ) from error


def is_damage(error: Exception) -> bool:
    """Whether SQLite found that a file is not what it wrote; where its names or texts are no text, it is not."""
    return isinstance(error, UnicodeDecodeError) or _primary(error) in _DAMAGE or _NO_TEXT in str(error)


def damaged(path: Path, reason: str) -> DamagedError:
    """The error that tells of a damaged file."""
    return DamagedError(
        f"The file {str(path)!r} is damaged ({reason}); a sync sets it aside and makes it again from the corpus: "
        "rag sync"
    )


def set_aside(path: Path) -> Path:
    """Rename a damaged file, with what lies beside it, after the present time; gives its new name.

    One that was set aside before is deleted, so that damage on damage does not fill the disk.
    """
    for old in path.parent.glob(f"{path.name}.damaged-*"):
        with suppress(OSError):
            old.unlink()
    kept = path.with_name(f"{path.name}.damaged-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    for ending in _BESIDE:
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").rename(f"{kept}{ending}")
    with suppress(FileNotFoundError):
        path.rename(kept)
    _log.warning("the damaged file %r is set aside as %r", str(path), kept.name)
    return kept


def facts(path: Path, statement: str) -> tuple[Any, ...]:
    """The first row that `statement` gives of the file at `path`, which is only read.

    Raises StoreError when it cannot be.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return tuple(connection.execute(statement).fetchone())
    except sqlite3.Error as error:
        raise StoreError(f"{path.name} cannot be read: {error}") from error


def compact(path: Path) -> None:
    """Give the room that deleted rows took in the file at `path` back to the disk; raises StoreError."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("VACUUM")
    except sqlite3.Error as error:
        raise StoreError(f"{path.name} cannot be written: {error}") from error


def copied(path: Path, copy: Path) -> None:
    """Write the file at `path` as it is at one moment, whoever writes to it meanwhile, to `copy`; raises DataError."""
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.Error as error:
        raise DataError(
            f"The file {str(path)!r} cannot be copied to {str(copy)!r} ({error}); make room there and see that it can "
            "be written."
        ) from error


def _for_writing(path: Path, plan: Plan) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        _prepare(connection, path, plan)
    except BaseException:
        connection.close()
        raise
    return connection


def _for_reading(path: Path, plan: Plan) -> sqlite3.Connection:
    """Where nothing can be written: without a log beside it SQLite may take the file for one that never changes."""
    log = Path(f"{path}-wal")
    still = "" if log.exists() and log.stat().st_size else "&immutable=1"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{still}", uri=True, check_same_thread=False)
    version = _version(connection)
    if version != plan.schema:
        connection.close()
        _refuse_newer(path, version, plan.schema)
        raise DataError(
            f"The file {str(path)!r} is of an older version, and cannot be written to be brought up to date."
        )
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, plan: Plan) -> None:
    version = _version(connection)
    _refuse_newer(path, version, plan.schema)
    if version and version < plan.schema:
        _migrate(connection, path, plan)
    connection.executescript(plan.tables)
    if version != plan.schema:
        connection.execute(f"PRAGMA user_version = {plan.schema}")


def _migrate(connection: sqlite3.Connection, path: Path, plan: Plan) -> None:
    without = [version for version in range(_version(connection), plan.schema) if version not in plan.migrations]
    if without:
        raise damaged(path, f"version {without[0]} is too old to be brought up to date")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited for the lock.
        for version in range(_version(connection), plan.schema):
            for statement in plan.migrations[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    _log.info("the file %r is brought up to version %d", path.name, plan.schema)


def _refuse_newer(path: Path, version: int, schema: int) -> None:
    if version > schema:
        raise SchemaError(
            f"The data folder {str(path.parent)!r} was written by a newer version (schema {version}; this one reads "
            f"{schema}). Upgrade, or name another folder in RAG_DATA_DIR."
        )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _primary(error: Exception) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY
