"""Replaces the corpus three times over, and holds that the vectors take no more room than fresh ones do."""

import threading
import time
from pathlib import Path

from benchmarks.torture.changing_corpus import ChangingCorpus
from benchmarks.torture.examining import disagreements, told_nobody
from benchmarks.torture.made_embedder import MadeEmbedder
from benchmarks.torture.promise import Findings, Promise, Trial
from rag.index.index_writer import Places, Stores
from rag.search.retrieval import Request, Retriever
from rag.settings import Settings
from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here

_ARTICLES = 600
_TIMES = 3
_ROUNDS_A_TIME = 4
# The vectors' files may be so much larger than those of an index made at once.
_MOST_GROWTH = 1.5


def churned(trial: Trial) -> Findings:
    """Rewrite every article three times, a quarter at a time, while a reader asks without a pause."""
    corpus = ChangingCorpus(trial.folder / "corpus", _ARTICLES, trial.seed)
    corpus.grow(_ARTICLES)
    settings = Settings(corpus_dir=corpus.folder, data_dir=trial.folder / "data")
    stores, embedder = open_stores(settings), MadeEmbedder()
    wrong: list[str] = []
    sync_here(SyncJob(settings), stores, embedder, told_nobody)
    asker = _Asker(settings)
    asker.start()
    for _ in range(_TIMES * _ROUNDS_A_TIME):
        corpus.change(changed=_ARTICLES // _ROUNDS_A_TIME)
        sync_here(SyncJob(settings), stores, embedder, told_nobody)
    asker.stop.set()
    asker.join()
    sync_here(SyncJob(settings), stores, embedder, told_nobody)
    wrong += disagreements(stores, settings.data_dir) + corpus.wrong_with(stores.catalogue, complete=True)
    close_stores(stores)
    fresh = Settings(corpus_dir=corpus.folder, data_dir=trial.folder / "fresh")
    made = open_stores(fresh)
    sync_here(SyncJob(fresh), made, embedder, told_nobody)
    close_stores(made)
    sizes = [_level0(Places(one.data_dir).vectors) for one in (settings, fresh)]
    growth = sizes[0] / max(sizes[1], 1)
    if growth > _MOST_GROWTH:
        wrong.append(f"the vectors take {growth:.2f} times the room of fresh ones, promised are {_MOST_GROWTH}")
    wrong += asker.failures[:3]
    figures = f"{growth:.2f} times the room of fresh ones; {asker.answers:,} questions, {len(asker.failures)} failed"
    return Findings(figures, tuple(wrong))


class _Asker(threading.Thread):
    """Another reader of the same folder, with stores of its own, that asks until it is stopped."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(daemon=True)
        self._stores: Stores = open_stores(settings)
        self.stop = threading.Event()
        self.answers = 0
        self.failures: list[str] = []

    def run(self) -> None:
        from datetime import UTC, datetime

        retriever = Retriever(self._stores, MadeEmbedder())
        while not self.stop.is_set():
            try:
                found = retriever.find(Request("What was said on Monday about the count?"), datetime.now(UTC).date())
                self.answers += bool(found.evidence)
            except Exception as error:  # noqa: BLE001 - whatever a question raises breaks the promise
                self.failures.append(f"a question failed: {type(error).__name__}: {error}")
            time.sleep(0.01)
        close_stores(self._stores)


def _level0(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("data_level0.bin"))


CHURN = Promise(
    "churn", "R12", "Rewriting everything three times leaves no room wasted and no question failed", churned
)
