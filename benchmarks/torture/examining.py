"""Examines an archive after a fault: whether it answers, finishes its work, and its three stores agree."""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

import numpy as np

from benchmarks.torture.changing_corpus import ChangingCorpus
from benchmarks.torture.made_embedder import MadeEmbedder
from rag.errors import StoreError
from rag.index.index_writer import Places, Stores
from rag.index.layer_writer import place
from rag.index.soundness import look
from rag.ports import Embedder
from rag.search.retrieval import Request, Retriever
from rag.settings import Settings
from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here

# Vectors that are looked for among all, and how many of them must be found first: two articles may say the same.
_LOOKED_FOR = 40
_FOUND = 0.99
# Examining a few thousand articles takes seconds; this is one that hangs.
_HANGS_SECONDS = 120.0
_QUESTION = "What was said on Monday about the count that was corrected?"


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found wrong, and how many seconds went by until the first answer."""

    wrong: tuple[str, ...]
    ready_seconds: float


def examined(settings: Settings, corpus: ChangingCorpus, embedder: Embedder | None = None) -> Examined:
    """Open the archive as the next start would, ask it, sync it and compare everything."""
    embedder = embedder or MadeEmbedder()
    began = time.monotonic()
    stores = open_stores(settings)
    try:
        wrong = _answers(stores, Retriever(stores, embedder))
        ready = time.monotonic() - began
        wrong += corpus.wrong_with(stores.catalogue, complete=False)
        report = sync_here(SyncJob(settings), stores, embedder, told_nobody)
        wrong += [f"{one.path} was not read: {one.reason}" for one in report.failed]
        wrong += corpus.wrong_with(stores.catalogue, complete=True)
        wrong += _answers(stores, Retriever(stores, embedder))
        wrong += disagreements(stores, settings.data_dir)
        return Examined(tuple(wrong), ready)
    finally:
        close_stores(stores)


def _answers(stores: Stores, retriever: Retriever) -> list[str]:
    """What is wrong with the evidence for a question: every passage must stand in the article as it answers."""
    from datetime import UTC, datetime

    if not stores.catalogue.count_articles():
        return []
    try:
        found = retriever.find(Request(_QUESTION), datetime.now(UTC).date())
    except StoreError as error:
        return [f"a question failed: {error}"]
    wrong = [] if found.evidence else ["a question found nothing"]
    for one in found.evidence:
        article = stores.catalogue.article(one.article.id)
        if article is None or article.text[one.start : one.end] != one.text:
            wrong.append(f"a passage of {one.article.id} does not stand in it")
    return wrong


def told_nobody(done: int, total: int) -> None:
    """The progress of a sync that nobody watches."""


def disagreements(stores: Stores, data_dir: Path) -> list[str]:
    """In what catalogue, words and vectors differ, and what under the data folder belongs to nothing."""
    catalogue, layers = stores.catalogue, stores.catalogue.layers
    model = catalogue.embedding
    ready = {key for page in _pages(stores) for key in page}
    wrong = []
    if stores.lexicon.keys() != ready:
        wrong.append(f"{len(stores.lexicon.keys() ^ ready)} passages differ between words and catalogue")
    if layers.keys(model) != ready:
        wrong.append(f"{len(layers.keys(model) ^ ready)} passages differ between vectors and catalogue")
    if catalogue.under_way():
        wrong.append(f"{len(catalogue.under_way())} articles are still under way")
    folder = Places(data_dir).vectors
    for layer in layers.all():
        look(place(folder, layer.name))
    rows = layers.newest_rows(model, 1, max(ready, default=0), len(ready))
    chosen = rows[:: max(1, len(rows) // _LOOKED_FOR)]
    hits = 0
    for _, kept in chosen:
        vector = np.frombuffer(kept, dtype=np.float32)
        nearest = stores.vectors.nearest(vector, 1)
        hits += bool(nearest) and nearest[0][1] > 1 - 1e-3
    if chosen and hits / len(chosen) < _FOUND:
        wrong.append(f"{hits} of {len(chosen)} vectors find themselves")
    return wrong


def _pages(stores: Stores) -> list[list[int]]:
    found, last = [], 0
    while batch := stores.catalogue.located_after(last, 1_000):
        last = batch[-1].key
        found.append([one.key for one in batch])
    return found


class Examiner:
    """A process of its own that examines again and again, so that an archive that crashes it is found out."""

    def __init__(self, made: ForkServerContext) -> None:
        self._made = made
        self._begin()

    def examined(self, settings: Settings, corpus: ChangingCorpus) -> Examined:
        """What `examined` finds; a crash is found as what is wrong, and another process takes over."""
        self._pipe.send((settings, corpus))
        try:
            if self._pipe.poll(_HANGS_SECONDS):
                found: Examined = self._pipe.recv()
                return found
        except EOFError:
            pass
        self.close()
        status = self._process.exitcode
        self._begin()
        return Examined((f"examining it ended with status {status}",), 0.0)

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.kill()
        self._process.join()

    def _begin(self) -> None:
        self._pipe, theirs = self._made.Pipe()
        self._process = self._made.Process(target=_examine, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()


def _examine(pipe: Connection) -> None:
    """Examine what comes through the pipe, until its other end is closed."""
    from rag.index.embedders import LocalEmbedder

    # What is mended is told in warnings, and here much is.
    logging.getLogger("rag").setLevel(logging.ERROR)
    # Words are compared by the local vectors: they are to be there before anything is timed.
    LocalEmbedder().embed(["warm"])
    with suppress(EOFError):
        while True:
            settings, corpus = pipe.recv()
            pipe.send(examined(settings, corpus))
