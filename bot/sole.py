"""Lets one bot at a time work with a data folder: two would answer the same updates."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rag import RagError

if TYPE_CHECKING:
    from filelock import FileLock

_LOCK = "bot.lock"
# A bot that is told to end does so within eight seconds; its successor may come before that.
PATIENCE_SECONDS = 12.0
_log = logging.getLogger(__name__)


@contextmanager
def sole_bot(data_dir: Path, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Be the only bot on `data_dir`; the operating system frees the place when the process dies.

    Raises RagError when another keeps it for longer than `patience_seconds`.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(data_dir / _LOCK, timeout=patience_seconds)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        _acquire(lock, data_dir)
    except Timeout:
        raise RagError(
            f"Another bot is running on the data folder {str(data_dir)!r}; stop it, or name another in RAG_DATA_DIR."
        ) from None
    except OSError as error:
        raise RagError(
            f"The data folder {str(data_dir)!r} cannot be written ({error.strerror}); give leave to write, or name "
            "another in RAG_DATA_DIR."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: "FileLock", data_dir: Path) -> None:
    """Take the lock at once, or say that it is waited for; raises Timeout."""
    from filelock import Timeout

    try:
        lock.acquire(timeout=0)
    except Timeout:
        _log.info("Another bot is running on %r; this one waits up to %g s for it to end.", str(data_dir), lock.timeout)
        lock.acquire()
