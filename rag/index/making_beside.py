"""Has a layer made by a child process, while this one goes on writing."""

import logging
import pickle
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import DataError
from rag.index import children
from rag.index.layer_making import Made, Making

if TYPE_CHECKING:
    import subprocess

_log = logging.getLogger(__name__)


class MakingBeside:
    """One child process, started when there is something for it; it makes one layer at a time."""

    def __init__(self, catalogue: Path) -> None:
        self._catalogue = catalogue
        self._child: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None
        self._making: Making | None = None
        self._told: Made | DataError | None = None

    @property
    def is_there(self) -> bool:
        """Whether the child is started."""
        return self._child is not None

    @property
    def is_busy(self) -> bool:
        """Whether a layer is still in the making."""
        return self._listener is not None and self._listener.is_alive()

    def begin(self, making: Making) -> bool:
        """Have `making` made; whether a child took it up. The one before must have been taken."""
        if self._child is None:
            self._child = _started(self._catalogue)
        if self._child is None or self._child.stdin is None:
            return False
        try:
            pickle.dump(making, self._child.stdin)
            self._child.stdin.flush()
        except OSError as error:
            _log.warning("the process that makes layers ended (%s); they are made here", error)
            self.end()
            return False
        self._making, self._told = making, None
        self._listener = threading.Thread(target=self._listen, args=(self._child,), daemon=True)
        self._listener.start()
        return True

    def taken(self) -> tuple[Making, Made] | None:
        """Wait for the layer that was begun, and give it; None where there is none.

        Raises DataError when it could not be written. A child that ended without a word made none.
        """
        if self._listener is None or self._making is None:
            return None
        self._listener.join()
        making, told = self._making, self._told
        self._listener = self._making = self._told = None
        if isinstance(told, DataError):
            raise told
        if told is None:
            _log.warning("the process that makes layers ended; its layer is made here")
            self.end()
            return None
        return making, told

    def end(self) -> None:
        """Stop the child, and whatever it is at; safe to call twice."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            if self._listener is not None:
                # Nobody may close what it still reads.
                self._listener.join()
            children.end(child)
        self._listener = self._making = self._told = None

    def _listen(self, child: "subprocess.Popen[bytes]") -> None:
        with suppress(EOFError, OSError, pickle.UnpicklingError):
            if child.stdout is not None:
                self._told = pickle.load(child.stdout)  # noqa: S301 - written by this program's own child


def _started(catalogue: Path) -> "subprocess.Popen[bytes] | None":
    try:
        return children.started("rag.index.making_child", catalogue)
    except OSError as error:
        _log.warning("no process to make layers could be started (%s); they are made here", error)
        return None
