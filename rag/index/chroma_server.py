"""One collection on a Chroma server, each call to it bounded in time.

Ids and vectors alone are stored; what they stand for is the catalogue's to say.
"""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

from rag.errors import ServerError
from rag.index.chroma_folder import HNSW
from rag.settings import Settings

if TYPE_CHECKING:
    from chromadb.api.fastapi import FastAPI
    from chromadb.api.models.Collection import Collection

    from rag.ports import Vectors

# Chroma's own client waits for ever. A question is answered by words alone after this time.
_QUESTION_SECONDS = 2.0
# What is written may wait longer: the server saves a thousand vectors in about a second.
_WRITING_SECONDS = 30.0
# Chroma Cloud takes 300 records at once, and gives as many; a server of one's own takes thousands.
MOST_GIVEN = 300
_PORTS = {"http": 80, "https": 443}

_Result = TypeVar("_Result")


class ChromaServer:
    """The collection `name` on the server that the settings name; safe in several threads.

    A collection that is missing holds nothing, and is made when something is put into it. Every method raises
    ServerError when the server cannot be reached, does not answer in time or refuses.
    """

    def __init__(self, settings: Settings, name: str) -> None:
        self._settings = settings
        self.name = name
        self._opening = threading.Lock()
        self._sessions: dict[float, FastAPI] = {}
        self._collections: dict[float, Collection] = {}

    def close(self) -> None:
        """End all connections; the next use makes new ones."""
        with self._opening:
            for session in self._sessions.values():
                # The pinned version has no public way to close it.
                session._session.close()  # noqa: SLF001
            self._sessions.clear()
            self._collections.clear()

    def count(self) -> int:
        """How many vectors the collection holds."""
        return self._asked(_QUESTION_SECONDS, lambda collection: int(collection.count()), instead=0)

    def nearest(self, vector: "Vectors", limit: int) -> list[tuple[int, float]]:
        """The keys nearest to `vector` (of shape (dimensions,)), each with its cosine (-1..1), nearest first."""

        def ask(collection: "Collection") -> list[tuple[int, float]]:
            found = collection.query(
                query_embeddings=vector.reshape(1, -1), n_results=min(limit, MOST_GIVEN), include=["distances"]
            )
            distances = found["distances"] or [[]]
            return [(int(key), 1.0 - float(far)) for key, far in zip(found["ids"][0], distances[0], strict=True)]

        return self._asked(_QUESTION_SECONDS, ask, instead=[])

    def put(self, keys: Sequence[int], vectors: "Vectors") -> None:
        """Write one vector (a row of `vectors`) a key; doing it twice changes nothing."""
        collection = self._told(lambda: self._opened(_WRITING_SECONDS, make=True))
        for start in range(0, len(keys), MOST_GIVEN):
            batch = slice(start, start + MOST_GIVEN)
            ids = [str(key) for key in keys[batch]]
            self._told(lambda ids=ids, batch=batch: collection.upsert(ids=ids, embeddings=vectors[batch]))  # type: ignore[misc]

    def remove(self, keys: Sequence[int]) -> None:
        """Delete vectors; keys that are not there are passed over."""
        for start in range(0, len(keys), MOST_GIVEN):
            ids = [str(key) for key in keys[start : start + MOST_GIVEN]]
            self._asked(_WRITING_SECONDS, lambda collection, ids=ids: collection.delete(ids=ids), instead=None)  # type: ignore[misc]

    def keys(self) -> set[int]:
        """Every key in the collection."""
        found: set[int] = set()
        while True:
            ids: list[str] = self._asked(
                _WRITING_SECONDS,
                lambda collection: list(collection.get(include=[], limit=MOST_GIVEN, offset=len(found))["ids"]),
                instead=[],
            )
            if not ids:
                return found
            found.update(int(id_) for id_ in ids)

    def delete(self) -> None:
        """Delete the collection, where there is one."""
        from chromadb.errors import NotFoundError

        def delete() -> None:
            session = self._session(_WRITING_SECONDS)
            try:
                session.delete_collection(self.name, self._settings.chroma_tenant, self._settings.chroma_database)
            except NotFoundError:
                return

        self._told(delete)
        self._collections.clear()

    def _asked(self, seconds: float, ask: "Callable[[Collection], _Result]", *, instead: _Result) -> _Result:
        """What the collection answers; `instead` where there is none. One that was made anew is asked again."""
        from chromadb.errors import NotFoundError

        for _ in range(2):
            known = seconds in self._collections
            try:
                return self._told(lambda: ask(self._opened(seconds)))
            except NotFoundError:
                self._collections.clear()
                if not known:
                    break
        return instead

    def _told(self, call: "Callable[[], _Result]") -> _Result:
        """What the call gives; whatever it raises becomes a ServerError, save that something is not there."""
        from chromadb.errors import NotFoundError

        try:
            return call()
        except NotFoundError:
            raise
        except Exception as error:
            raise ServerError(
                f"The Chroma server {self._settings.chroma_url!r} does not serve ({type(error).__name__}: "
                f"{str(error)[:200]}); see that it runs, and that CHROMA_URL and CHROMA_TOKEN are right."
            ) from error

    def _opened(self, seconds: float, *, make: bool = False) -> "Collection":
        from chromadb.api.models.Collection import Collection

        if seconds not in self._collections:
            session = self._session(seconds)
            place = (self._settings.chroma_tenant, self._settings.chroma_database)
            if make:
                model = session.get_or_create_collection(self.name, None, cast("Any", {"hnsw": HNSW}), None, *place)
            else:
                model = session.get_collection(self.name, *place)
            self._collections[seconds] = Collection(client=session, model=model, embedding_function=None)
        return self._collections[seconds]

    def _session(self, seconds: float) -> "FastAPI":
        """A session whose calls take so long at most; the client's own constructor asks the server without a limit."""
        from chromadb.api.fastapi import FastAPI
        from chromadb.config import Settings as ChromaSettings
        from chromadb.config import System

        with self._opening:
            if seconds not in self._sessions:
                address = urlsplit(self._settings.chroma_url)
                token = self._settings.chroma_token
                session = System(
                    ChromaSettings(
                        chroma_api_impl="chromadb.api.fastapi.FastAPI",
                        chroma_server_host=address.hostname or "",
                        chroma_server_http_port=address.port or _PORTS[address.scheme],
                        chroma_server_ssl_enabled=address.scheme == "https",
                        # The first is Chroma's own, the second what a gateway before it asks for.
                        chroma_server_headers={"X-Chroma-Token": token, "Authorization": f"Bearer {token}"}
                        if token
                        else {},
                        anonymized_telemetry=False,
                    )
                ).instance(FastAPI)
                session._session.timeout = seconds  # noqa: SLF001 - no public way to limit it
                self._sessions[seconds] = session
            return self._sessions[seconds]
