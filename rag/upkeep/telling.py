"""What a child process tells its parent through a pipe: its failures and the lines of its log."""

import logging
import os
import pickle
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from rag import errors
from rag.errors import Fault, RagError


@dataclass(frozen=True, slots=True)
class Logged:
    """A line that the child would have logged."""

    logger: str
    level: int
    text: str

    def log(self) -> None:
        """Log it here."""
        logging.getLogger(self.logger).log(self.level, "%s", self.text)


@dataclass(frozen=True, slots=True)
class Failed:
    """The child's work ended with an error of `rag.errors`, by its name; an unforeseen one has no name."""

    name: str
    text: str
    fault: Fault = Fault.UNTOLD

    def error(self, work: str) -> Exception:
        """The error as it is raised here; `work` says what failed where it was unforeseen."""
        kind = getattr(errors, self.name, None)
        if isinstance(kind, type) and issubclass(kind, RagError):
            return kind(self.text, self.fault)
        return RuntimeError(f"{work} in a process of its own failed:\n{self.text}")


def failed(error: RagError) -> Failed:
    """An error to be raised by the parent: of the nearest kind that `rag.errors` knows by name.

    A provider's own kinds need more than a text.
    """
    kinds = type(error).__mro__
    return Failed(
        next(one.__name__ for one in kinds if getattr(errors, one.__name__, None) is one), str(error), error.fault
    )


class Teller(logging.Handler):
    """Writes messages to the parent, what is logged among them; ends the process when nobody listens."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__()
        self._pipe = pipe
        self._writing = threading.Lock()

    def tell(self, message: object) -> None:
        """Write one message; raises SystemExit where the parent is gone."""
        told = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        try:
            with self._writing:
                self._pipe.write(told)
                self._pipe.flush()
        except OSError:
            raise SystemExit(1) from None

    def emit(self, record: logging.LogRecord) -> None:
        """Tell a line of the log, its traceback included."""
        text = record.getMessage()
        if record.exc_info:
            text += "\n" + "".join(traceback.format_exception(*record.exc_info))
        self.tell(Logged(record.name, record.levelno, text))

    def take_log(self) -> None:
        """Tell from now on what is logged in this process, from INFO on: below that lines hold what people wrote."""
        root = logging.getLogger()
        root.setLevel(logging.INFO)
        root.addHandler(self)


def teller_to_parent() -> Teller:
    """Tell through the standard output; whatever else in this process writes to it goes to its standard error."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return Teller(pipe)


def heard(pipe: IO[bytes] | None) -> Iterator[Any]:
    """The messages that come through a pipe, until it ends or is closed; pickled by a process of this program."""
    with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
        while pipe is not None:
            yield pickle.load(pipe)  # noqa: S301 - our own child, or parent, wrote it
