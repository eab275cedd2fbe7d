"""The child process of `sync_apart`: does one job and tells of it."""

import os
import pickle
import signal
import sys
import threading
import traceback
from contextlib import suppress

from rag.errors import RagError
from rag.index.embedders import embedder_for
from rag.upkeep.apart import Progressed
from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here
from rag.upkeep.telling import Failed, failed, teller_to_parent

# Questions go first: a process of this niceness gets a thirtieth of a core that somebody else wants.
_NICENESS = 15
# Whoever is told to stop and hangs in a library is ended after this time.
_GRACE_SECONDS = 4.0


def main() -> None:
    """Read a job from the standard input, do it, and write what happens to the standard output."""
    teller = teller_to_parent()
    with suppress(OSError, AttributeError):  # a system without it
        os.nice(_NICENESS)
    signal.signal(signal.SIGTERM, _stop)
    job: SyncJob = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    teller.take_log()
    try:
        stores = open_stores(job.settings)
        try:
            report = sync_here(
                job, stores, embedder_for(job.settings), lambda done, total: teller.tell(Progressed(done, total))
            )
        finally:
            close_stores(stores)
    except RagError as error:
        teller.tell(failed(error))
    except Exception:  # noqa: BLE001 - the parent raises it again
        teller.tell(Failed("", traceback.format_exc()))
    else:
        teller.tell(report)


def _stop(signum: int, frame: object) -> None:  # noqa: ARG001 - the form of a handler
    raise SystemExit(1)


def _end_with_parent() -> None:
    """Stop the work when the parent closes the standard input or dies."""
    with suppress(OSError):
        os.read(0, 1)
    signal.raise_signal(signal.SIGTERM)
    threading.Event().wait(_GRACE_SECONDS)
    os._exit(1)
