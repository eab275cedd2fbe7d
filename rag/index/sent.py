"""Remembers up to which passage a Chroma server holds the vectors of a catalogue."""

import secrets

from rag.index.database import Database

_IDENTITY = "archive"


class Sent:
    """What a catalogue has sent to each collection, named by its server and its own name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def identity(self) -> str:
        """What tells this catalogue from any other that shares a server; "" before anything was sent."""
        return self._fact(_IDENTITY)

    def identify(self) -> str:
        """The identity, made where there is none yet."""
        if not self.identity:
            self._state(_IDENTITY, secrets.token_hex(6))
        return self.identity

    def last(self, collection: str) -> int:
        """Every ready passage up to this key is there; 0 where none is."""
        return int(self._fact(f"sent to {collection}") or 0)

    def reach(self, collection: str, key: int) -> None:
        """Write that every ready passage up to `key` is there."""
        self._state(f"sent to {collection}", str(key))

    def owes(self, collection: str) -> bool:
        """Whether vectors were to be deleted there when it did not serve."""
        return bool(self._fact(f"owed to {collection}"))

    def owe(self, collection: str, *, owes: bool) -> None:
        """Write whether vectors are still to be deleted there."""
        self._state(f"owed to {collection}", "1" if owes else "")

    def _fact(self, name: str) -> str:
        row = self._database.one("SELECT value FROM meta WHERE name = ?", name)
        return str(row[0]) if row else ""

    def _state(self, name: str, value: str) -> None:
        self._database.run(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value
        )
