"""Has files read in processes of their own, ahead of whoever writes them into the index."""

import logging
import os
import pickle
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import IO, TYPE_CHECKING

from rag.corpus.articles import SourceFile
from rag.index import children
from rag.index.embedders import LocalEmbedder
from rag.index.file_reading import FileReader, Job, ReaderHere, Reading
from rag.index.reading_child import Work
from rag.ports import Embedder

if TYPE_CHECKING:
    import subprocess

# A child is ready after about 0.7 s, in which this process reads so much itself.
_WORTH_A_CHILD = 2_000_000
# One a core, since whoever writes waits most of the time; he keeps up with about so many. Each takes 200 MB.
_MOST_CHILDREN = 4
# Each child reads so many bytes ahead, some 5 MB of readings: what is written at a time, and as much again.
_AHEAD_BYTES = 2_000_000

_log = logging.getLogger(__name__)


def reader_for(here: ReaderHere, files: Sequence[SourceFile], embedder: Embedder) -> FileReader:
    """The reader for `files`: this process for a few, children beside it for many."""
    if sum(file.size for file in files) < _WORTH_A_CHILD:
        return here
    # Only the local embedder is the same in every process; others have keys, connections and limits of their own.
    return ReaderAhead(here, type(embedder) is LocalEmbedder, min(os.cpu_count() or 1, _MOST_CHILDREN))


@dataclass(frozen=True, slots=True)
class ReaderAhead:
    """Reads as `here` would, in child processes; what a child cannot do is done here."""

    here: ReaderHere
    embeds: bool
    children: int = 1

    def read(self, jobs: Iterable[Job]) -> Generator[tuple[Job, Reading], None, None]:
        """Each job with what its file holds; the children end with the iterator."""
        work = Work(self.here.folder, self.here.max_bytes, self.embeds)
        started = [child for _ in range(self.children) if (child := _started(work)) is not None]
        try:
            if started:
                yield from self._read([_Pipes(child.stdin, child.stdout) for child in started], jobs)
            else:
                yield from self.here.read(jobs)
        finally:
            for child in started:
                children.end(child)

    def _read(self, all_pipes: "Sequence[_Pipes]", jobs: Iterable[Job]) -> Generator[tuple[Job, Reading], None, None]:
        """Deal the jobs out in turn, and take the readings in the same turn, so that their order is kept."""
        waiting: deque[tuple[Job, _Pipes]] = deque()
        ahead = 0
        dealt = zip(jobs, cycle(all_pipes), strict=False)
        more = True
        while more or waiting:
            while more and (ahead < _AHEAD_BYTES * len(all_pipes) or not waiting):
                next_one = next(dealt, None)
                more = next_one is not None
                if next_one is not None:
                    job, pipes = next_one
                    pipes.ask(job)
                    waiting.append(next_one)
                    ahead += job.file.size
            if waiting:
                job, pipes = waiting.popleft()
                ahead -= job.file.size
                yield job, pipes.answer() or self.here.reading(job)


@dataclass(slots=True)
class _Pipes:
    """Both ends of a child; once it is gone, everything is answered by None."""

    asked: IO[bytes] | None
    told: IO[bytes] | None
    gone: bool = False

    def ask(self, job: Job) -> None:
        if not self.gone and self.asked is not None:
            try:
                pickle.dump(job, self.asked, pickle.HIGHEST_PROTOCOL)
                self.asked.flush()
            except OSError:
                self._lost()

    def answer(self) -> Reading | None:
        if not self.gone and self.told is not None:
            try:
                reading: Reading | None = pickle.load(self.told)  # noqa: S301 - written by this program's own child
            except (EOFError, OSError, pickle.UnpicklingError):
                self._lost()
            else:
                return reading
        return None

    def _lost(self) -> None:
        self.gone = True
        _log.warning("the process that reads ahead ended; files are read here")


def _started(work: Work) -> "subprocess.Popen[bytes] | None":
    """A child that knows its work, or None where none can be started."""
    try:
        return children.started("rag.index.reading_child", work)
    except OSError as error:
        _log.warning("no process to read ahead could be started (%s); files are read here", error)
        return None
