"""The options and arguments that several commands share, and how what was typed is read."""

import os
import re
from datetime import date
from typing import Annotated, cast

import typer

from rag.commands.call import Call

_STRETCH = re.compile(r"(?P<number>\d{1,6}) *(?P<unit>[smhd])", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
# Feeds change a few times an hour at most.
_SHORTEST_SECONDS = 60


def day(written: str) -> date:
    """A day as a person types it; raises what typer shows as wrong usage."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"{written!r} is no date; write it as 2022-01-31.") from None


def seconds(written: str) -> int:
    """A stretch of time such as 90s, 30m or 2h, in seconds; raises what typer shows as wrong usage."""
    match = _STRETCH.fullmatch(written.strip())
    if match is None:
        raise typer.BadParameter(f"{written!r} is no stretch of time; write it as 30m or 2h.")
    stretch = int(match["number"]) * _SECONDS[match["unit"].lower()]
    if stretch < _SHORTEST_SECONDS:
        raise typer.BadParameter(f"{written!r} is too often to be polite; give at least {_SHORTEST_SECONDS}s.")
    return stretch


Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Outlet = Annotated[str | None, typer.Option(metavar="OUTLET", help="Only articles of this outlet.")]
Since = Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="Only articles of this day or later.")]
Until = Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="Only articles of this day or earlier.")]
Every = Annotated[int | None, typer.Option(parser=seconds, metavar="TIME", help="Do it again and again: 30m, 2h, 1d.")]
NoSync = Annotated[bool, typer.Option("--no-sync", help="Leave the index as it is.")]


def call_of(context: typer.Context) -> Call:
    """The call that a command belongs to."""
    return cast("Call", context.obj)


def typed(given: str) -> str:
    """What was typed, with the replacement sign for bytes that are no text."""
    return os.fsencode(given).decode("utf-8", "replace")
