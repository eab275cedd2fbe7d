"""Leaves a server alone for a while that has failed several times in a row."""

import threading
import time
from collections.abc import Callable

from rag.providers.troubles import ModelError, Trouble

# After so many failures in a row another attempt most likely fails too, and only makes the reader wait.
FAILURES = 5
# A server that restarts or sheds load mostly needs some tens of seconds.
REST_SECONDS = 30.0


class Breaker:
    """Counts failures in a row: after `FAILURES` of them it lets one attempt through every `REST_SECONDS`.

    Safe in several threads. `now` tells seconds that only go forward.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._failures = 0
        self._probe_from = 0.0

    def enter(self) -> None:
        """Ask before each attempt; raises ModelError while the server is left alone."""
        with self._lock:
            if self._failures < FAILURES:
                return
            if self._now() < self._probe_from:
                raise ModelError(Trouble.RESTING)
            # This one is the probe; the next may follow when it, too, had its time.
            self._probe_from = self._now() + REST_SECONDS

    def succeeded(self) -> None:
        """Tell that an attempt succeeded."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Tell that an attempt failed."""
        with self._lock:
            self._failures += 1
            self._probe_from = self._now() + REST_SECONDS
