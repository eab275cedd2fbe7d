"""The connections to Telegram: a request takes the one that was used last, or waits here for a free one."""

import asyncio
from contextlib import suppress
from typing import Any

import httpx
from telegram.request import BaseRequest, HTTPXRequest

# A message that Telegram has not answered for after this time may have arrived, and is not sent again: be patient.
_READ_SECONDS = 20.0
_CONNECT_SECONDS = 10.0


class Connections(BaseRequest):
    """At most `size` requests at once, each over a connection of its own that is kept for the next.

    The library's pool asks the system about each of its connections, twice a request; with sixteen and fifty chats at
    once that cost a quarter of all that the bot does to send an answer.
    """

    __slots__ = ("_all", "_free", "_idle", "_trust")

    def __init__(self, size: int) -> None:
        super().__init__()
        self._free = asyncio.Semaphore(size)
        # Reading the certificates takes longer than several requests: once for all.
        self._trust = httpx.create_ssl_context()
        self._all: list[HTTPXRequest] = []
        self._idle: list[HTTPXRequest] = []

    @property
    def read_timeout(self) -> float | None:
        """Seconds that a request waits for its answer, unless it says otherwise."""
        return _READ_SECONDS

    async def initialize(self) -> None:
        """Nothing is to be made ready: a connection is made for who needs it."""

    async def shutdown(self) -> None:
        """Close all connections."""
        connections, self._all, self._idle = self._all, [], []
        for one in connections:
            await one.shutdown()

    async def do_request(self, *given: Any, **named: Any) -> tuple[int, bytes]:  # noqa: ANN401 - the library's own
        """Make a request when a connection is free."""
        async with self._free:
            connection = self._idle.pop() if self._idle else self._another()
            try:
                answered = await connection.do_request(*given, **named)
            except BaseException:
                # A request that is given up half way can hold its connection for good, and whoever took it next would
                # wait in vain.
                await self._drop(connection)
                raise
            self._idle.append(connection)
            return answered

    async def _drop(self, connection: HTTPXRequest) -> None:
        """Close a connection that is of no more use, however it stands with it."""
        with suppress(ValueError):  # all of them may have been closed meanwhile
            self._all.remove(connection)
        with suppress(Exception):
            await connection.shutdown()

    def _another(self) -> HTTPXRequest:
        connection = HTTPXRequest(
            connection_pool_size=1,
            read_timeout=_READ_SECONDS,
            write_timeout=_READ_SECONDS,
            connect_timeout=_CONNECT_SECONDS,
            pool_timeout=_READ_SECONDS,
            httpx_kwargs={"verify": self._trust},
        )
        self._all.append(connection)
        return connection
