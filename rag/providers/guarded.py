"""Asks a model with patience: several attempts, one deadline, and a rest when it keeps failing."""

import email.utils
import logging
import random
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Protocol

from rag.ports import Ending
from rag.providers.breaker import Breaker
from rag.providers.patience import Line, in_time
from rag.providers.troubles import ModelError, Trouble, as_model_error
from rag.writing.reply import REPLY_CHARACTERS

ATTEMPTS = 3
# The first pause; each further one is twice as long. Some chance keeps askers from coming back all at once.
_PAUSE_SECONDS = 0.5
_PAUSE_CHANCE = 0.25
# No model answers in less: an attempt that would have less time left is not made.
_LEAST_SECONDS = 1.0
# What one question or one text brings about says nothing of the server's health.
_OF_ONE_TEXT = frozenset({Trouble.EMPTY, Trouble.ENDLESS, Trouble.FILTERED, Trouble.TOO_LONG, Trouble.REFUSED})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a model, until when (of time.monotonic)."""

    system: str
    user: str
    deadline: float

    @property
    def seconds(self) -> float:
        """How much time is left, never nothing: a timeout of 0 means none to some clients."""
        return max(self.deadline - time.monotonic(), 0.01)


class Source(Protocol):
    """One attempt at having a model write."""

    def __call__(self, request: Request, line: Line) -> Iterator[str | Ending]:
        """The pieces of the text and last its Ending; raises whatever the model's client raises."""


class Guarded:
    """A generator whose every text is whole, not empty and of a bounded length, or a ModelError.

    Attempts are made again, after a pause, only until the first piece of text has come.
    """

    def __init__(self, source: Source, breaker: Breaker | None = None) -> None:
        self._source = source
        self._breaker = breaker or Breaker()

    def stream(self, system: str, user: str, seconds: float) -> Iterator[str | Ending]:
        """See `rag.ports.Generator`; raises ModelError alone."""
        request = Request(system, user, time.monotonic() + seconds)
        yield from in_time(lambda line: self._attempts(request, line), request.deadline)

    def _attempts(self, request: Request, line: Line) -> Generator[str | Ending, None, None]:
        for attempt in range(1, ATTEMPTS + 1):
            self._breaker.enter()
            begun = False
            try:
                for item in _whole(self._source(request, line)):
                    begun = begun or item != ""
                    yield item
            except Exception as error:
                failed = as_model_error(error)
                if not line.is_open and time.monotonic() < request.deadline:
                    return  # The reader has left: what broke is the line that was cut.
                self._tell(failed.trouble)
                pause = pause_after(error, attempt)
                last = attempt == ATTEMPTS or pause > request.seconds - _LEAST_SECONDS
                if begun or last or not failed.trouble.value.again:
                    raise failed from error
                _log.info("attempt %d failed (%s), the next follows in %.1f s", attempt, failed.trouble.name, pause)
                line.wait(pause)
                if not line.is_open:
                    return
            else:
                self._breaker.succeeded()
                return

    def _tell(self, trouble: Trouble) -> None:
        if trouble in _OF_ONE_TEXT:
            self._breaker.succeeded()
        else:
            self._breaker.failed()


def pause_after(error: Exception, attempt: int) -> float:
    """Seconds to wait after attempt number `attempt` failed: what the server asks for, or twice as long each time."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    asked = _asked_pause(headers.get) if headers is not None else None
    if asked is not None:
        return asked
    chance = 1 + random.uniform(-_PAUSE_CHANCE, _PAUSE_CHANCE)  # noqa: S311 - nothing secret hangs on it
    return float(_PAUSE_SECONDS * 2 ** (attempt - 1) * chance)


def _asked_pause(header: Callable[[str], str | None]) -> float | None:
    """The pause that a server's headers ask for, in seconds, or None."""
    milliseconds, written = header("retry-after-ms"), header("retry-after")
    try:
        if milliseconds:
            return max(float(milliseconds) / 1000, 0.0)
        return max(float(written), 0.0) if written else None
    except ValueError:
        moment = email.utils.parsedate_tz(written) if written else None
        return max(email.utils.mktime_tz(moment) - time.time(), 0.0) if moment else None


def _whole(items: Iterator[str | Ending]) -> Iterator[str | Ending]:
    """`items`, or a ModelError where they are no text, endless, or end without an Ending."""
    length = 0
    blank = True
    try:
        for item in items:
            if isinstance(item, Ending):
                if blank:
                    raise ModelError(Trouble.EMPTY)
                yield item
                return
            length += len(item)
            if length > REPLY_CHARACTERS:
                raise ModelError(Trouble.ENDLESS)
            blank = blank and not item.strip()
            yield item
    finally:
        # An error keeps what it passed through alive: the connection must not wait for that.
        getattr(items, "close", lambda: None)()
    raise ModelError(Trouble.BROKEN_OFF)
