"""Tests of rag.commands.checks."""

import logging

import pytest

from rag.commands.checks import Check, TroubleError, checked, unread
from rag.errors import DataError
from rag.records import FailedFile


def raising(error: Exception) -> str:
    raise error


def test_a_check_that_finds_nothing_wrong_is_ok() -> None:
    assert checked("words", lambda: "8 entries", "Run: rag sync") == Check("words", ok=True, says="8 entries")


def test_a_trouble_brings_its_own_cure() -> None:
    found = checked("words", lambda: raising(TroubleError("gone", "Wait.")), "Run: rag sync")
    assert found == Check("words", ok=False, says="gone", cure="Wait.")


def test_a_failure_with_a_message_for_people_gets_the_cure_of_the_check() -> None:
    found = checked("words", lambda: raising(DataError("It cannot be opened.")), "Run: rag sync")
    assert found == Check("words", ok=False, says="It cannot be opened.", cure="Run: rag sync")


def test_a_failure_nobody_foresaw_is_a_failed_check_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="rag.commands.checks"):
        found = checked("words", lambda: raising(ZeroDivisionError("by 0")), "Run: rag sync")
    assert found == Check("words", ok=False, says="ZeroDivisionError: by 0", cure="Run: rag sync")
    assert caplog.messages == ["the check 'words' failed"]


def test_the_first_unread_files_are_named_with_their_reasons() -> None:
    trouble = unread([FailedFile(f"{n}.json", "it is broken") for n in range(5)])
    assert str(trouble) == ("5 not read: 0.json: it is broken; 1.json: it is broken; 2.json: it is broken; and 2 more")
    assert trouble.cure == "Mend these files, or take them out of the corpus."
