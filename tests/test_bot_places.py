import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import cast

import pytest

from bot import places
from bot.places import Places
from rag import Answerer, GoneError

CROWD = 8 + 2


class Helper:
    """Stands in for a process that answers."""

    def __init__(self, *, fails: bool = False) -> None:
        self.pid = 4711
        self.is_gone = False
        self.ended = 0
        self._fails = fails

    def wait(self) -> None:
        if self._fails:
            raise GoneError("It ended.")

    def end(self) -> None:
        self.is_gone = True
        self.ended += 1


class Hall:
    """Places, and those who hold one or wait for one."""

    def __init__(self, helpers: list[Helper], most: int = 1) -> None:
        self.waiting_to_start = list(helpers)
        self.places = Places(lambda: cast("Answerer", self._started()), most)
        self.holders: list[Answerer | None] = []
        self._stacks: list[AsyncExitStack] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def asks(self, count: int) -> None:
        self._tasks += [asyncio.create_task(self._ask()) for _ in range(count)]
        await asyncio.sleep(0)

    async def stand_by(self) -> None:
        self.places.open()
        await self.until(lambda: self.places.is_idle)

    async def answer_one(self) -> None:
        self.holders.pop(0)
        await self._stacks.pop(0).aclose()
        await asyncio.sleep(0)

    async def until(self, seen: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not seen():  # noqa: ASYNC110 - what is seen has no event
                await asyncio.sleep(0.005)

    async def leave(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        while self._stacks:
            await self.answer_one()
        self.places.close()

    async def _ask(self) -> None:
        stack = AsyncExitStack()
        holder = await stack.enter_async_context(self.places.place())
        self._stacks.append(stack)
        self.holders.append(holder)

    def _started(self) -> Helper:
        if not self.waiting_to_start:
            raise GoneError("None can be started.")
        return self.waiting_to_start.pop(0)


def run(hall: Hall, story: Callable[[Hall], Awaitable[None]]) -> None:
    async def told() -> None:
        try:
            await story(hall)
        finally:
            await hall.leave()

    asyncio.run(told())


def test_where_no_process_is_there_yet_two_are_worked_out_here_and_the_next_wait_their_turn() -> None:
    async def story(hall: Hall) -> None:
        await hall.asks(4)
        assert hall.holders == [None, None]
        await hall.answer_one()
        await hall.until(lambda: len(hall.holders) == 2)

    run(Hall([]), story)


def test_a_process_is_asked_first_then_this_one_and_then_it_gets_two_more() -> None:
    first, second = Helper(), Helper()
    beside = cast("Answerer", first)

    async def story(hall: Hall) -> None:
        await hall.stand_by()
        await hall.asks(CROWD)
        # The places here are two until one of them is given back.
        assert hall.holders == [beside, None, None, beside, beside]
        assert not hall.places.is_idle
        for _ in range(CROWD):
            await hall.until(lambda: bool(hall.holders))
            await hall.answer_one()
        assert hall.places.is_idle
        await hall.asks(CROWD)
        assert hall.holders == [beside, None, beside, beside]
        assert hall.waiting_to_start == [second]

    run(Hall([first, second]), story)
    assert (first.ended, second.ended) == (1, 0)


def test_with_no_process_allowed_none_is_started() -> None:
    async def story(hall: Hall) -> None:
        await hall.asks(CROWD)
        await asyncio.sleep(0.02)
        assert (hall.holders, len(hall.waiting_to_start)) == ([None, None], 1)

    run(Hall([Helper()], most=0), story)


@pytest.mark.parametrize(("helpers", "sentence"), [([], "None can be started."), ([Helper(fails=True)], "It ended.")])
def test_where_none_can_be_had_everything_is_worked_out_here_and_it_is_said_once(
    helpers: list[Helper], sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(hall: Hall) -> None:
        await hall.asks(CROWD)
        await hall.until(lambda: bool(caplog.records))
        for _ in range(CROWD):
            await hall.until(lambda: bool(hall.holders))
            assert hall.holders[0] is None
            await hall.answer_one()
        await hall.asks(CROWD)  # within the pause: nobody tries again

    run(Hall(helpers), story)
    assert caplog.messages == [f"{sentence} All questions are worked out in the bot's own process."]


def test_a_process_that_is_gone_gets_no_more_questions_and_its_turn_is_taken_here() -> None:
    helper = Helper()

    async def story(hall: Hall) -> None:
        await hall.stand_by()
        helper.is_gone = True
        await hall.asks(CROWD)
        assert hall.holders == [None, None]

    run(Hall([helper]), story)


def test_another_process_takes_the_place_of_one_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_PAUSE_SECONDS", 0.0)
    first, second = Helper(), Helper()

    async def story(hall: Hall) -> None:
        await hall.stand_by()
        first.is_gone = True
        await hall.stand_by()
        await hall.asks(1)
        assert hall.holders == [cast("Answerer", second)]

    run(Hall([first, second]), story)


def test_a_process_on_its_way_is_ended_with_the_bot() -> None:
    class Slow(Helper):
        def wait(self) -> None:
            while not self.is_gone:
                pass
            raise GoneError("It was ended.")

    helper = Slow()

    async def story(hall: Hall) -> None:
        await hall.asks(CROWD)
        await hall.until(lambda: not hall.waiting_to_start)
        await asyncio.sleep(0.05)
        hall.places.close()
        await hall.until(lambda: helper.is_gone)

    run(Hall([helper]), story)


def test_who_gives_up_waiting_takes_no_place() -> None:
    async def story(hall: Hall) -> None:
        await hall.asks(2)
        leaving = asyncio.create_task(hall.places.place().__aenter__())
        await asyncio.sleep(0)
        leaving.cancel()
        await hall.answer_one()
        await hall.asks(1)
        await hall.until(lambda: len(hall.holders) == 2)

    run(Hall([]), story)
