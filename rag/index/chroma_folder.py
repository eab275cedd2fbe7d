"""One Chroma folder: made in one go, then only opened to be searched.

Ids and vectors alone are stored; what they stand for is the catalogue's to say.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rag.errors import StoreError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

    from rag.ports import Vectors

COLLECTION = "passages"
# Chroma refuses more than 5,461 records at once; 1,000 are as quick and hold the interpreter for a shorter time.
_BATCH = 1_000
# Chroma takes no smaller threshold.
_LEAST_THRESHOLD = 2
# At Chroma's defaults (100 neighbours looked at, 16 kept) recall against brute force falls to .75 at 100,000 random
# vectors. What these find, of made-up and of real articles, `make bench-scale` measures, see docs/scale.md; to look at
# more finds more, and takes as much longer.
HNSW = {"space": "cosine", "ef_construction": 100, "ef_search": 400, "max_neighbors": 24}


class ChromaFolder:
    """An open folder; several threads may search it, and the last one closes it once it is retired.

    Every method raises StoreError when Chroma finds the folder damaged.
    """

    def __init__(self, folder: Path, client: "ClientAPI", collection: "Collection") -> None:
        self._folder = folder
        self._client = client
        self._collection = collection
        self._lock = threading.Lock()
        self._users = 0
        self._retired = self._closed = False

    @classmethod
    def open(cls, folder: Path) -> "ChromaFolder":
        """Open a folder that is known to be sound: a torn one may end the process."""
        if not (folder / "chroma.sqlite3").is_file():
            raise StoreError(f"The vector store {str(folder)!r} is gone; a sync makes it again: rag sync")
        client = _client(folder)
        with _told(folder):
            opened = cls(folder, client, client.get_collection(COLLECTION, embedding_function=None))
            # The files are read at the first question: ask it here, where the time is expected.
            opened._collection.count()
            return opened

    @contextmanager
    def used(self) -> Iterator["ChromaFolder"]:
        """Keep the folder open while the block lasts."""
        with self._lock:
            self._users += 1
        try:
            yield self
        finally:
            with self._lock:
                self._users -= 1
            self._close_if_unused()

    def retire(self) -> None:
        """Close it as soon as nobody searches it; safe to call twice."""
        self._retired = True
        self._close_if_unused()

    def _close_if_unused(self) -> None:
        with self._lock:
            close = self._retired and not self._users and not self._closed
            self._closed = self._closed or close
        if close:
            self._client.close()  # type: ignore[attr-defined]  # in the client, missing from its interface

    def count(self) -> int:
        """How many vectors it holds."""
        with _told(self._folder):
            return int(self._collection.count())

    def nearest(self, vector: "Vectors", limit: int) -> list[tuple[int, float]]:
        """The keys nearest to `vector` (of shape (dimensions,)), each with its cosine (-1..1), nearest first."""
        with _told(self._folder):
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1), n_results=limit, include=["distances"]
            )
        distances = found["distances"] or [[]]
        return [(int(key), 1.0 - float(distance)) for key, distance in zip(found["ids"][0], distances[0], strict=True)]

    def rows(self) -> "Iterator[tuple[list[int], Vectors]]":
        """Everything it holds, in pages of keys and vectors."""
        import numpy as np

        with _told(self._folder):
            ids = sorted(self._collection.get(include=[])["ids"], key=int)
        for start in range(0, len(ids), _BATCH):
            with _told(self._folder):
                page = self._collection.get(ids=ids[start : start + _BATCH], include=["embeddings"])
            yield [int(id_) for id_ in page["ids"]], np.asarray(page["embeddings"], dtype=np.float32)


def build(folder: Path, amount: int, rows: Iterable[Sequence[tuple[int, bytes]]]) -> None:
    """Make a folder of `amount` vectors, given in pages of keys and float32 bytes; nothing may lie there yet.

    Its files are written once, with the last vector. Raises StoreError when Chroma cannot write.
    """
    import numpy as np

    client = _client(folder)
    try:
        with _told(folder):
            collection = client.create_collection(
                COLLECTION, configuration=_configuration(amount), embedding_function=None
            )
            for page in rows:
                vectors = np.stack([np.frombuffer(vector, dtype=np.float32) for _, vector in page])
                for start in range(0, len(page), _BATCH):
                    piece = slice(start, start + _BATCH)
                    collection.upsert(ids=[str(key) for key, _ in page[piece]], embeddings=vectors[piece])
    finally:
        client.close()  # type: ignore[attr-defined]  # as above


def _client(folder: Path) -> "ClientAPI":
    import chromadb
    from chromadb.config import Settings

    try:
        return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    except Exception as error:
        _forget(str(folder))
        raise _damaged(folder, error) from error


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Whatever Chroma raises inside becomes a StoreError."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError) as error:
        raise _damaged(folder, error) from error


def _forget(path: str) -> None:
    """Let Chroma forget a store that did not open: it keeps one for every path, and would give the broken one again."""
    from chromadb.api.shared_system_client import SharedSystemClient

    # The pinned version has no public way to forget one path alone.
    SharedSystemClient._identifier_to_system.pop(path, None)  # noqa: SLF001
    SharedSystemClient._identifier_to_refcount.pop(path, None)  # noqa: SLF001


def _damaged(folder: Path, error: Exception) -> StoreError:
    return StoreError(f"The vector store {str(folder)!r} is damaged ({error}); a sync makes it again: rag sync")


def _configuration(amount: int) -> "CreateCollectionConfiguration":
    # With a threshold of all its vectors a folder is written once, when it is whole: at Chroma's 1,000 the list of
    # ids is written anew with every thousand.
    threshold = max(amount, _LEAST_THRESHOLD)
    hnsw = {**HNSW, "sync_threshold": threshold, "batch_size": min(threshold, 100)}
    return cast("CreateCollectionConfiguration", {"hnsw": hnsw})
