import io
import logging
import os
import subprocess
import sys

import pytest

from rag.errors import Fault, ProviderError, QuestionError
from rag.upkeep.telling import Failed, Logged, Teller, failed, heard


class Kept(io.BytesIO):
    """A pipe that keeps what was told."""

    @property
    def messages(self) -> list[object]:
        return list(heard(io.BytesIO(self.getvalue())))


def test_messages_come_out_as_they_went_in() -> None:
    pipe = Kept()
    teller = Teller(pipe)
    for message in ("one", Failed("DataError", "no room")):
        teller.tell(message)
    assert pipe.messages == ["one", Failed("DataError", "no room")]


def test_a_message_cut_off_is_the_end() -> None:
    pipe = Kept()
    Teller(pipe).tell("whole")
    Teller(pipe).tell("half")
    assert list(heard(io.BytesIO(pipe.getvalue()[:-3]))) == ["whole"]
    assert list(heard(None)) == []


def test_what_is_logged_is_told_with_its_traceback() -> None:
    pipe = Kept()
    teller = Teller(pipe)
    error = ValueError("broken")
    for text, raised in (("%d files", None), ("%d fail", (ValueError, error, None))):
        teller.emit(logging.LogRecord("rag.somewhere", logging.WARNING, "", 1, text, (3,), raised))
    assert pipe.messages == [
        Logged("rag.somewhere", logging.WARNING, "3 files"),
        Logged("rag.somewhere", logging.WARNING, "3 fail\nValueError: broken\n"),
    ]


def test_a_line_of_the_log_is_logged_here(caplog: pytest.LogCaptureFixture) -> None:
    Logged("rag.somewhere", logging.WARNING, "100% full").log()
    assert caplog.record_tuples == [("rag.somewhere", logging.WARNING, "100% full")]


class StrangeError(ProviderError):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def test_an_error_is_told_by_the_nearest_kind_that_everybody_knows() -> None:
    raised = (QuestionError("Say more.", Fault.QUESTION_EMPTY), StrangeError("no", "model"))
    told = [failed(error) for error in raised]
    assert told == [
        Failed("QuestionError", "Say more.", Fault.QUESTION_EMPTY),
        Failed("ProviderError", "no model", Fault.PROVIDER),
    ]
    assert [(type(one.error("x")), str(one.error("x"))) for one in told] == [
        (QuestionError, "Say more."),
        (ProviderError, "no model"),
    ]
    assert [getattr(one.error("x"), "fault", None) for one in told] == [Fault.QUESTION_EMPTY, Fault.PROVIDER]


def test_an_unforeseen_error_says_what_failed() -> None:
    error = Failed("", "ValueError").error("An answer")
    assert (type(error), str(error)) == (RuntimeError, "An answer in a process of its own failed:\nValueError")


def test_what_prints_does_not_get_between_the_messages() -> None:
    program = (
        "from rag.upkeep.telling import teller_to_parent; teller = teller_to_parent(); print('noise', flush=True); "
        "teller.tell('message')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert list(heard(io.BytesIO(done.stdout))) == ["message"]
    assert done.stderr == b"noise\n"


def test_a_process_whose_parent_is_gone_ends() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as pipe, pytest.raises(SystemExit):
        Teller(pipe).tell("nobody hears")
