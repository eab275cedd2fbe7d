"""Tears vector folders by killing what writes them, and holds that none is opened where it could do harm."""

import random
import shutil
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np

from benchmarks.torture.kills import ended, fresh
from benchmarks.torture.promise import Findings, Promise, Trial
from rag.errors import StoreError
from rag.index.chroma_folder import ChromaFolder, build
from rag.index.soundness import look

_VECTORS = 8_000
_DIMENSIONS = 64
_KILLS = 15
# Chroma writes its files at the end of a build, within so many seconds of the first byte.
_WRITING_SECONDS = 0.03
_SECONDS = 60.0


def torn(trial: Trial) -> Findings:
    """Kill builds while their files are written; whatever a look lets pass must open without a crash."""
    chance = random.Random(trial.seed)  # noqa: S311 - when to kill is no secret
    found_torn = passed = crashes = 0
    wrong: list[str] = []
    for kill in range(min(_KILLS, trial.kills)):
        folder = trial.folder / f"torn-{kill}"
        _killed_build(folder, _WRITING_SECONDS * chance.random())
        try:
            look(folder)
        except StoreError:
            found_torn += 1
        else:
            passed += 1
            status = _opened_apart(folder)
            crashes += status not in {0, 1}
            wrong += [f"a folder that passed the look ended its process with {status}"] if status not in {0, 1} else []
        shutil.rmtree(folder, ignore_errors=True)
    figures = f"{found_torn + passed} torn folders: {found_torn} found by a look, {passed} tried; {crashes} crashes"
    return Findings(figures, tuple(wrong))


def pages(count: int) -> Iterator[list[tuple[int, bytes]]]:
    """Random vectors, by key, in pages."""
    rows = np.random.default_rng(5).normal(size=(count, _DIMENSIONS)).astype(np.float32)
    for start in range(0, count, 1_000):
        yield [(start + at + 1, row.tobytes()) for at, row in enumerate(rows[start : start + 1_000])]


def built(folder: Path, begun: Event) -> None:
    """Build a folder in this process, after telling that it begins."""
    folder.mkdir(parents=True)
    begun.set()
    build(folder, _VECTORS, pages(_VECTORS))


def opened(folder: Path) -> None:
    """Open a folder in this process and search it."""
    one = ChromaFolder.open(folder)
    for key, vectors in one.rows():
        one.nearest(vectors[0], min(5, len(key)))
    one.retire()


def _killed_build(folder: Path, seconds: float) -> None:
    """Kill a build so many seconds after it began to write the files of its index."""
    made = fresh()
    begun = made.Event()
    process = made.Process(target=built, args=(folder, begun))
    process.start()
    begun.wait(_SECONDS)
    until = time.monotonic() + _SECONDS
    first = None
    while process.is_alive() and time.monotonic() < until:
        told = [(path.name, path.stat().st_mtime_ns) for path in folder.glob("*/*.bin")]
        first = first or (told or None)
        if told and told != first:
            break
        time.sleep(0.0005)
    time.sleep(seconds)
    ended(process)


def _opened_apart(folder: Path) -> int | None:
    process = fresh().Process(target=opened, args=(folder,))
    process.start()
    process.join(_SECONDS)
    ended(process)
    return process.exitcode


TORN = Promise("torn", "R2 R3", "A vector folder torn by a kill is found before Chroma opens it", torn)
