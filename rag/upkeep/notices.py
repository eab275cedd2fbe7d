"""Tells that something in a folder changed, as the operating system notices it."""

import logging
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# How long the system is listened to at a time; a folder that vanished or came back is seen between.
_LISTENED_MS = 250
# Changes that follow each other within a step are told together, for this long at most.
_STEP_MS = 50
_TOGETHER_MS = 200
# A folder that is missing, or that the system cannot watch, is looked at so often.
_LOOK_SECONDS = 0.5

_log = logging.getLogger(__name__)


class Notices:
    """What changes in `folder` and under it, hidden files and the folder `without` left out, until `stop` is set.

    The folder may be missing, vanish and come back.
    """

    def __init__(self, folder: Path, without: Path, stop: threading.Event) -> None:
        self._folder = folder
        self._without = without
        self._stop = stop
        self._root, self._index = folder, without
        self._watched: tuple[int, int] | None = None
        self._changes: Iterator[Any] | None = None
        self._begin()

    @property
    def heard(self) -> bool:
        """Whether the system tells of changes; where it does not, only looking helps."""
        return self._changes is not None

    def wait(self, seconds: float) -> frozenset[str] | None:
        """Wait for a change, `seconds` at most; the paths in the folder that changed, None when none did.

        "" is the folder itself: it vanished or came, and anything under it may have changed.
        """
        until = time.monotonic() + seconds
        while not self._stop.is_set():
            if _identity(self._folder) != self._watched:
                self._begin()
                return frozenset({""})
            left = until - time.monotonic()
            if left <= 0:
                return None
            if self._changes is None:
                self._stop.wait(min(left, _LOOK_SECONDS))
            elif changes := next(self._changes, None):
                return frozenset(self._within(path) for _, path in changes)
        return None

    def _begin(self) -> None:
        """Listen to the folder that is there now, from now on."""
        import watchfiles

        self._watched, self._changes = _identity(self._folder), None
        if self._watched is None:
            return
        self._root, self._index = self._folder.resolve(), self._without.resolve()
        changes = watchfiles.watch(
            self._root,
            watch_filter=self._counts,
            debounce=_TOGETHER_MS,
            step=_STEP_MS,
            stop_event=self._stop,
            rust_timeout=_LISTENED_MS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
        try:
            # Listening begins with the first step of the iterator.
            next(changes, None)
        except Exception as error:  # noqa: BLE001 - the system's limits are told by errors of many kinds
            _log.warning("the system does not tell of changes in %r (%s); it is looked at instead", self._folder, error)
            return
        self._changes = changes

    def _within(self, path: str) -> str:
        within = Path(path).relative_to(self._root).as_posix()
        return "" if within == "." else within

    def _counts(self, change: Any, path: str) -> bool:  # noqa: ANN401, ARG002 - the form of a filter
        """Whether a change may be one of articles; the index lying in the corpus is none."""
        changed = Path(path)
        if not changed.is_relative_to(self._root) or changed.is_relative_to(self._index):
            return False
        return not any(part.startswith(".") for part in changed.relative_to(self._root).parts)


def _identity(folder: Path) -> tuple[int, int] | None:
    """Which folder lies under this name now; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None
