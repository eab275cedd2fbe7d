"""The command line's verbs that change the corpus."""

from typing import Annotated

import typer

from rag.archive import Archive
from rag.commands.options import Every, Json, NoSync, call_of, typed


def add(
    context: typer.Context,
    what: Annotated[list[str], typer.Argument(metavar="WHAT...", hidden=True)],
    *,
    every: Every = None,
    no_sync: NoSync = False,
    as_json: Json = False,
) -> None:
    """Save articles into the corpus: pages, feeds, files.

    WHAT is the address of a page or of a news feed (RSS, Atom), a file, or a
    folder. Each article becomes a Markdown file named by its day and title; then
    the index is brought in step. Of a feed, only what was not seen before is
    fetched. Exit status 1 when nothing was saved and something failed.
    """
    from rag.commands import layout
    from rag.commands.additions import added, added_again

    if every is not None and as_json:
        raise typer.BadParameter("prints one document, and --every never ends.", ctx=context, param_hint="--json")
    call = call_of(context)
    with Archive.open(call.settings()) as archive:
        if every is not None:
            added_again(call, archive, what, every, sync=not no_sync)
        additions = added(call, archive, what, sync=not no_sync)
    if as_json:
        call.screen.document(additions)
    else:
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
