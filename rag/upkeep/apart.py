"""Brings an index up to date in a child process, whose work this process's threads never wait for."""

import logging
import pickle
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from rag.errors import DataError
from rag.index.index_writer import Progress
from rag.records import SyncReport
from rag.upkeep.syncing import SyncJob
from rag.upkeep.telling import Failed, Logged, heard

# While the child says nothing, its caller is asked so often whether to go on.
_HEARTBEAT_SECONDS = 0.2
# A child that is told to stop ends at its next statement; within this time or not at all.
_GRACE_SECONDS = 5.0
# The end of what a child that failed wrote to its standard error, for the log.
_SHOWN_CHARACTERS = 2_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progressed:
    """The child has done so much of its work, of so much."""

    done: int
    total: int


Message = Progressed | Logged | Failed | SyncReport


def _no_beat() -> None:
    """Let the work go on."""


def sync_apart(job: SyncJob, progress: Progress, beat: Callable[[], None] = _no_beat) -> SyncReport:
    """Do `job` in a child process; it ends with this one, and when `progress` or `beat` raises.

    `beat` is called several times a second, also while there is no progress to tell. The errors are those of
    `sync_here`. Raises DataError when the child itself dies; what it had not finished, the next sync does.
    """
    with tempfile.TemporaryFile() as errors_written, _child(job, errors_written) as child:
        for message in _messages(child):
            beat()
            if isinstance(message, SyncReport):
                return message
            if isinstance(message, Failed):
                raise message.error("The sync")
            if isinstance(message, Logged):
                message.log()
            if isinstance(message, Progressed):
                progress(message.done, message.total)
        raise _died(child.wait(), errors_written)


@contextmanager
def _child(job: SyncJob, errors_written: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """A child at work, told what to do by its standard input: secrets have no place on a command line."""
    # What is imported there is what would be imported here.
    start = f"import sys; sys.path[:] = {sys.path!r}; from rag.upkeep.sync_child import main; main()"
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own line
        [sys.executable, "-P", "-c", start],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors_written,
        # A Ctrl-C in the terminal is for this process, which tells its child.
        start_new_session=True,
    )
    assert child.stdin is not None  # noqa: S101 - it was asked for
    try:
        with suppress(BrokenPipeError):  # a child that is dead already is found so by its silence
            pickle.dump(job, child.stdin)
            child.stdin.flush()
        yield child
    finally:
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Let a child end: with its standard input closed it stops where it is."""
    for pipe in (child.stdin, child.stdout):
        with suppress(OSError):
            if pipe is not None:
                pipe.close()
    try:
        child.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _messages(child: "subprocess.Popen[bytes]") -> Iterator[Message | None]:
    """What the child says until it falls silent for good; None whenever it has said nothing for a while."""
    said: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(child.stdout, said), daemon=True).start()
    while True:
        try:
            message = said.get(timeout=_HEARTBEAT_SECONDS)
        except queue.Empty:
            yield None
            continue
        if message is None:
            return
        yield message


def _listen(pipe: IO[bytes], said: "queue.SimpleQueue[Message | None]") -> None:
    # Closing the pipe from the other thread ends it too.
    for message in heard(pipe):
        said.put(message)
    said.put(None)


def _died(status: int, errors_written: IO[bytes]) -> DataError:
    errors_written.seek(0)
    written = errors_written.read().decode("utf-8", "replace")[-_SHOWN_CHARACTERS:]
    _log.error("the process of a sync ended with %d: %s", status, written)
    how = f"was ended by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"
    return DataError(
        f"The process that brought the index up to date {how}; the last whole state goes on answering. "
        "Run it again; where that does not help, run: rag doctor"
    )
