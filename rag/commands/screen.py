"""Writes what the command line has to say: results to one stream, the rest to the other."""

import contextlib
import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from rag.errors import DataError

if TYPE_CHECKING:
    from rich.console import Console

    from rag.commands.layout import Block

# Work shorter than this is over before a bar could be read.
_PATIENCE_SECONDS = 0.5


class ReaderGoneError(Exception):
    """Nobody reads the output any more (`rag list | head`)."""


class Screen:
    """The two streams of one call. Results are laid out for a terminal, or are plain text where there is none."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = out
        self._err = err

    def show(self, blocks: "Sequence[Block]") -> None:
        """Write paragraphs to the standard output; raises ReaderGoneError."""
        from rag.commands.layout import lines, plain

        if not self._out.isatty():
            self._write(plain(blocks))
            return
        console = _console(self._out)
        with console.capture() as captured:
            for line in lines(blocks, console):
                console.print(line, soft_wrap=True, highlight=False)
        self._write(captured.get())

    def document(self, value: object) -> None:
        """Write one JSON document to the standard output; raises ReaderGoneError."""
        from rag.commands.json_form import document

        is_unicode = (self._out.encoding or "").lower().replace("-", "").startswith("utf")
        self._write(document(value, ascii_only=not is_unicode) + "\n")

    def tell(self, sentence: str) -> None:
        """Write a sentence about the work itself, to the standard error."""
        from rag.commands.layout import safe

        self.prompt(f"{safe(sentence)}\n")

    def prompt(self, text: str) -> None:
        """Write `text` to the standard error, as it is."""
        try:
            self._err.write(_writable(text, self._err))
            self._err.flush()
        except (BrokenPipeError, ValueError):  # nobody listens, or the stream is closed
            return

    @contextmanager
    def progress(self, label: str) -> Iterator[Callable[[int, int], None]]:
        """Show a bar on the standard error while work lasts, only on a terminal; gives what tells it (done, total)."""
        if not self._err.isatty():
            yield lambda done, total: None  # noqa: ARG005 - nobody to tell
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Progress(*columns, console=_console(self._err), transient=True)
        task = bar.add_task(label, total=None)
        began = time.monotonic()

        def told(done: int, total: int) -> None:
            if time.monotonic() - began > _PATIENCE_SECONDS:
                bar.start()
                bar.update(task, completed=done, total=total)

        try:
            yield told
        finally:
            bar.stop()

    def _write(self, text: str) -> None:
        try:
            self._out.write(_writable(text, self._out))
            self._out.flush()
        except BrokenPipeError as error:
            _silence(self._out)
            raise ReaderGoneError from error
        except OSError as error:
            _silence(self._out)
            raise DataError(f"The output cannot be written ({error.strerror}); see where it goes.") from error


def _silence(stream: TextIO) -> None:
    """Let what is still in a broken `stream` go nowhere, so that the interpreter's last flush does not complain."""
    with contextlib.suppress(OSError, ValueError):  # a stream of no file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def standard_screen() -> Screen:
    """The screen of this process."""
    # A stream that the caller closed is None.
    return Screen(sys.stdout or io.StringIO(), sys.stderr or io.StringIO())


def _console(stream: TextIO) -> "Console":
    from rich.console import Console

    # Markup and emoji codes are off everywhere: what is printed is data.
    return Console(file=stream, force_terminal=True, markup=False, emoji=False, highlight=False)


def _writable(text: str, stream: TextIO) -> str:
    """`text` with question marks for what the stream's encoding does not have."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)
