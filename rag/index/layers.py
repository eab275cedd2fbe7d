"""Remembers which vectors lie in which Chroma folder, and gives those that lie in none."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rag.index.database import Database, pieces

# Rows taken from the catalogue at a time: a megabyte of vectors.
_PAGE = 1_000
_READY = (
    " FROM passages p CROSS JOIN articles a ON a.key = p.article AND a.state = 'ready'"
    " CROSS JOIN vectors v ON v.model = ? AND v.digest = p.digest WHERE p.key BETWEEN ? AND ?"
)
_TOLD = "p.key, v.vector, a.source, a.published"
# Above every key that SQLite gives.
ENDLESS = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Layer:
    """A Chroma folder, written once and never changed.

    It holds the vectors, made by `model`, of the passages that were ready when it was made and have keys from `first`
    to `last`, `held` of them. `mark` tells whether its files are still what they were, see `rag.index.soundness`.
    """

    name: int
    first: int
    last: int
    held: int
    model: str
    mark: str


class ToldRow(NamedTuple):
    """A passage's key and vector, as float32 bytes, with its article's outlet and day (in ISO 8601)."""

    key: int
    vector: bytes
    source: str
    published: str | None


class Layers:
    """The layers of a catalogue, in the order of their keys; no two hold the same key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Layer, ...]:
        """Every layer, the lowest keys first."""
        rows = self._database.all("SELECT name, first, last, held, model, mark FROM layers ORDER BY first")
        return tuple(Layer(*row) for row in rows)

    def next_name(self) -> int:
        """A name that no layer ever had, here or in a catalogue that was set aside: made of the time, and rising."""
        row = self._database.one("SELECT seq FROM sqlite_sequence WHERE name = 'layers'")
        return max(int(row[0]) + 1 if row else 1, time.time_ns() // 1_000_000)

    def publish(self, layer: Layer) -> None:
        """Let `layer`, and the model that made it, answer in place of all layers of its span and of other models."""
        with self._database.writing():
            self._drop(layer.first, layer.last, layer.model)
            self._database.run(
                "INSERT INTO layers VALUES (?, ?, ?, ?, ?, ?)",
                *(layer.name, layer.first, layer.last, layer.held, layer.model, layer.mark),
            )
            self._database.run(
                "INSERT INTO meta VALUES ('embedding', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                layer.model,
            )

    def clear_span(self, first: int, last: int, model: str) -> None:
        """Drop the layers of a span in which nothing answers any more, and those of other models."""
        with self._database.writing():
            self._drop(first, last, model)

    def _drop(self, first: int, last: int, model: str) -> None:
        self._database.run("DELETE FROM layers WHERE (first >= ? AND last <= ?) OR model <> ?", first, last, model)

    def forget(self, name: int) -> None:
        """Drop a layer: its passages are loose again."""
        self._database.run("DELETE FROM layers WHERE name = ?", name)

    def forget_all(self) -> None:
        """Drop every layer."""
        self._database.run("DELETE FROM layers")

    def mark(self, name: int, mark: str) -> None:
        """Write a layer's mark anew, after it was found sound."""
        self._database.run("UPDATE layers SET mark = ? WHERE name = ?", mark, name)

    # Passages and their vectors.

    @property
    def model(self) -> str:
        """The model whose vectors answer, or ""."""
        row = self._database.one("SELECT value FROM meta WHERE name = 'embedding'")
        return str(row[0]) if row else ""

    def settled_to(self) -> int:
        """The highest key up to which no passage is on its way in, or 0."""
        row = self._database.one(
            "SELECT min(p.key) FROM articles a CROSS JOIN passages p ON p.article = a.key"
            " WHERE a.state <> 'ready' AND a.state = 'pending'"
        )
        if row[0] is not None:
            return int(row[0]) - 1
        return int(self._database.one("SELECT coalesce(max(key), 0) FROM passages")[0])

    def count(self, model: str, first: int, last: int) -> int:
        """How many ready passages with a vector of `model` have keys in a span."""
        return int(self._database.one(f"SELECT count(*){_READY}", model, first, last)[0])

    def ready(self, first: int, last: int) -> int:
        """How many ready passages have keys in a span: far cheaper than `count`, which looks at each vector."""
        in_span = "p.key BETWEEN ? AND ?"
        row = self._database.one(
            f"SELECT (SELECT count(*) FROM passages p WHERE {in_span}) - (SELECT count(*) FROM articles a"
            f" CROSS JOIN passages p ON p.article = a.key WHERE a.state <> 'ready' AND {in_span})",
            *(first, last, first, last),
        )
        return int(row[0])

    def rows(self, model: str, first: int, last: int) -> Iterator[list[tuple[int, bytes]]]:
        """Keys and vectors of the ready passages in a span, in pages, the lowest keys first."""
        for page in self.told_rows(model, first, last):
            yield [(row.key, row.vector) for row in page]

    def told_rows(self, model: str, first: int, last: int) -> Iterator[list[ToldRow]]:
        """The same rows, each with what may narrow a search."""
        below = first
        while page := self._database.all(f"SELECT {_TOLD}{_READY} ORDER BY p.key LIMIT {_PAGE}", model, below, last):
            yield [ToldRow(*row) for row in page]
            below = page[-1][0] + 1

    def newest_rows(self, model: str, first: int, last: int, limit: int) -> list[tuple[int, bytes]]:
        """Keys and vectors of at most `limit` ready passages in a span: those of the highest keys, highest first."""
        return self._database.all(
            f"SELECT p.key, v.vector{_READY} ORDER BY p.key DESC LIMIT ?", model, first, last, limit
        )

    def keys(self, model: str) -> set[int]:
        """The keys of all ready passages with a vector of `model`."""
        return {row[0] for row in self._database.all(f"SELECT p.key{_READY}", model, 0, ENDLESS)}

    def living(self, keys: Sequence[int]) -> set[int]:
        """Those of `keys` whose passages answer now."""
        found: set[int] = set()
        for marks, piece in pieces(keys):
            found.update(
                row[0]
                for row in self._database.all(
                    "SELECT p.key FROM passages p JOIN articles a ON a.key = p.article"
                    f" WHERE a.state = 'ready' AND p.key IN ({marks})",
                    *piece,
                )
            )
        return found
