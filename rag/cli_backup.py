"""The command line's verb that keeps a copy."""

from pathlib import Path
from typing import Annotated

import typer

from rag.commands.options import call_of


def backup(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", hidden=True)],
) -> None:
    """Copy what the index cannot make again for nothing to FOLDER.

    Others may write and ask meanwhile. To restore it, name a folder that holds
    the copy as the data folder, and run: rag sync
    """
    from rag.upkeep.backup import back_up

    call = call_of(context)
    copy = back_up(call.settings(), folder)
    call.screen.tell(f"Copied to {str(copy)!r}, {copy.stat().st_size / 1e6:,.1f} MB.")
