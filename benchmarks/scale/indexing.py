"""Measures the making of an index: rate, memory, room on the disk."""

import os
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scale.rows import Sizes
from rag import Archive, Settings
from rag.errors import CorpusError
from rag.upkeep.syncing import close_stores, open_stores


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a size is measured: its corpus, its index, and the questions about it."""

    corpus: Path
    data: Path
    questions: Path
    articles: int

    @property
    def settings(self) -> Settings:
        """The archive's settings, with nothing of the environment."""
        return Settings(corpus_dir=self.corpus, data_dir=self.data)


def indexed(folders: Folders) -> Sizes:
    """Index the corpus anew in this process."""
    began = time.perf_counter()
    with Archive.open(folders.settings) as archive:
        report = archive.sync()
    seconds = time.perf_counter() - began
    if report.failed or report.added != folders.articles:
        raise CorpusError(f"{report.added} of {folders.articles} articles were indexed: {report.failed[:1]}")
    passages = passages_of(folders.settings)
    return Sizes(
        folders.articles,
        passages=passages,
        index_seconds=seconds,
        index_rate=passages / seconds,
        index_megabytes=peak_megabytes(),
        disk_megabytes=_room(folders.data) / 1_000_000,
    )


def passages_of(settings: Settings) -> int:
    """How many passages an index holds."""
    stores = open_stores(settings)
    try:
        return stores.catalogue.count_passages()
    finally:
        close_stores(stores)


def peak_megabytes() -> float:
    """The most memory that this process has held, and the largest of its children, until now."""
    kilobytes = 1_000_000 if sys.platform == "darwin" else 1_000
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + children) / kilobytes


def _room(folder: Path) -> int:
    """The bytes that a folder takes on the disk; a file with holes takes less than its size."""
    return sum((Path(place) / name).stat().st_blocks * 512 for place, _, names in os.walk(folder) for name in names)
