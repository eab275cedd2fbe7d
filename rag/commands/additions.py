"""Adds to the corpus what a call names, once or again and again."""

import time
from collections.abc import Callable, Sequence

from rag.archive import Archive
from rag.commands.call import Call
from rag.errors import RagError
from rag.records import Additions


def added(call: Call, archive: Archive, what: Sequence[str], *, sync: bool) -> Additions:
    """Save what each of `what` holds, with a bar, and have the index take it up."""
    parts = []
    for one in what:
        with call.screen.progress(f"Adding {one}") as progress:
            parts.append(archive.add(one, progress))
    additions = Additions.of(parts)
    if sync and additions.saved:
        call.warn_of_unread(call.synced(archive))
    return additions


def added_again(  # noqa: PLR0913 - what is done is given, and how often
    call: Call,
    archive: Archive,
    what: Sequence[str],
    every_seconds: float,
    *,
    sync: bool,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Do as `added` does every so many seconds, and show what came; a failure is told, and the next round follows.

    Ends when the process is stopped.
    """
    from rag.commands import layout

    while True:
        began = time.monotonic()
        try:
            additions = added(call, archive, what, sync=sync)
            if additions != Additions():
                call.screen.show(layout.added(additions))
        except RagError as error:
            call.told(error)
        wait(max(0.0, every_seconds - (time.monotonic() - began)))
