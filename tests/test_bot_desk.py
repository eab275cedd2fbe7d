import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import cast

import pytest

from bot import desk
from bot.desk import Desk
from bot.places import Places
from rag import Answer, Answerer, Archive, NoAnswer, RagError, Turn
from rag.ports import Ending
from tests.conftest import OpenArchive

NEWS = {"port.md": "# The port\n\nThe harbour of Riga opens on Monday. Its director is Anna Berzina.\n"}


def test_a_question_asked_before_the_archive_is_open_waits_for_it(open_archive: OpenArchive) -> None:
    archive = open_archive(NEWS)
    archive.sync()

    def slowly() -> Archive:
        time.sleep(0.1)
        return archive

    async def run() -> tuple[bool, Answer | NoAnswer, bool]:
        desk = Desk(slowly, 30)
        before = desk.is_open
        return before, await desk.ask("Who is the director of the harbour of Riga?"), desk.is_open

    before, reply, after = asyncio.run(run())
    assert (before, after) == (False, True)
    assert isinstance(reply, Answer)
    assert "Anna Berzina" in reply.text


def test_what_several_ask_at_the_same_time_is_worked_out_once(open_archive: OpenArchive) -> None:
    archive = open_archive(NEWS)
    archive.sync()
    asked = []

    class Counting:
        def ask(self, question: str, **more: object) -> Answer | NoAnswer:
            asked.append(question)
            return archive.ask(question)

    async def run() -> set[Answer | NoAnswer]:
        desk = Desk(lambda: cast("Archive", Counting()), 30)
        questions = ["Who is the director?", "What opens?"] * 5
        leaving = asyncio.create_task(desk.ask(questions[0]))
        await asyncio.sleep(0)
        leaving.cancel()
        return set(await asyncio.gather(*(desk.ask(question) for question in questions)))

    assert len(asyncio.run(run())) == 2
    assert sorted(asked) == ["What opens?", "Who is the director?"]


def test_an_archive_that_cannot_be_opened_is_told_to_everybody_who_asks() -> None:
    def fail() -> Archive:
        raise RagError("The data folder is gone.")

    async def run() -> None:
        desk = Desk(fail, 30)
        for _ in range(2):
            with pytest.raises(RagError, match="data folder is gone"):
                await desk.ask("Who?")
        assert not desk.is_open
        await desk.close()

    asyncio.run(run())


def test_the_loop_goes_on_while_the_archive_works(open_archive: OpenArchive) -> None:
    archive = open_archive(NEWS)
    may_end = threading.Event()

    async def run() -> bool:
        asking = asyncio.create_task(Desk(lambda: archive, 30).call(lambda _: may_end.wait(10)))
        await asyncio.sleep(0.05)
        may_end.set()
        return await asking

    assert asyncio.run(run())


def test_what_hangs_is_given_up(open_archive: OpenArchive) -> None:
    archive = open_archive(NEWS)
    at_work = threading.Event()

    async def run() -> bool:
        desk = Desk(lambda: archive, 30)
        with pytest.raises(TimeoutError):
            # Long enough that a thread has begun with it, on a machine that does much else too.
            await desk.call(lambda _: at_work.wait(30), seconds=1.0)
        busy = desk.is_busy
        at_work.set()
        return busy

    assert asyncio.run(run())


class Dripping:
    """A model that writes without end, and knows when it was stopped."""

    def __init__(self) -> None:
        self.closed = threading.Event()

    def stream(self, system: str, user: str, seconds: float) -> Iterator[str | Ending]:
        try:
            while True:
                time.sleep(0.01)
                yield ""
        finally:
            self.closed.set()


def test_leaving_a_stream_closes_the_connection_to_the_model(open_archive: OpenArchive) -> None:
    open_archive(NEWS).sync()
    model = Dripping()
    settings = open_archive().settings

    async def run(archive: Archive) -> None:
        async with aclosing(Desk(lambda: archive, 30).stream("Who is the director?", [Turn("q", "a")])) as pieces:
            async for piece in pieces:
                assert piece == ""
                break

    with Archive.open(settings, generator=model) as archive:
        asyncio.run(run(archive))
        assert model.closed.wait(1.0)


def test_a_stream_left_while_a_piece_is_in_the_making_is_closed_too(open_archive: OpenArchive) -> None:
    open_archive(NEWS).sync()
    model = Dripping()
    settings = open_archive().settings

    async def read(desk: Desk) -> None:
        async with aclosing(desk.stream("Who is the director?")) as pieces:
            async for _ in pieces:
                pass

    async def run(archive: Archive) -> None:
        desk = Desk(lambda: archive, 30)
        reading = asyncio.create_task(read(desk))
        await asyncio.sleep(0.1)
        reading.cancel()
        await asyncio.wait({reading})

    with Archive.open(settings, generator=model) as archive:
        asyncio.run(run(archive))
        assert model.closed.wait(1.0)


def test_a_whole_stream_ends_with_the_answer(open_archive: OpenArchive) -> None:
    archive = open_archive(NEWS)
    archive.sync()

    async def run() -> list[str | Answer | NoAnswer]:
        return [piece async for piece in Desk(lambda: archive, 30).stream("Who is the director of the harbour?")]

    assert isinstance(asyncio.run(run())[-1], Answer)


CROWD = [f"Who is the director of the harbour of Riga{'?' * number}" for number in range(1, 31)]


@dataclass(frozen=True, slots=True)
class Crowded:
    """A desk over an archive, with the processes that were started beside this one."""

    desk: Desk
    begun: list[Answerer]

    @classmethod
    async def made(cls, archive: Archive, caplog: pytest.LogCaptureFixture) -> "Crowded":
        """Have a process beside this one stand by."""
        begun: list[Answerer] = []

        def start() -> Answerer:
            begun.append(Answerer.start(archive.settings))
            return begun[-1]

        desk = Desk(lambda: archive, 30, Places(start, most=1))
        with caplog.at_level(logging.INFO, "bot"):
            getting_ready = asyncio.create_task(desk.make_ready())
            async with asyncio.timeout(60):
                while "helps to answer" not in caplog.text:  # noqa: ASYNC110 - a line of the log has no event
                    await asyncio.sleep(0.02)
            getting_ready.cancel()
        return cls(desk, begun)

    def signal(self, number: int) -> None:
        os.kill(self.begun[0].pid, number)


def test_two_processes_answer_a_crowd_and_one_that_is_killed_loses_and_doubles_nothing(
    open_archive: OpenArchive, caplog: pytest.LogCaptureFixture
) -> None:
    archive = open_archive(NEWS)
    archive.sync()
    right = [archive.ask(question) for question in CROWD]

    async def run() -> tuple[list[Answer | NoAnswer], list[Answer | NoAnswer]]:
        crowd = await Crowded.made(archive, caplog)
        together = await asyncio.gather(*map(crowd.desk.ask, CROWD))
        crowd.signal(signal.SIGSTOP)  # so that it holds questions when it is killed
        asking = asyncio.gather(*map(crowd.desk.ask, CROWD))
        await asyncio.sleep(0.2)
        crowd.signal(signal.SIGKILL)
        alone = await asking
        assert (len(crowd.begun), crowd.begun[0].is_gone) == (1, True)
        return together, alone

    assert asyncio.run(run()) == (right, right)


def test_a_process_that_hangs_is_given_up_and_its_questions_are_answered_here(
    open_archive: OpenArchive, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_BESIDE_SECONDS", 1.0)
    archive = open_archive(NEWS)
    archive.sync()
    right = [archive.ask(question) for question in CROWD]

    async def run() -> list[Answer | NoAnswer]:
        crowd = await Crowded.made(archive, caplog)
        crowd.signal(signal.SIGSTOP)
        replies = await asyncio.gather(*map(crowd.desk.ask, CROWD))
        assert crowd.begun[0].is_gone
        await crowd.desk.close()
        return replies

    assert asyncio.run(run()) == right
