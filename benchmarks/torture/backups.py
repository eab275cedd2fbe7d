"""Backs an archive up while it is written to, restores it elsewhere, and compares everything."""

import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from benchmarks.torture.changing_corpus import ChangingCorpus
from benchmarks.torture.examining import disagreements, told_nobody
from benchmarks.torture.made_embedder import MadeEmbedder
from benchmarks.torture.promise import Findings, Promise, Trial
from rag.index.catalogue import Catalogue
from rag.settings import Settings
from rag.upkeep.backup import back_up
from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here

_ARTICLES = 2_000
_MORE = 200
# For 50,000 passages; here it is held to the share of them that there are.
_SECONDS = 60.0
_PASSAGES = 50_000


def backed_up(trial: Trial) -> Findings:
    """Copy while a sync runs, restore into an empty folder, make the stores there, and compare row by row."""
    corpus = ChangingCorpus(trial.folder / "corpus", _ARTICLES + _MORE, trial.seed)
    corpus.grow(_ARTICLES)
    settings = Settings(corpus_dir=corpus.folder, data_dir=trial.folder / "data")
    _sync(settings)
    corpus.change(added=_MORE, changed=_MORE, removed=_MORE)
    writer = threading.Thread(target=_sync, args=(settings,))
    writer.start()
    time.sleep(0.5)
    began = time.monotonic()
    copy = back_up(settings, trial.folder / "backup")
    copied = time.monotonic() - began
    writer.join()
    held = _rows(copy)
    restored = replace(settings, data_dir=copy.parent)
    began = time.monotonic()
    stores = open_stores(restored)
    sync_here(SyncJob(restored), stores, MadeEmbedder(), told_nobody)
    seconds = copied + time.monotonic() - began
    wrong = disagreements(stores, restored.data_dir) + corpus.wrong_with(stores.catalogue, complete=True)
    kept = _rows(restored.data_dir / "catalogue.sqlite")
    altered = sum(held[key] != kept[key] for key in held.keys() & kept.keys())
    wrong += [f"{altered} passages are not what was copied"] if altered else []
    close_stores(stores)
    most = _SECONDS * max(len(held) / _PASSAGES, 0.5)
    wrong += [f"it took {seconds:.0f} s, promised are {most:.0f}"] if seconds > most else []
    return Findings(f"{len(held):,} passages copied in {copied:.1f} s, whole again after {seconds:.1f} s", tuple(wrong))


def _sync(settings: Settings) -> None:
    stores = open_stores(settings)
    sync_here(SyncJob(settings), stores, MadeEmbedder(), told_nobody)
    close_stores(stores)


def _rows(path: Path) -> dict[int, tuple[object, ...]]:
    """Article, place and vector of every passage of a catalogue, by key."""
    found: dict[int, tuple[object, ...]] = {}
    with closing(Catalogue.open(path)) as catalogue:
        last = 0
        while batch := catalogue.located_after(last, 1_000):
            last = batch[-1].key
            vectors = catalogue.vectors.of_passages(catalogue.embedding, [one.key for one in batch])
            found |= {one.key: (one.article, one.passage, vectors[one.key]) for one in batch}
    return found


BACKUP = Promise("backup", "R13", "A backup made while others write is whole again elsewhere, and identical", backed_up)
