"""One writer at a time on a data folder, told by a lock that dies with its holder."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import BusyError, DataError

_LOCK = "writer.lock"
_HOLDER = "writer.txt"
# A short patience: a writer that has just finished lets go within this time.
_PATIENCE_SECONDS = 0.5


@contextmanager
def writer_lock(data_dir: Path) -> Iterator[None]:
    """Hold the right to write to `data_dir`; the operating system frees it when the process dies.

    Raises BusyError, naming the holder, within a second when another has it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(data_dir / _LOCK, timeout=_PATIENCE_SECONDS)
    try:
        lock.acquire()
        (data_dir / _HOLDER).write_text(
            f"process {os.getpid()}: {' '.join(sys.argv)[:200]}", encoding="utf-8", errors="replace"
        )
    except Timeout:
        raise BusyError(
            f"Another process is writing to {str(data_dir)!r} ({holder(data_dir)}); try again when it is done."
        ) from None
    except OSError as error:
        lock.release()
        raise DataError(
            f"The data folder {str(data_dir)!r} cannot be written ({error.strerror}); make room or give leave to "
            "write, or name another in RAG_DATA_DIR."
        ) from error
    try:
        yield
    finally:
        (data_dir / _HOLDER).unlink(missing_ok=True)
        lock.release()


def holder(data_dir: Path) -> str:
    """Who held the lock last and did not let go, in words; "nobody" when everybody did."""
    try:
        return (data_dir / _HOLDER).read_text(encoding="utf-8", errors="replace") or "unknown"
    except OSError:
        return "nobody"
