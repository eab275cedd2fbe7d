"""Waiting for what comes slowly."""

import threading
import time
from collections.abc import Generator

import pytest

from rag.providers.patience import Line, in_time
from rag.providers.troubles import ModelError, Trouble


def soon() -> float:
    return time.monotonic() + 5


def test_items_come_in_their_order() -> None:
    def source(line: Line) -> Generator[int, None, None]:
        yield from range(50)

    assert [item for item in in_time(source, soon()) if item != ""] == list(range(50))


def test_what_the_source_raises_is_raised_where_it_is_waited_for() -> None:
    def source(line: Line) -> Generator[int, None, None]:
        yield 1
        raise LookupError("lost")

    items = in_time(source, soon())
    assert next(items) == 1
    with pytest.raises(LookupError, match="lost"):
        list(items)


def test_nobody_waits_beyond_the_deadline() -> None:
    def source(line: Line) -> Generator[int, None, None]:
        line.wait(10)
        yield 1

    start = time.monotonic()
    with pytest.raises(ModelError) as raised:
        list(in_time(source, start + 0.3))
    assert raised.value.trouble is Trouble.TIMEOUT
    assert time.monotonic() - start < 1


def test_nothing_is_begun_when_the_time_is_over() -> None:
    begun = threading.Event()

    def source(line: Line) -> Generator[int, None, None]:
        begun.set()
        yield 1

    with pytest.raises(ModelError):
        list(in_time(source, time.monotonic()))
    assert not begun.is_set()


def test_whoever_waits_is_given_control_several_times_a_second() -> None:
    def source(line: Line) -> Generator[int, None, None]:
        line.wait(0.5)
        yield 1

    items = list(in_time(source, soon()))
    assert items[-1] == 1
    assert items.count("") >= 2


def test_leaving_cuts_the_line_and_closes_the_source() -> None:
    cut, closed = threading.Event(), threading.Event()

    def source(line: Line) -> Generator[int, None, None]:
        line.connect(cut.set)
        try:
            yield 1
            cut.wait(5)  # as a read does that blocks
            yield 2
        finally:
            closed.set()

    items = in_time(source, soon())
    assert next(items) == 1
    items.close()  # type: ignore[attr-defined]
    assert closed.wait(1)


def test_a_line_hung_up_early_is_cut_as_soon_as_it_is_connected() -> None:
    line, cut = Line(), threading.Event()
    line.hang_up()
    line.connect(cut.set)
    assert (cut.is_set(), line.is_open) == (True, False)


def test_a_line_that_was_released_is_not_cut() -> None:
    line, cut = Line(), threading.Event()
    line.connect(cut.set)
    line.release()
    line.hang_up()
    assert not cut.is_set()
