"""Has questions answered by a child process, which works while this process's threads do something else."""

import itertools
import logging
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass

from rag.errors import GoneError
from rag.records import Answer, NoAnswer, Turn
from rag.settings import Settings
from rag.upkeep.telling import Failed, Logged, heard

# Loading and opening take two seconds, and several times as long on a loaded machine.
_START_SECONDS = 60.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Question:
    """What the child is asked; it answers by the number."""

    number: int
    text: str
    history: tuple[Turn, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class Ready:
    """The child can be asked."""


@dataclass(frozen=True, slots=True)
class Replied:
    """The reply to a question, or why there is none."""

    number: int
    reply: Answer | NoAnswer | Failed


class Answerer:
    """A child process with the archive open, which answers one question after the other, with quotes alone.

    It sees what other processes index, as this one does. It ends with this process, however that ends. Safe to use
    from several threads.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._writing = threading.Lock()
        self._asked: dict[int, Future[Answer | NoAnswer]] = {}
        self._ready: Future[None] = Future()
        self._child: subprocess.Popen[bytes] | None = None
        self._is_told_to_end = False
        self.is_gone = False

    @classmethod
    def start(cls, settings: Settings) -> "Answerer":
        """Start a child, which can be asked some two seconds later; raises GoneError where none can be started."""
        answerer = cls()
        answerer._start(settings)
        return answerer

    def wait(self, seconds: float = _START_SECONDS) -> None:
        """Wait until it can be asked; raises GoneError where it ended first, or took longer and so was ended."""
        try:
            self._ready.result(seconds)
        except TimeoutError:
            self.end()
            raise GoneError(f"A process to answer questions was not ready within {seconds:g} seconds.") from None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._child.pid if self._child is not None else 0

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), source: str | None = None, seconds: float
    ) -> Answer | NoAnswer:
        """The answer, as `Archive.ask` gives it, with its errors.

        Raises GoneError when the child ended first, and TimeoutError after `seconds`: then it hangs, and is ended.
        """
        awaited: Future[Answer | NoAnswer] = Future()
        number = next(self._numbers)
        self._asked[number] = awaited
        self._write(Question(number, question, tuple(history), source))
        try:
            return awaited.result(seconds)
        except TimeoutError:
            if not self.is_gone:
                _log.error("the process that helps to answer hangs, and is ended")
            self.end()
            raise
        finally:
            self._asked.pop(number, None)

    def end(self) -> None:
        """End the child at once: it only reads. Who waits for an answer gets GoneError. Safe to call twice."""
        self._is_told_to_end = self.is_gone = True
        if self._child is not None:
            self._child.kill()

    def _start(self, settings: Settings) -> None:
        # What is imported there is what would be imported here.
        program = f"import sys; sys.path[:] = {sys.path!r}; from rag.answering_child import main; main()"
        try:
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own line
                [sys.executable, "-P", "-c", program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # What a library prints when it breaks may hold what a person asked.
                stderr=subprocess.DEVNULL,
                # A Ctrl-C in the terminal is for this process.
                start_new_session=True,
            )
        except OSError as error:
            raise GoneError(f"No process to answer questions can be started ({error.strerror}).") from error
        threading.Thread(target=self._listen, args=(self._child,), name="answers", daemon=True).start()
        self._write(settings)

    def _write(self, message: Settings | Question) -> None:
        """Tell the child something; one that is gone says so by ending what it was asked."""
        pipe = self._child.stdin if self._child is not None else None
        with self._writing, suppress(OSError, ValueError):
            if pipe is not None and not self.is_gone:
                pickle.dump(message, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
        if self.is_gone:
            self._let_go()

    def _listen(self, child: "subprocess.Popen[bytes]") -> None:
        """Hand out what the child says, until it ends."""
        for message in heard(child.stdout):
            if isinstance(message, Replied):
                self._hand_out(message)
            elif isinstance(message, Logged):
                message.log()
            elif isinstance(message, Ready):
                self._ready.set_result(None)
        self.is_gone = True
        child.kill()
        status = child.wait()
        if not self._is_told_to_end:
            how = f"by {signal.Signals(-status).name}" if status < 0 else f"with status {status}"
            _log.warning("the process that helps to answer ended %s; its questions are answered without it", how)
        self._let_go()
        for pipe in (child.stdin, child.stdout):
            with self._writing, suppress(OSError):  # what it was still to be told went with it
                if pipe is not None:
                    pipe.close()

    def _hand_out(self, replied: Replied) -> None:
        awaited = self._asked.pop(replied.number, None)
        if awaited is None:
            return
        if isinstance(replied.reply, Failed):
            awaited.set_exception(replied.reply.error("An answer"))
        else:
            awaited.set_result(replied.reply)

    def _let_go(self) -> None:
        """Tell everybody who waits that nothing comes any more."""
        gone = GoneError("The process that was to answer has ended.")
        with suppress(InvalidStateError):  # it had begun
            self._ready.set_exception(gone)
        while self._asked:
            with suppress(KeyError):
                self._asked.popitem()[1].set_exception(gone)
