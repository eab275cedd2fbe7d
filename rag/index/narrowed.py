"""Finds passages by the outlet and the day of publication of their articles."""

from collections.abc import Sequence
from datetime import date

from rag.index.database import Database, pieces

# Each outlet is found by one step in the index of outlets, instead of by reading every article.
_OUTLETS = (
    "WITH RECURSIVE outlets (name) AS (SELECT min(source) FROM articles WHERE state = 'ready' UNION ALL"
    " SELECT (SELECT min(source) FROM articles WHERE state = 'ready' AND source > name) FROM outlets"
    " WHERE name IS NOT NULL) SELECT name FROM outlets WHERE name IS NOT NULL"
)


class Narrowed:
    """The ready passages of a catalogue, held to an outlet and to days.

    An outlet is held to by its whole name (case does not matter), days are inclusive.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def conditions(
        self, source: str | None, since: date | None = None, until: date | None = None
    ) -> tuple[str, list[str]]:
        """Conditions on articles `a`, to stand behind another, and the values of their question marks."""
        where, values = "", []
        if source is not None:
            # SQLite folds the case of plain letters alone.
            folded = source.casefold()
            values = [name for (name,) in self._database.all(_OUTLETS) if name.casefold() == folded]
            where = f" AND a.source IN ({','.join('?' * len(values))})"
        for condition, day in ((" AND a.published >= ?", since), (" AND a.published <= ?", until)):
            if day is not None:
                where += condition
                values.append(day.isoformat())
        return where, values

    def passages(self, source: str | None, since: date | None, until: date | None, limit: int) -> list[int]:
        """The keys of at most `limit` passages, the newest articles first."""
        where, values = self.conditions(source, since, until)
        rows = self._database.all(
            "SELECT p.key FROM articles a CROSS JOIN passages p ON p.article = a.key"
            f" WHERE a.state = 'ready'{where} ORDER BY a.published DESC, p.key LIMIT ?",
            *values,
            limit,
        )
        return [row[0] for row in rows]

    def among(self, keys: Sequence[int], source: str | None, since: date | None, until: date | None) -> set[int]:
        """Those of the passages `keys` that lie within; no text is read for it."""
        where, values = self.conditions(source, since, until)
        found: set[int] = set()
        for marks, piece in pieces(keys):
            rows = self._database.all(
                "SELECT p.key FROM passages p CROSS JOIN articles a ON a.key = p.article"
                f" WHERE p.key IN ({marks}) AND a.state = 'ready'{where}",
                *piece,
                *values,
            )
            found.update(row[0] for row in rows)
        return found
