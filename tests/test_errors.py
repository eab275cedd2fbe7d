"""Tests of rag.errors."""

import pickle

import pytest

from rag.errors import AddressError, ArticleError, BusyError, BusyServerError, DataError, Fault, RagError, StoreError


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (RagError("x"), Fault.UNTOLD),
        (BusyError("x"), Fault.BUSY),
        (DataError("x"), Fault.DATA),
        (StoreError("x"), Fault.STORE),
        (ArticleError("x"), Fault.UNTOLD),
        (AddressError("x", Fault.HOST), Fault.HOST),
        (BusyServerError(30.0), Fault.SERVER_BUSY),
    ],
)
def test_an_error_tells_what_it_says_in_the_main(error: RagError, fault: Fault) -> None:
    assert error.fault is fault


def test_what_it_says_reaches_another_process() -> None:
    sent = pickle.dumps(AddressError("its host is not found", Fault.HOST))
    received = pickle.loads(sent)  # noqa: S301 - written a line above
    assert (str(received), received.fault) == ("its host is not found", Fault.HOST)
