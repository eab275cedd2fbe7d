"""Lets one bot at a time work with a data folder: two would answer the same updates."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag import RagError

_LOCK = "bot.lock"
# A bot that is told to end does so within eight seconds; its successor may come before that.
PATIENCE_SECONDS = 12.0


@contextmanager
def sole_bot(data_dir: Path, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Be the only bot on `data_dir`; the operating system frees the place when the process dies.

    Raises RagError when another keeps it for longer than `patience_seconds`.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(data_dir / _LOCK, timeout=patience_seconds)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
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
