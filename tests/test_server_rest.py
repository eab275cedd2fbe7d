import logging

import pytest

from rag.errors import ServerError
from rag.index.server_rest import REST_SECONDS, ServerRest


class Clock:
    """Seconds that go forward when told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_server_that_failed_is_left_alone_then_tried_by_one_caller(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    rest = ServerRest(clock)
    assert (rest.over(), rest.over()) == (True, True)
    with caplog.at_level(logging.WARNING), rest.noticed():
        raise ServerError("it is away")
    assert not rest.over()
    clock.now += REST_SECONDS
    assert (rest.over(), rest.over()) == (True, False)
    with rest.noticed():
        raise ServerError("it is still away")
    clock.now += REST_SECONDS
    with rest.noticed():
        pass
    assert (rest.over(), rest.over()) == (True, True)
    assert [record.getMessage() for record in caplog.records] == [
        "words answer, and vectors that were not sent yet: it is away",
        "the Chroma server serves again",
    ]


def test_any_other_failure_is_none_of_its_business() -> None:
    rest = ServerRest(Clock())
    with pytest.raises(KeyError), rest.noticed():
        raise KeyError("x")
    assert rest.over()
