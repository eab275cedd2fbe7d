"""The child process of `sync_apart`: does one job and tells of it."""

import logging
import os
import pickle
import signal
import sys
import threading
import traceback
from contextlib import suppress
from typing import IO

from rag import errors
from rag.errors import RagError
from rag.index.embedders import embedder_for
from rag.upkeep.apart import Failed, Logged, Message, Progressed
from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here

# Questions go first: a process of this niceness gets a thirtieth of a core that somebody else wants.
_NICENESS = 15
# Whoever is told to stop and hangs in a library is ended after this time.
_GRACE_SECONDS = 4.0


def main() -> None:
    """Read a job from the standard input, do it, and write what happens to the standard output."""
    told = _Told(_own_output())
    with suppress(OSError, AttributeError):  # a system without it
        os.nice(_NICENESS)
    signal.signal(signal.SIGTERM, _stop)
    job: SyncJob = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(told)
    try:
        stores = open_stores(job.settings)
        try:
            report = sync_here(
                job, stores, embedder_for(job.settings), lambda done, total: told.tell(Progressed(done, total))
            )
        finally:
            close_stores(stores)
    except RagError as error:
        told.tell(Failed(_known_name(type(error)), str(error)))
    except Exception:  # noqa: BLE001 - the parent raises it again
        told.tell(Failed("", traceback.format_exc()))
    else:
        told.tell(report)


class _Told(logging.Handler):
    """Writes messages to the parent, what is logged among them."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__()
        self._pipe = pipe
        self._writing = threading.Lock()

    def tell(self, message: Message) -> None:
        try:
            with self._writing:
                pickle.dump(message, self._pipe)
                self._pipe.flush()
        except OSError:
            raise SystemExit(1) from None  # nobody listens

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info:
            text += "\n" + "".join(traceback.format_exception(*record.exc_info))
        self.tell(Logged(record.name, record.levelno, text))


def _own_output() -> IO[bytes]:
    """The pipe to the parent; whatever else in this process writes to the standard output goes to its errors."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _stop(signum: int, frame: object) -> None:  # noqa: ARG001 - the form of a handler
    raise SystemExit(1)


def _end_with_parent() -> None:
    """Stop the work when the parent closes the standard input or dies."""
    with suppress(OSError):
        os.read(0, 1)
    signal.raise_signal(signal.SIGTERM)
    threading.Event().wait(_GRACE_SECONDS)
    os._exit(1)


def _known_name(kind: type[RagError]) -> str:
    """The nearest kind of failure that `rag.errors` knows by name: a provider's own ones need more than a text."""
    known: str = next(one.__name__ for one in kind.__mro__ if getattr(errors, one.__name__, None) is one)
    return known
