"""The child process of `rag.answerer`: answers what it is asked, until nobody asks any more."""

import gc
import logging
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from rag.answerer import Question, Ready, Replied
from rag.archive import Archive
from rag.errors import RagError
from rag.records import Answer, NoAnswer
from rag.upkeep.telling import Failed, failed, heard, teller_to_parent

if TYPE_CHECKING:
    from rag.settings import Settings

# New articles come by the minute; to see that there are none takes some milliseconds.
LOOK_SECONDS = 20.0
# In a crowd the next question comes sooner.
_QUIET_SECONDS = 0.2
_log = logging.getLogger(__name__)


def main() -> None:
    """Read the settings and then questions from the standard input; write the replies to the standard output."""
    # A service manager tells all processes to end; this one works on for its parent's last answers, and ends with it.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    teller = teller_to_parent()
    teller.take_log()
    settings: Settings = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    asked: queue.SimpleQueue[Question] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(asked,), daemon=True).start()
    try:
        with Archive.open(settings) as archive:
            archive.warm()
            # What is there now stays: the collector need not look through it again and again.
            gc.freeze()
            teller.tell(Ready())
            while True:
                question = next_of(asked, archive)
                teller.tell(Replied(question.number, reply_to(question, archive)))
    except RagError as error:
        _log.warning("%s", error)


def next_of(asked: "queue.SimpleQueue[Question]", archive: Archive) -> Question:
    """The next question; while there is none, what is new of the newest articles is read."""
    seconds = _QUIET_SECONDS
    while True:
        with suppress(queue.Empty):
            return asked.get(timeout=seconds)
        with suppress(RagError):  # what stands in the way of reading is told to whoever asks
            for _ in archive.read_newest():
                with suppress(queue.Empty):
                    return asked.get_nowait()
        seconds = LOOK_SECONDS


def reply_to(question: Question, archive: Archive) -> Answer | NoAnswer | Failed:
    """The reply of the archive, or its failure: of an unforeseen one its kind and place, but nobody's words."""
    try:
        return archive.ask(question.text, history=question.history, source=question.source, quoted=True)
    except RagError as error:
        return failed(error)
    except Exception as error:  # noqa: BLE001 - the parent raises it again
        return Failed("", f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}")


def _hear(asked: "queue.SimpleQueue[Question]") -> None:
    """Take questions at once, so that whoever asks is not held up; end the process with its parent."""
    for question in heard(sys.stdin.buffer):
        asked.put(question)
    os._exit(0)
