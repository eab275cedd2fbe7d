"""Fills the disk under a sync, and holds that what was indexed answers, and that nothing is lost once there is room."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.torture.changing_corpus import ChangingCorpus
from benchmarks.torture.examining import examined
from benchmarks.torture.promise import Findings, Promise, Trial
from rag.index.embedders import LocalEmbedder
from rag.settings import Settings

_MEGABYTES = 30
_FIRST, _MORE = 150, 4_000
# A polite answer on a full disk comes within this time, Python's start included.
_ANSWER_SECONDS = 10.0
_SYNC_SECONDS = 600.0


def full_disk(trial: Trial) -> Findings:
    """Index a little, fill the disk with much, ask, make room, and sync again."""
    corpus = ChangingCorpus(trial.folder / "corpus", _FIRST + _MORE, trial.seed)
    corpus.grow(_FIRST)
    wrong: list[str] = []
    embedder = LocalEmbedder()
    with _small_disk(trial.folder / "disk") as disk:
        settings = Settings(corpus_dir=corpus.folder, data_dir=disk / "data")
        wrong += [f"the first sync: {line}" for line in examined(settings, corpus, embedder).wrong]
        corpus.grow(_MORE)
        filled = rag(settings, "sync", seconds=_SYNC_SECONDS)
        if filled.returncode != 1 or "Traceback" in filled.stderr or "Something went wrong" in filled.stderr:
            wrong.append(
                f"the sync that filled the disk ended with {filled.returncode}: {filled.stderr.strip()[-300:]}"
            )
        asked = rag(settings, "ask", "What was said on Monday?", seconds=_ANSWER_SECONDS)
        if asked.returncode != 0:
            wrong.append(f"on a full disk a question ended with {asked.returncode}: {asked.stderr.strip()[-300:]}")
        said = " ".join(filled.stderr.split())[-160:]
        _moved(settings.data_dir, trial.folder / "data")
    roomy = replace(settings, data_dir=trial.folder / "data")
    wrong += [f"after there was room: {line}" for line in examined(roomy, corpus, embedder).wrong]
    return Findings(f"{_MORE:,} articles on {_MEGABYTES} MB: {said!r}", tuple(wrong))


def rag(settings: Settings, *arguments: str, seconds: float) -> subprocess.CompletedProcess[str]:
    """The command line, as a person types it, on the folders of `settings`."""
    folders = ["--corpus", str(settings.corpus_dir), "--data", str(settings.data_dir)]
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "rag", *folders, *arguments],
        capture_output=True, check=False, text=True, timeout=seconds, cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own of so many megabytes; raises OSError where this process may not mount one."""
    folder.mkdir()
    mounted = subprocess.run(  # noqa: S603 - constant words
        ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(folder)],  # noqa: S607 - of the system
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    if mounted.returncode != 0:
        raise OSError(f"no disk can be mounted here ({mounted.stderr.strip()}); run this row as root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=False)  # noqa: S603, S607 - as above


def _moved(data_dir: Path, place: Path) -> None:
    """Copy the data folder to where there is room, file by file, as after a disk was exchanged."""
    import shutil

    shutil.copytree(data_dir, place, copy_function=shutil.copy2)
    os.sync()


FULL_DISK = Promise(
    "full-disk",
    "R8",
    "A full disk ends a sync with a plain sentence; the old state answers, nothing is lost",
    full_disk,
)
