"""Makes the folder of a layer from the catalogue's vectors."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from rag.errors import DataError, StoreError
from rag.index.chroma_folder import build
from rag.index.layers import Layers
from rag.index.rough import RoughWriter
from rag.index.soundness import mark_of
from rag.index.sqlite_files import compact


@dataclass(frozen=True, slots=True)
class Making:
    """A layer to be made in `folder`: the vectors of `model` that answer with keys from `first` to `last`."""

    folder: Path
    model: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Made:
    """A layer that was made: it holds `held` vectors, and `mark` tells whether its files are still what they were."""

    held: int = 0
    mark: str = ""


def made(making: Making, layers: Layers) -> Made:
    """Make the folder of a layer, in place of whatever lies there; of no vectors, none is made.

    Nothing may change meanwhile of what `layers` sees. Raises DataError when the folder cannot be written; then
    nothing of it stays.
    """
    folder, span = making.folder, (making.model, making.first, making.last)
    amount = layers.count(*span)
    if not amount:
        return Made()
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        rough = RoughWriter()
        build(folder, amount, rough.passing(layers.told_rows(*span)))
        rough.write(folder)
        compact(folder / "chroma.sqlite3")
        flush(folder)
        return Made(amount, mark_of(folder))
    except (OSError, StoreError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise DataError(
            f"The vectors cannot be written to {str(folder.parent)!r} ({error}); make room on its disk and see that it "
            "can be written. What is indexed answers meanwhile."
        ) from error


def flush(folder: Path) -> None:
    """Have the disk take everything before the catalogue names the folder: a loss of power shall not tear it."""
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
