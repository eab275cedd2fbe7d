"""Takes what comes slowly in a thread of its own, so that nobody waits beyond the time given."""

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from contextvars import copy_context
from dataclasses import dataclass
from typing import TypeVar

from rag.providers.troubles import ModelError, Trouble

# Whoever waits is given control so often, and may leave.
_BEAT_SECONDS = 0.2

_Item = TypeVar("_Item")


class Line:
    """What a source and the one who waits for it share: it can be hung up from either thread."""

    def __init__(self) -> None:
        self._hung_up = threading.Event()
        self._lock = threading.Lock()
        self._cut: Callable[[], None] | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits."""
        return not self._hung_up.is_set()

    def connect(self, cut: Callable[[], None]) -> None:
        """Have `cut` called when the line is hung up: it ends a read that blocks in the other thread."""
        with self._lock:
            self._cut = cut
            late = self._hung_up.is_set()
        if late:
            cut()

    def release(self) -> None:
        """Forget what was to be cut: it may serve another by now."""
        with self._lock:
            self._cut = None

    def hang_up(self) -> None:
        """Nobody waits any more."""
        with self._lock:
            self._hung_up.set()
            if self._cut is not None:
                self._cut()
                self._cut = None

    def wait(self, seconds: float) -> None:
        """Wait, or until the line is hung up."""
        self._hung_up.wait(seconds)


@dataclass(frozen=True, slots=True)
class _Raised:
    error: Exception


class _Done:
    """The source has given everything."""


def in_time(source: Callable[[Line], Generator[_Item, None, None]], deadline: float) -> Iterator[_Item | str]:
    """The items of `source`, and "" several times a second while none comes.

    Raises ModelError when `deadline` (of time.monotonic) passes first, and what the source raises. Leaving early
    hangs up the source's line.
    """
    if deadline <= time.monotonic():
        raise ModelError(Trouble.TIMEOUT)
    line = Line()
    items: queue.SimpleQueue[_Item | _Raised | _Done] = queue.SimpleQueue()

    def take() -> None:
        try:
            with closing(source(line)) as given:
                for item in given:
                    items.put(item)
                    if not line.is_open:
                        return
            items.put(_Done())
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            items.put(_Raised(error))

    threading.Thread(target=copy_context().run, args=(take,), name="model", daemon=True).start()
    try:
        yield from _given(items, deadline)
    finally:
        line.hang_up()


def _given(items: "queue.SimpleQueue[_Item | _Raised | _Done]", deadline: float) -> Iterator[_Item | str]:
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise ModelError(Trouble.TIMEOUT)
        try:
            item = items.get(timeout=min(left, _BEAT_SECONDS))
        except queue.Empty:
            yield ""
            continue
        if isinstance(item, _Done):
            return
        if isinstance(item, _Raised):
            raise item.error
        yield item
