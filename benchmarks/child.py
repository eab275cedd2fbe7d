"""Does a piece of work in a process of its own, so that its memory and its failures are its own."""

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


class ChildError(Exception):
    """The work failed, was killed or took too long; the message is one line."""


def in_child(work: Callable[[Given], Made], given: Given, seconds: float) -> Made:
    """`work(given)`, made by a fresh interpreter that is ended after `seconds`; raises ChildError.

    `work` must be a function of a module; what goes in and comes out is pickled.
    """
    fresh = multiprocessing.get_context("spawn")
    receiving, sending = fresh.Pipe(duplex=False)
    process = fresh.Process(target=_worked, args=(work, given, sending), daemon=True)
    process.start()
    sending.close()
    try:
        if not receiving.poll(seconds):
            raise ChildError(f"it took more than {seconds:,.0f} seconds")
        made, failure = receiving.recv()
    except EOFError:
        process.join()
        raise ChildError(f"its process ended with status {process.exitcode}") from None
    finally:
        receiving.close()
        process.kill()
        process.join()
    if failure:
        raise ChildError(failure)
    return made  # type: ignore[no-any-return]  # what came through the pipe is what `work` gave


def _worked(work: Callable[[Given], Made], given: Given, sending: Connection) -> None:
    # What libraries print is not part of any table.
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - open while the process lives
    try:
        sending.send((work(given), ""))
    except Exception as error:  # noqa: BLE001 - told to the process that asked, whatever it is
        place = traceback.extract_tb(error.__traceback__)[-1]
        said = " ".join(str(error).split())[:300]
        sending.send((None, f"{type(error).__name__}: {said} ({os.path.basename(place.filename)}:{place.lineno})"))  # noqa: PTH119
