"""Finds which articles of the catalogue say the same as another: copies under two names, syndicated texts."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rag.index.database import Database, pieces
from rag.index.sketches import COPY, bands, resemblance
from rag.records import Duplicate

# Of the articles that share a band with a new one, those compared with it: the ones that share most. Only pages made to
# one pattern share bands by the hundred.
_COMPARED = 20
# Articles whose copies are found in one transaction.
_BATCH = 200
# A text that shares so many of its runs with another has nothing new to say: a word was mended.
_SAME = 0.9
# Where it is written up to which article copies were looked for. Keys are never used twice, and only grow.
_LAST = "copies found up to"


def precedence(id_: str, source: str, published: str) -> tuple[bool, str, str]:
    """The order of copies: first the one that names its outlet, of these the earliest, of these by id.

    `published` is a day in ISO 8601, or "".
    """
    return not source, published or "9999", id_


class Copies:
    """What of a catalogue repeats what. Whoever calls `find` or `forget` is the catalogue's one writer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_address(self, url: str) -> str | None:
        """The id of the first ready article with this address, or None."""
        row = self._database.one(
            "SELECT id FROM articles WHERE state = 'ready' AND url <> '' AND url = ? ORDER BY key LIMIT 1", url
        )
        return str(row[0]) if row else None

    def at_address(self, url: str, title: str, text: str) -> str | None:
        """The id of a ready article with this address and this title or text, or None."""
        rows = self._database.all(
            "SELECT id, title, text FROM articles WHERE state = 'ready' AND url <> '' AND url = ? ORDER BY key", url
        )
        return next((row[0] for row in rows if row[1] == title or row[2].strip() == text.strip()), None)

    def of_text(self, text: str) -> str | None:
        """The id of a ready article that says the same as `text`, but for a word here and there, or None."""
        shared = Counter(key for keys in self._with_bands(bands(text)).values() for key in keys)
        for key, _ in shared.most_common(_COMPARED):
            row = self._database.one("SELECT id, text FROM articles WHERE state = 'ready' AND key = ?", key)
            if row and resemblance(text, row[1]) >= _SAME:
                return str(row[0])
        return None

    def find(self) -> None:
        """Find the copies of the articles that are new since the last time."""
        last = self._last()
        while rows := self._database.all(
            "SELECT key FROM articles WHERE key > ? AND state = 'ready' ORDER BY key LIMIT ?", last, _BATCH
        ):
            keys = [row[0] for row in rows]
            last = keys[-1]
            with self._database.writing():
                self._take_up(keys)
                self._database.run(
                    "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", _LAST, str(last)
                )

    def forget(self, keys: Sequence[int]) -> None:
        """Drop what is known of articles that are about to be deleted; `keys` are theirs."""
        last = self._last()
        for key in (key for key in keys if key <= last):
            row = self._database.one("SELECT text FROM articles WHERE key = ?", key)
            own = bands(row[0]) if row else []
            self._database.many("DELETE FROM bands WHERE band = ? AND article = ?", [(band, key) for band in own])
            others = self._database.all("SELECT other FROM copies WHERE article = ?", key)
            self._database.many("DELETE FROM copies WHERE article = ? AND other = ?", [(one[0], key) for one in others])
            self._database.run("DELETE FROM copies WHERE article = ?", key)

    def among(self, keys: Iterable[int]) -> set[tuple[int, int]]:
        """The pairs of copies among the articles of `keys`, each both ways."""
        found: set[tuple[int, int]] = set()
        wanted = set(keys)
        for marks, piece in pieces(sorted(wanted)):
            rows = self._database.all(f"SELECT article, other FROM copies WHERE article IN ({marks})", *piece)  # noqa: S608 - question marks
            found.update(pair for pair in rows if pair[1] in wanted)
        return found

    def standing(self) -> tuple[Duplicate, ...]:
        """Each ready article that repeats one that goes before it, by id."""
        rows = self._database.all(
            "SELECT a.id, a.source, a.published, o.id, o.source, o.published FROM copies c"
            " JOIN articles a ON a.key = c.article AND a.state = 'ready'"
            " JOIN articles o ON o.key = c.other AND o.state = 'ready'"
        )
        before: dict[str, list[tuple[bool, str, str]]] = {}
        for id_, source, published, *other in rows:
            ranks = before.setdefault(id_, [precedence(id_, source, published or "")])
            ranks.append(precedence(other[0], other[1], other[2] or ""))
        return tuple(Duplicate(id_, min(ranks)[2]) for id_, ranks in sorted(before.items()) if min(ranks)[2] != id_)

    def _take_up(self, keys: Sequence[int]) -> None:
        """Find the copies of articles, by ascending key, among those before them and each other."""
        own = {key: bands(self._text(key)) for key in keys}
        # In the order of the table, so that its pages are read and written one after another.
        rows = sorted((band, key) for key, of_key in own.items() for band in of_key)
        self._database.many("INSERT OR IGNORE INTO bands VALUES (?, ?)", rows)
        with_band = self._with_bands([band for band, _ in rows])
        for key, of_key in own.items():
            shared = Counter(other for band in of_key for other in with_band[band] if other < key)
            for other, _ in shared.most_common(_COMPARED):
                if resemblance(self._text(key), self._text(other)) >= COPY:
                    self._database.many("INSERT OR IGNORE INTO copies VALUES (?, ?)", [(key, other), (other, key)])

    def _with_bands(self, wanted: Sequence[int]) -> dict[int, list[int]]:
        """The articles that have each band, those of the lowest keys where it has many."""
        found: dict[int, list[int]] = {}
        for marks, piece in pieces(list(dict.fromkeys(wanted))):
            for band, article in self._database.all(f"SELECT band, article FROM bands WHERE band IN ({marks})", *piece):  # noqa: S608 - question marks
                found.setdefault(band, []).append(article)
        return found

    def _text(self, key: int) -> str:
        """The text of a ready article, "" where there is none."""
        row = self._database.one("SELECT text FROM articles WHERE state = 'ready' AND key = ?", key)
        return str(row[0]) if row else ""

    def _last(self) -> int:
        row = self._database.one("SELECT value FROM meta WHERE name = ?", _LAST)
        return int(row[0]) if row else 0
