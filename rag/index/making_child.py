"""The child process of `rag.index.making_beside`: makes the layers it is told to, until nobody tells it more."""

import os
import pickle
import queue
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from rag.errors import DataError
from rag.index.layer_making import Made, Making, made


def main() -> None:
    """Read the catalogue's path and then Makings, pickled, from standard input; write what became of each to output."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    # Whatever a library prints must not get between the answers.
    sys.stdout = sys.stderr
    # Pickles come only from the process that started this one.
    catalogue: Path = pickle.load(asked)  # noqa: S301
    makings: queue.SimpleQueue[Making | None] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(asked, makings), daemon=True).start()
    serve(catalogue, makings, told)


def serve(path: Path, makings: "queue.SimpleQueue[Making | None]", told: BinaryIO) -> None:
    """Answer each making by what was made, or by the DataError that prevented it, until there is None."""
    from rag.index.catalogue import Catalogue

    while (making := makings.get()) is not None:
        answer: Made | DataError
        try:
            # Its vectors are counted before they are read: no writer may take one away in between.
            with closing(Catalogue.open(path)) as catalogue, catalogue.reading():
                answer = made(making, catalogue.layers)
        except DataError as error:
            answer = DataError(str(error))
        pickle.dump(answer, told)
        told.flush()


def _hear(asked: BinaryIO, makings: "queue.SimpleQueue[Making | None]") -> None:
    """Take up what is asked; end at once with whoever asks: a layer that nobody waits for is made for nobody."""
    try:
        while True:
            makings.put(pickle.load(asked))  # noqa: S301 - as above
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)
