"""Says in the catalogue's SQL what a search is held to."""

from datetime import date

from rag.index.database import Database

# Each outlet is found by one step in the index of outlets, instead of by reading every article.
_OUTLETS = (
    "WITH RECURSIVE outlets (name) AS (SELECT min(source) FROM articles WHERE state = 'ready' UNION ALL"
    " SELECT (SELECT min(source) FROM articles WHERE state = 'ready' AND source > name) FROM outlets"
    " WHERE name IS NOT NULL) SELECT name FROM outlets WHERE name IS NOT NULL"
)


def within(database: Database, source: str | None, since: date | None, until: date | None) -> tuple[str, list[str]]:
    """Conditions on articles `a`, to stand behind another, and the values of their question marks.

    An outlet is held to by its whole name (case does not matter), days are inclusive.
    """
    where, values = "", []
    if source is not None:
        # SQLite folds the case of plain letters alone.
        folded = source.casefold()
        values = [name for (name,) in database.all(_OUTLETS) if name.casefold() == folded]
        where = f" AND a.source IN ({','.join('?' * len(values))})"
    for condition, day in ((" AND a.published >= ?", since), (" AND a.published <= ?", until)):
        if day is not None:
            where += condition
            values.append(day.isoformat())
    return where, values
