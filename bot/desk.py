"""The one crossing between the event loop and the archive, which is synchronous."""

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from bot.places import Places
from rag import Answer, Archive, GoneError, NoAnswer, Settings, Turn

_Result = TypeVar("_Result")
_Asked = tuple[str, tuple[Turn, ...], str | None]
# Beyond the time that the archive itself allows an answer: what takes longer hangs.
_GRACE_SECONDS = 15.0
# Three questions take a tenth of a second: a process beside that has not answered in a hundred times that hangs, and
# what it was asked is answered here.
_BESIDE_SECONDS = 10.0
# A stream gives back control several times a second; until it does, it cannot be closed.
_CLOSING_SECONDS = 0.02
# New articles come by the minute; to see that there are none takes some milliseconds.
_LOOK_SECONDS = 20.0
# Reading a passage takes 1 to 2 ms: with such pauses the event loop is hardly held up, and a core half used.
_BETWEEN_PASSAGES_SECONDS = 0.002
# Somebody asks: the reading waits, and looks again after this time.
_ASKED_SECONDS = 0.5


class Desk:
    """The archive, asked from coroutines; opened in the background, and waited for by whoever comes first.

    `opening` opens it, which takes a second or more; a failure of it is raised to everybody who waits. `places` says
    where questions are worked out that no model answers, by default here.
    """

    def __init__(self, opening: Callable[[], Archive], answer_seconds: float, places: Places | None = None) -> None:
        self._opening = opening
        self.seconds = answer_seconds + _GRACE_SECONDS
        self._opened: asyncio.Task[Archive] | None = None
        self._busy = 0
        self._counting = threading.Lock()
        self._places = places or Places()
        self._asked: dict[_Asked, asyncio.Task[Answer | NoAnswer]] = {}

    def open(self) -> "asyncio.Task[Archive]":
        """Begin to open the archive, once."""
        if self._opened is None:
            self._opened = asyncio.create_task(asyncio.to_thread(self._opening), name="opening the archive")
        return self._opened

    @property
    def is_open(self) -> bool:
        """Whether the archive can be asked at once."""
        return self._opened is not None and self._opened.done() and self._opened.exception() is None

    @property
    def is_busy(self) -> bool:
        """Whether a thread is still at work in the archive."""
        return self._busy > 0

    async def settings(self) -> Settings:
        """What the archive was told; no thread is needed for that."""
        return (await asyncio.shield(self.open())).settings

    async def call(self, do: Callable[[Archive], _Result], *, seconds: float | None = None) -> _Result:
        """What `do` makes of the archive, in a thread; raises TimeoutError after `seconds`, if they are given."""
        archive = await asyncio.shield(self.open())
        return await asyncio.wait_for(asyncio.to_thread(self._counted, do, archive), seconds)

    async def ask(self, question: str, history: Sequence[Turn] = (), *, source: str | None = None) -> Answer | NoAnswer:
        """Answer a question; raises RagError, or TimeoutError where the archive hangs.

        Where several ask the same at the same time, it is worked out once.
        """
        asked = (question, tuple(history), source)
        if asked not in self._asked:
            work = asyncio.create_task(self._ask(*asked))
            self._asked[asked] = work
            work.add_done_callback(lambda done: self._answered(asked, done))
        return await asyncio.shield(self._asked[asked])

    async def make_ready(self) -> None:
        """Have ready what questions would wait for, and keep it so; raises RagError where something stands in the way.

        What a first question imports and opens, who helps to answer, and, while nobody asks, the newest articles. A
        model's answers need only the first: they take longer than all the rest.
        """
        is_quoting = not (await self.settings()).names_a_server
        if is_quoting:
            self._places.open()
        await self.call(Archive.warm)
        while is_quoting:
            await self._read_newest()
            await asyncio.sleep(_LOOK_SECONDS)

    async def _read_newest(self) -> None:
        steps = await self.call(Archive.read_newest)
        is_more = True
        while is_more:
            await asyncio.sleep(_BETWEEN_PASSAGES_SECONDS if self._places.is_idle else _ASKED_SECONDS)
            if self._places.is_idle:
                is_more = await self.call(lambda _: next(steps, None) is not None)

    async def stream(
        self, question: str, history: Sequence[Turn] = ()
    ) -> AsyncGenerator[str | Answer | NoAnswer, None]:
        """The pieces of an answer as `Archive.stream` gives them; closing it closes the connection to the model."""
        pieces = await self.call(lambda archive: archive.stream(question, history=history))
        try:
            while (piece := await self.call(lambda _: next(pieces, None), seconds=self.seconds)) is not None:
                yield piece
        finally:
            await asyncio.shield(self.call(lambda _: _close(pieces, self.seconds)))

    async def close(self) -> None:
        """Let go of the archive, unless a thread is still at work in it: then the process's end does."""
        self._places.close()
        if self.is_open and not self.is_busy:
            await self.call(Archive.close)

    async def _ask(self, question: str, history: tuple[Turn, ...], source: str | None) -> Answer | NoAnswer:
        await asyncio.shield(self.open())
        async with self._places.place() as answerer:
            if answerer is not None:
                with suppress(GoneError, TimeoutError):
                    return await asyncio.to_thread(
                        answerer.ask, question, history=history, source=source, seconds=_BESIDE_SECONDS
                    )
            return await self.call(
                lambda archive: archive.ask(question, history=history, source=source), seconds=self.seconds
            )

    def _answered(self, asked: _Asked, done: "asyncio.Task[Answer | NoAnswer]") -> None:
        del self._asked[asked]
        if not done.cancelled():
            done.exception()  # looked at, for whoever asked may have gone away

    def _counted(self, do: Callable[[Archive], _Result], archive: Archive) -> _Result:
        with self._counting:
            self._busy += 1
        try:
            return do(archive)
        finally:
            with self._counting:
                self._busy -= 1


def _close(pieces: Generator[Any, None, None], seconds: float) -> None:
    """Close a stream, whose last piece may still be in the making in another thread."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            pieces.close()
        except ValueError:  # it is running
            time.sleep(_CLOSING_SECONDS)
        else:
            return
