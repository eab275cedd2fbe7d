"""The options and arguments that several commands share, and how what was typed is read."""

import os
from datetime import date
from typing import Annotated, cast

import typer

from rag.commands.call import Call


def day(written: str) -> date:
    """A day as a person types it; raises what typer shows as wrong usage."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"{written!r} is no date; write it as 2022-01-31.") from None


Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Outlet = Annotated[str | None, typer.Option(metavar="OUTLET", help="Only articles of this outlet.")]
Since = Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="Only articles of this day or later.")]
Until = Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="Only articles of this day or earlier.")]
NoSync = Annotated[bool, typer.Option("--no-sync", help="Leave the index as it is.")]


def call_of(context: typer.Context) -> Call:
    """The call that a command belongs to."""
    return cast("Call", context.obj)


def typed(given: str) -> str:
    """What was typed, with the replacement sign for bytes that are no text."""
    return os.fsencode(given).decode("utf-8", "replace")
