"""Remembers each file of the corpus as it was last read, with what of it could not be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rag.index.database import Database
from rag.records import FailedFile

# Under this name stand the failures that no reading of a file replaces.
_OF_NO_FILE = ""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was last read: its size in bytes, its time of change and the digest of its bytes."""

    path: str
    size: int
    modified_ns: int
    digest: str


class KnownFiles:
    """The files and failures of a catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, KnownFile]:
        """Every file that was read, by path."""
        rows = self._database.all("SELECT path, size, modified_ns, digest FROM files")
        return {row[0]: KnownFile(*row) for row in rows}

    def holding(self, id_: str) -> str | None:
        """The file of the article that answers under `id_`, or None."""
        row = self._database.one("SELECT file FROM articles WHERE state = 'ready' AND id = ?", id_)
        return str(row[0]) if row else None

    def stamps(self, within: Sequence[str] | None = None) -> dict[str, tuple[str, int, int]]:
        """The path, the size and the time of change of every file that was read, by path: a third of the cost of `all`.

        Given paths, of the files at those paths and under them.
        """
        rows = self._within("SELECT path, size, modified_ns FROM files WHERE {condition}", "path", within)
        return {row[0]: row for row in rows}

    def unremembered(self, within: Sequence[str] | None = None) -> list[str]:
        """Files of ready articles that are not known as they were read: a sync stopped, or the embedder failed.

        `within` as for `stamps`.
        """
        rows = self._within(
            "SELECT DISTINCT file FROM articles a WHERE state = 'ready' AND {condition}"
            " AND NOT EXISTS (SELECT 1 FROM files WHERE path = a.file)",
            "file",
            within,
        )
        return [row[0] for row in rows]

    def _within(self, statement: str, column: str, within: Sequence[str] | None) -> list[Any]:
        """The rows whose `column` is one of the paths `within` or lies under one; all rows for None."""
        if within is None:
            return self._database.all(statement.format(condition="true"))
        # What lies under a folder stands between its name with "/" and with "0", the next sign.
        condition = f"({column} = ? OR {column} > ? AND {column} < ?)"
        found: dict[str, Any] = {}
        for path in within:
            rows = self._database.all(statement.format(condition=condition), path, f"{path}/", f"{path}0")
            found.update((row[0], row) for row in rows)
        return list(found.values())

    def remember(self, known: KnownFile) -> None:
        """Write a file as it was read now."""
        self._database.run(
            "INSERT INTO files VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " size = excluded.size, modified_ns = excluded.modified_ns, digest = excluded.digest",
            known.path, known.size, known.modified_ns, known.digest,
        )  # fmt: skip

    def forget(self, path: str) -> None:
        """Drop a file that is gone, with its failures."""
        self._database.run("DELETE FROM files WHERE path = ?", path)
        self._database.run("DELETE FROM failures WHERE file = ?", path)

    def failures(self) -> list[FailedFile]:
        """The parts of files that could not be read when they were read last."""
        rows = self._database.all("SELECT path, reason FROM failures WHERE file <> ? ORDER BY rowid", _OF_NO_FILE)
        return [FailedFile(*row) for row in rows]

    def unread(self) -> list[FailedFile]:
        """What was not read at all when it was last looked at: it is tried again at each sync."""
        rows = self._database.all("SELECT path, reason FROM failures WHERE file = ? ORDER BY rowid", _OF_NO_FILE)
        return [FailedFile(*row) for row in rows]

    def replace_unread(self, unread: Sequence[FailedFile]) -> None:
        """Write what could not be read at all now."""
        if list(unread) != self.unread():
            self.replace_failures(_OF_NO_FILE, unread)

    def replace_failures(self, file: str, failures: Iterable[FailedFile]) -> None:
        """Write the parts of `file` that cannot be read now."""
        self._database.run("DELETE FROM failures WHERE file = ?", file)
        self._database.many(
            "INSERT INTO failures VALUES (?, ?, ?)", [(failed.path, file, failed.reason) for failed in failures]
        )
