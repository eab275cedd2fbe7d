"""Keeps vectors by model and content, so that no text is embedded twice."""

from collections.abc import Mapping, Sequence

from rag.index.database import Database, pieces

_READY_VECTORS = (
    "SELECT p.key, v.vector FROM passages p JOIN articles a ON a.key = p.article AND a.state = 'ready'"
    " JOIN vectors v ON v.model = ? AND v.digest = p.digest WHERE true"
)
_MISSING = (
    " FROM passages p JOIN articles a ON a.key = p.article AND a.state = 'ready'"
    " LEFT JOIN vectors v ON v.model = ? AND v.digest = p.digest WHERE v.digest IS NULL"
)

# Vectors of vanished texts are not counted up to so many: they take 15 MB.
_SPARED = 10_000


class KeptVectors:
    """The vectors of a catalogue, as float32 bytes by the digest of the text that was embedded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, model: str, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        """The vectors already made by `model`, as float32 bytes, by digest."""
        found: dict[bytes, bytes] = {}
        for marks, piece in pieces(digests):
            found.update(
                self._database.all(
                    f"SELECT digest, vector FROM vectors WHERE model = ? AND digest IN ({marks})",
                    model,
                    *piece,
                )
            )
        return found

    def keep(self, model: str, vectors: Mapping[bytes, bytes]) -> None:
        """Write vectors made by `model`, as float32 bytes, by digest."""
        self._database.many(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
            [(model, digest, vector) for digest, vector in vectors.items()],
        )

    def bytes_each(self, model: str) -> int:
        """How many bytes a vector of `model` takes, or 0 where none is kept."""
        row = self._database.one("SELECT length(vector) FROM vectors WHERE model = ? LIMIT 1", model)
        return int(row[0]) if row else 0

    def prune(self) -> int:
        """Drop vectors of texts that no passage has any more, where they outgrow the others; how many were dropped.

        Until then they are kept: a text that comes back, and often one does, is not embedded again.
        """
        room = _SPARED + 2 * int(self._database.one("SELECT count(*) FROM passages")[0])
        counts = self._database.all("SELECT count(*) FROM vectors GROUP BY model")
        if all(count <= room for (count,) in counts):
            return 0
        before = int(self._database.one("SELECT count(*) FROM vectors")[0])
        with self._database.writing():
            self._database.run("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM passages)")
        return before - int(self._database.one("SELECT count(*) FROM vectors")[0])

    def of_passages(self, model: str, keys: Sequence[int]) -> dict[int, bytes]:
        """The vectors of ready passages by passage key, as float32 bytes; what is not known is left out."""
        found: dict[int, bytes] = {}
        for marks, piece in pieces(keys):
            found.update(self._database.all(f"{_READY_VECTORS} AND p.key IN ({marks})", model, *piece))
        return found

    def count_missing(self, model: str) -> int:
        """How many ready passages have no vector of `model`."""
        return int(self._database.one(f"SELECT count(*){_MISSING}", model)[0])

    def missing(self, model: str, limit: int) -> list[int]:
        """The keys of the first `limit` ready passages without a vector of `model`."""
        rows = self._database.all(f"SELECT p.key{_MISSING} ORDER BY p.key LIMIT ?", model, limit)
        return [row[0] for row in rows]
