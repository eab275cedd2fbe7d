"""Kills a sync at random moments, and examines what the next start finds."""

import multiprocessing
import os
import random
import signal
import time
from contextlib import closing
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from benchmarks.torture.changing_corpus import ChangingCorpus
from benchmarks.torture.examining import Examiner, told_nobody
from benchmarks.torture.made_embedder import MadeEmbedder
from benchmarks.torture.promise import Findings, Promise, Trial
from rag.settings import Settings
from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here

# What a round adds, rewrites and removes, and what the corpus begins with.
_FIRST = 300
_ADDED, _CHANGED, _REMOVED = 24, 12, 12
# As many kills as at most come one after another before anybody examines what they left.
_IN_A_ROW = 3
# A start answers within this time once its libraries are imported.
_READY_SECONDS = 2.0
_HANGS_SECONDS = 120.0
_SHOWN = 10


def fresh() -> ForkServerContext:
    """Makes processes that have the libraries imported and nothing open: each begins its work at once."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["chromadb", "tantivy", "wordllama", "rag.archive", "benchmarks.torture.examining"])
    return made


def killed_syncs(trial: Trial, *, kills: int, first: int = _FIRST) -> Findings:
    """Kill `kills` syncs of a corpus that begins with `first` articles; examine what is left after one to three."""
    chance = random.Random(trial.seed)  # noqa: S311 - when to kill is no secret
    corpus = ChangingCorpus(trial.folder / "corpus", first + (_ADDED * kills) // 2, trial.seed)
    settings = Settings(corpus_dir=corpus.folder, data_dir=trial.folder / "data")
    corpus.grow(first)
    whole = _seconds_of_a_sync(settings, trial.folder / "probe")
    wrong: list[str] = []
    slowest, in_time, done = 0.0, 0, 0
    with closing(Examiner(fresh())) as examiner:
        while done < kills:
            for _ in range(chance.randint(1, _IN_A_ROW)):
                in_time += _killed(settings, chance.uniform(0.0, whole if done == 0 else whole / 2))
                done += 1
            found = examiner.examined(settings, corpus)
            slowest = max(slowest, found.ready_seconds)
            wrong += [f"after {done} kills: {line}" for line in found.wrong]
            corpus.change(added=chance.randint(0, _ADDED), changed=_CHANGED, removed=_REMOVED)
    if slowest > _READY_SECONDS:
        wrong.append(f"a start answered after {slowest:.1f} s, promised are {_READY_SECONDS:.0f}")
    figures = (
        f"{done} kills, {in_time} while it worked; {len(wrong)} things wrong; slowest first answer {slowest:.2f} s"
    )
    return Findings(figures, tuple(wrong[:_SHOWN]))


def synced(settings: Settings, begun: Event | None = None) -> None:
    """Sync in this process, after telling that it begins."""
    if begun is not None:
        begun.set()
    stores = open_stores(settings)
    sync_here(SyncJob(settings), stores, MadeEmbedder(), told_nobody)
    close_stores(stores)


def ended(process: BaseProcess) -> None:
    """Kill a process, and wait until it is gone."""
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def _killed(settings: Settings, seconds: float) -> bool:
    """Kill a sync so many seconds after it began; whether it was still at work."""
    made = fresh()
    begun = made.Event()
    process = made.Process(target=synced, args=(settings, begun))
    process.start()
    begun.wait(_HANGS_SECONDS)
    time.sleep(seconds)
    worked = process.is_alive()
    ended(process)
    return worked


def _seconds_of_a_sync(settings: Settings, data_dir: Path) -> float:
    """How long the first sync takes, begun in a process like those to be killed."""
    made = fresh()
    begun = made.Event()
    process = made.Process(target=synced, args=(Settings(corpus_dir=settings.corpus_dir, data_dir=data_dir), begun))
    process.start()
    begun.wait(_HANGS_SECONDS)
    began = time.monotonic()
    process.join(_HANGS_SECONDS)
    return time.monotonic() - began


KILLS = Promise(
    "kills",
    "R1 R2",
    "A sync killed at any moment loses no article, doubles none, and the next start answers at once",
    lambda trial: killed_syncs(trial, kills=trial.kills),
)
