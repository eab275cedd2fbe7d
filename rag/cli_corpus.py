"""The command line's verbs that change the corpus."""

from typing import Annotated

import typer

from rag.archive import Archive
from rag.commands.options import Json, NoSync, call_of, typed
from rag.records import Additions


def add(
    context: typer.Context,
    what: Annotated[list[str], typer.Argument(metavar="WHAT...", hidden=True)],
    *,
    no_sync: NoSync = False,
    as_json: Json = False,
) -> None:
    """Save articles into the corpus: files, folders.

    Each article becomes a Markdown file named by its day and title; then the index
    is brought in step. Exit status 1 when nothing was saved and something failed.
    """
    call = call_of(context)
    with Archive.open(call.settings()) as archive:
        with call.screen.progress("Adding") as progress:
            parts = []
            for done, one in enumerate(what, start=1):
                parts.append(archive.add(one))
                progress(done, len(what))
        additions = Additions.of(parts)
        if not no_sync and additions.saved:
            call.warn_of_unread(call.synced(archive))
    if as_json:
        call.screen.document(additions)
    else:
        from rag.commands import layout

        call.screen.show(layout.added(additions))
    if additions.failed and not (additions.saved or additions.duplicates):
        raise typer.Exit(1)


def remove(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", hidden=True)],
    *,
    no_sync: NoSync = False,
    as_json: Json = False,
) -> None:
    """Delete articles from the corpus, by their ids.

    They are the ids that list and ask print. An article of a file of many is
    taken out of it. Then the index is brought in
    step.
    """
    call = call_of(context)
    removed = []
    with Archive.open(call.settings()) as archive:
        try:
            for one in ids:
                removed.append(archive.remove(typed(one)))  # noqa: PERF401 - those before a failure are removed
        finally:
            if removed and not no_sync:
                call.warn_of_unread(call.synced(archive))
    if as_json:
        call.screen.document(removed)
        return
    from rag.commands import layout

    call.screen.show(layout.removed(removed))
