"""Nearness: which passages' vectors lie closest to a question's, kept in Chroma.

Ids and vectors alone are stored; what they stand for is the catalogue's to say.
"""

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rag.errors import StoreError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

    from rag.ports import Vectors

_COLLECTION = "passages"
# Chroma refuses more than 5,461 records at once; 1,000 are as quick and hold the interpreter for a shorter time.
_BATCH = 1_000
# At Chroma's defaults (100 neighbours looked at, 16 kept) recall against brute force falls to .75 at 100,000 vectors;
# with twice as many of both, recall of articles is within .003 of exact search on every set measured. Looking at 400
# found no more of them, and took a millisecond longer.
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}


class VectorStore:
    """A Chroma collection of vectors by passage key, opened at first use.

    Every method raises StoreError when Chroma cannot open `folder`, or finds it damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opening = threading.Lock()
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a store on this disk, told without opening it."""
        return (self._folder / "chroma.sqlite3").is_file()

    def close(self) -> None:
        """Let go of the files; the next use opens them anew, and sees what other processes wrote meanwhile."""
        with self._opening:
            if self._client is not None:
                self._client.close()  # type: ignore[attr-defined]  # in the client, missing from its interface
            self._client = self._collection = None

    def count(self) -> int:
        """How many vectors the store holds."""
        with self._told():
            return int(self._opened().count())

    def put(self, keys: Sequence[int], vectors: "Vectors") -> None:
        """Write one vector (a row of `vectors`) a key; doing it twice changes nothing."""
        collection = self._opened()
        for start in range(0, len(keys), _BATCH):
            batch = slice(start, start + _BATCH)
            with self._told():
                collection.upsert(ids=[str(key) for key in keys[batch]], embeddings=vectors[batch])

    def remove(self, keys: Sequence[int]) -> None:
        """Delete vectors; keys that are not there are passed over."""
        collection = self._opened()
        for start in range(0, len(keys), _BATCH):
            with self._told():
                collection.delete(ids=[str(key) for key in keys[start : start + _BATCH]])

    def nearest(self, vector: "Vectors", limit: int) -> list[tuple[int, float]]:
        """The keys nearest to `vector` (of shape (dimensions,)), each with its cosine (-1..1), nearest first.

        A zero vector is near nothing.
        """
        if not vector.any():
            return []
        with self._told():
            found = self._opened().query(query_embeddings=vector.reshape(1, -1), n_results=limit, include=["distances"])
        distances = found["distances"] or [[]]
        return [(int(key), 1.0 - float(distance)) for key, distance in zip(found["ids"][0], distances[0], strict=True)]

    def keys(self) -> set[int]:
        """Every key in the store."""
        with self._told():
            return {int(key) for key in self._opened().get(include=[])["ids"]}

    def clear(self) -> None:
        """Delete the folder without looking into it, so that a damaged store, or one of other vectors, is gone."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever Chroma raises inside becomes a StoreError."""
        from chromadb.errors import ChromaError

        try:
            yield
        except ChromaError as error:
            raise _damaged(self._folder, error) from error

    def _opened(self) -> "Collection":
        with self._opening:
            if self._collection is None:
                self._client, self._collection = _open(self._folder)
            return self._collection


def _open(folder: Path) -> "tuple[ClientAPI, Collection]":
    import chromadb
    from chromadb.config import Settings

    try:
        client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
        collection = client.get_or_create_collection(
            _COLLECTION, configuration=_configuration(), embedding_function=None
        )
    except Exception as error:
        _forget(str(folder))
        raise _damaged(folder, error) from error
    return client, collection


def _forget(path: str) -> None:
    """Let Chroma forget a store that did not open: it keeps one for every path, and would give the broken one again."""
    from chromadb.api.shared_system_client import SharedSystemClient

    # The pinned version has no public way to forget one path alone.
    SharedSystemClient._identifier_to_system.pop(path, None)  # noqa: SLF001
    SharedSystemClient._identifier_to_refcount.pop(path, None)  # noqa: SLF001


def _damaged(folder: Path, error: Exception) -> StoreError:
    return StoreError(f"The vector store {str(folder)!r} is damaged ({error}); build it again: rag sync --rebuild")


def _configuration() -> "CreateCollectionConfiguration":
    return cast("CreateCollectionConfiguration", {"hnsw": _HNSW})
