"""Leaves a Chroma server alone for a while that did not serve."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rag.errors import ServerError

# A server that did not serve is tried again after so long, by one caller; until then nobody waits for it.
REST_SECONDS = 5.0

_log = logging.getLogger(__name__)


class ServerRest:
    """Whether the server is to be asked; safe in several threads. `now` tells seconds that only go forward."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._fails = False
        self._from = 0.0

    def over(self) -> bool:
        """Whether the server serves, or the last failure is long enough ago and the caller is the one to try."""
        with self._lock:
            if self._now() < self._from:
                return False
            if self._fails:
                self._from = self._now() + REST_SECONDS
            return True

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """Ask the server inside; a ServerError is remembered, and not raised."""
        try:
            yield
        except ServerError as error:
            self.failed(error)
        else:
            self.served()

    def failed(self, error: ServerError) -> None:
        """Tell that the server did not serve; the log hears of it once."""
        with self._lock:
            if not self._fails:
                _log.warning("words answer, and vectors that were not sent yet: %s", error)
            self._fails = True
            self._from = self._now() + REST_SECONDS

    def served(self) -> None:
        """Tell that the server served."""
        with self._lock:
            if self._fails:
                _log.warning("the Chroma server serves again")
            self._fails = False
            self._from = 0.0
