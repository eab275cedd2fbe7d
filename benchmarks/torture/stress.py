"""Lets one writer and three readers work on one data folder for as long as is wanted."""

import json
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from benchmarks.torture.changing_corpus import ChangingCorpus
from benchmarks.torture.examining import examined, told_nobody
from benchmarks.torture.kills import ended, fresh
from benchmarks.torture.made_embedder import MadeEmbedder
from benchmarks.torture.promise import Findings, Promise, Trial
from rag.settings import Settings

_READERS = 3
_FIRST = 200
_ADDED, _CHANGED, _REMOVED = 5, 3, 3
# A reader sees what a sync made answer within this time after the sync ended.
_FRESH_SECONDS = 2.0
# The corpus begins anew with this many articles more, at most.
_MOST_ARTICLES = 3_000
_PAUSE_SECONDS = 0.5
_STOPS_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class _Read:
    """What one reader found: questions asked, what was wrong, the longest wait in seconds for a new generation."""

    questions: int
    wrong: tuple[str, ...]
    slowest: float


def stressed(trial: Trial) -> Findings:
    """Sync a changing corpus again and again in one process, while three others ask."""
    corpus = ChangingCorpus(trial.folder / "corpus", _MOST_ARTICLES, trial.seed)
    corpus.grow(_FIRST)
    settings = Settings(corpus_dir=corpus.folder, data_dir=trial.folder / "data")
    news = trial.folder / "news.json"
    wrong = [f"at first: {line}" for line in examined(settings, corpus).wrong]
    made = fresh()
    stop = made.Event()
    readers = [_started(made, settings, news, stop) for _ in range(_READERS)]
    syncs = _written(settings, corpus, news, trial.minutes * 60)
    stop.set()
    reads = [_result(process, receiving) for process, receiving in readers]
    wrong += [line for read in reads for line in read.wrong[:5]]
    wrong += [f"at last: {line}" for line in examined(settings, corpus).wrong]
    slowest = max(read.slowest for read in reads)
    if slowest > _FRESH_SECONDS:
        wrong.append(f"a reader saw an article {slowest:.1f} s after its sync, promised are {_FRESH_SECONDS:.0f}")
    questions = sum(read.questions for read in reads)
    figures = (
        f"{trial.minutes:g} minutes, {syncs:,} syncs, {questions:,} questions of {_READERS} readers, slowest "
        f"sight of an article {slowest:.2f} s"
    )
    return Findings(figures, tuple(wrong))


def read(settings: Settings, news: Path, stop: Event, sending: Connection) -> None:
    """Ask until told to stop; look whether the newest article is there soon after its sync."""
    from datetime import UTC, datetime

    from rag.search.retrieval import Request, Retriever
    from rag.upkeep.syncing import close_stores, open_stores

    stores = open_stores(settings)
    retriever = Retriever(stores, MadeEmbedder())
    questions, wrong, slowest, seen = 0, [], 0.0, ""
    while not stop.is_set():
        try:
            found = retriever.find(Request("What did they say about the count?"), datetime.now(UTC).date())
            questions += 1
            wrong += [] if found.evidence else ["a question found nothing"]
            wrong += [one.article.id for one in found.evidence if one.text not in one.article.text]
            told = json.loads(news.read_text(encoding="utf-8")) if news.exists() else None
            if told and told["id"] != seen:
                seen = told["id"]
                while stores.catalogue.article(seen) is None and time.time() - told["at"] < 2 * _FRESH_SECONDS:
                    time.sleep(0.01)
                slowest = max(slowest, time.time() - told["at"])
        except Exception as error:  # noqa: BLE001 - whatever a reader meets breaks the promise
            wrong.append(f"a reader failed: {type(error).__name__}: {error}")
        time.sleep(0.05)
    close_stores(stores)
    sending.send(_Read(questions, tuple(wrong), slowest))


def _written(settings: Settings, corpus: ChangingCorpus, news: Path, seconds: float) -> int:
    """Change and sync until the time is up; tells the readers of each new article when its sync has ended."""
    from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here

    embedder, until, syncs = MadeEmbedder(), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        removed = _REMOVED if len(corpus.now) < _MOST_ARTICLES else len(corpus.now) - _FIRST
        before = set(corpus.now)
        corpus.change(added=_ADDED, changed=_CHANGED, removed=removed)
        stores = open_stores(settings)
        sync_here(SyncJob(settings), stores, embedder, told_nobody)
        close_stores(stores)
        syncs += 1
        told = json.dumps({"id": max(set(corpus.now) - before), "at": time.time()})
        fresh_file = news.with_suffix(".new")
        fresh_file.write_text(told, encoding="utf-8")
        fresh_file.replace(news)
        time.sleep(_PAUSE_SECONDS)
    return syncs


def _started(made: ForkServerContext, settings: Settings, news: Path, stop: Event) -> tuple[BaseProcess, Connection]:
    receiving, sending = made.Pipe(duplex=False)
    process = made.Process(target=read, args=(settings, news, stop, sending))
    process.start()
    sending.close()
    return process, receiving


def _result(process: BaseProcess, receiving: Connection) -> _Read:
    try:
        found: _Read | None = receiving.recv() if receiving.poll(_STOPS_SECONDS) else None
    except EOFError:
        found = None
    ended(process)
    return found or _Read(0, (f"a reader ended with status {process.exitcode}",), 0.0)


STRESS = Promise("stress", "R4", "One writer and three readers on one folder: nothing wrong, news within 2 s", stressed)
