"""Remembers each file of the corpus as it was last read, with what of it could not be read."""

from collections.abc import Iterable
from dataclasses import dataclass

from rag.index.database import Database
from rag.records import FailedFile


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

    def stamps(self) -> dict[str, tuple[int, int]]:
        """The size and the time of change of every file that was read, by path: a third of the cost of `all`."""
        rows = self._database.all("SELECT path, size, modified_ns FROM files")
        return {path: (size, modified_ns) for path, size, modified_ns in rows}

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
        return [FailedFile(*row) for row in self._database.all("SELECT path, reason FROM failures ORDER BY rowid")]

    def replace_failures(self, file: str, failures: Iterable[FailedFile]) -> None:
        """Write the parts of `file` that cannot be read now."""
        self._database.run("DELETE FROM failures WHERE file = ?", file)
        self._database.many(
            "INSERT INTO failures VALUES (?, ?, ?)", [(failed.path, file, failed.reason) for failed in failures]
        )
