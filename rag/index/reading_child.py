"""The child process of `rag.index.reading_ahead`: reads the files it is told, until nobody tells it more."""

import pickle
import queue
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rag.index.embedders import LocalEmbedder
from rag.index.file_reading import Job, ReaderHere
from rag.search.threads import one_thread


@dataclass(frozen=True, slots=True)
class Work:
    """What is read: as for `ReaderHere`; `embeds` is whether the local embedder makes the vectors on the way."""

    folder: Path
    max_bytes: int
    embeds: bool


def main() -> None:
    """Read one Work and then Jobs, pickled, from standard input; write a Reading for each to standard output."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    # Whatever a library prints must not get between the readings.
    sys.stdout = sys.stderr
    serve(asked, told)


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer what comes in by `asked` until it ends, or until nobody hears; a job that fails is answered by None."""
    # Pickles come only from the process that started this one.
    work: Work = pickle.load(asked)  # noqa: S301
    reader = ReaderHere(work.folder, work.max_bytes, LocalEmbedder() if work.embeds else None)
    jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
    # Without a bound of its own: whoever asks may be busy for a while, and asks for no more than he can keep.
    readings: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(asked, jobs), daemon=True).start()
    teller = threading.Thread(target=_tell, args=(told, readings), daemon=True)
    teller.start()
    # There is a child a core: a second thread of one would only stand in the way of the other.
    with one_thread():
        while (job := jobs.get()) is not None and teller.is_alive():
            readings.put(_answer(reader, job))
    readings.put(None)
    teller.join()


def _answer(reader: ReaderHere, job: Job) -> bytes:
    try:
        return pickle.dumps(reader.reading(job), pickle.HIGHEST_PROTOCOL)
    except Exception:  # noqa: BLE001 - whoever asked reads the file himself, and meets the failure there
        return pickle.dumps(None)


def _hear(asked: BinaryIO, jobs: "queue.SimpleQueue[Job | None]") -> None:
    """Take jobs at once, so that whoever asks never waits while he is waited for."""
    try:
        while True:
            jobs.put(pickle.load(asked))  # noqa: S301 - as above
    except (EOFError, OSError, pickle.UnpicklingError):
        jobs.put(None)


def _tell(told: BinaryIO, readings: "queue.SimpleQueue[bytes | None]") -> None:
    try:
        while (reading := readings.get()) is not None:
            told.write(reading)
            told.flush()
    except OSError:
        # Nobody hears any more; what still comes is dropped, so that nobody waits for room.
        while readings.get() is not None:
            pass
