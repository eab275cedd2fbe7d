"""Has files read in a process of its own, ahead of whoever writes them into the index."""

import logging
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from rag.corpus.articles import SourceFile
from rag.index.embedders import LocalEmbedder
from rag.index.file_reading import FileReader, Job, ReaderHere, Reading
from rag.index.reading_child import Work
from rag.ports import Embedder

# A child is ready after about 0.7 s, in which this process reads so much itself.
_WORTH_A_CHILD = 2_000_000
# The child reads so many bytes ahead, some 5 MB of readings: what is written at a time, and as much again.
_AHEAD_BYTES = 2_000_000
# The child gets this process's own path of modules, wherever it was started and whatever its main module is.
_PROGRAM = "import sys; sys.path[:] = {path!r}; from rag.index.reading_child import main; main()"
_PATIENCE_SECONDS = 5.0

_log = logging.getLogger(__name__)


def reader_for(here: ReaderHere, files: Sequence[SourceFile], embedder: Embedder) -> FileReader:
    """The reader for `files`: this process for a few, a child beside it for many."""
    if sum(file.size for file in files) < _WORTH_A_CHILD:
        return here
    # Only the local embedder is the same in every process; others have keys, connections and limits of their own.
    return ReaderAhead(here, embeds=type(embedder) is LocalEmbedder)


@dataclass(frozen=True, slots=True)
class ReaderAhead:
    """Reads as `here` would, in a child process; what the child cannot do is done here."""

    here: ReaderHere
    embeds: bool

    def read(self, jobs: Iterable[Job]) -> Generator[tuple[Job, Reading], None, None]:
        """Each job with what its file holds; the child ends with the iterator."""
        child = _started(Work(self.here.folder, self.here.max_bytes, self.embeds))
        if child is None:
            yield from self.here.read(jobs)
            return
        try:
            yield from self._read(_Pipes(child.stdin, child.stdout), jobs)
        finally:
            _end(child)

    def _read(self, pipes: "_Pipes", jobs: Iterable[Job]) -> Iterator[tuple[Job, Reading]]:
        waiting: deque[Job] = deque()
        ahead = 0
        coming = iter(jobs)
        more = True
        while more or waiting:
            while more and (ahead < _AHEAD_BYTES or not waiting):
                job = next(coming, None)
                more = job is not None
                if job is not None:
                    pipes.ask(job)
                    waiting.append(job)
                    ahead += job.file.size
            if waiting:
                job = waiting.popleft()
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
        child = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-c", _PROGRAM.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        if child.stdin is not None:
            pickle.dump(work, child.stdin)
            child.stdin.flush()
    except OSError as error:
        _log.warning("no process to read ahead could be started (%s); files are read here", error)
        return None
    return child


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    child.wait(_PATIENCE_SECONDS)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            # What it was still to be told went with it.
            with suppress(OSError):
                pipe.close()
