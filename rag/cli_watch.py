"""The command line's verb that goes on until it is stopped."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from rag.archive import Archive
from rag.commands.options import call_of

if TYPE_CHECKING:
    from rag.records import Duplicate


def watch(context: typer.Context) -> None:
    """Keep the index in step with the corpus folder, until Ctrl-C.

    A file that is new, changed, renamed or gone is taken up within five seconds,
    one that is still being written when it is whole. A line tells of each change.
    """
    from rag.commands import layout

    call = call_of(context)
    settings = call.settings()
    with Archive.open(settings) as archive, _stopping() as stop:
        call.screen.tell(f"Watching {str(settings.corpus_dir)!r}; Ctrl-C ends it.")
        told: set[Duplicate] = set()
        for report in archive.watch(stop):
            news = tuple(copy for copy in report.duplicates if copy not in told)
            call.screen.show(layout.synced(replace(report, duplicates=news)))
            told.update(news)


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C or SIGTERM sets; a second Ctrl-C does not wait."""
    stop = threading.Event()

    def told(signum: int, frame: object) -> None:  # noqa: ARG001 - the form of a handler
        stop.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
