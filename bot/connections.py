"""The connections to Telegram: a request waits here for a free one, not in the library's pool."""

import asyncio
from typing import Any

from telegram.request import HTTPXRequest

# A message that Telegram has not answered for after this time may have arrived, and is not sent again: be patient.
_READ_SECONDS = 20.0
_CONNECT_SECONDS = 10.0


class Connections(HTTPXRequest):
    """At most `size` requests at once.

    The library's pool looks at every connection for every request that waits in it; with fifty chats at once that cost
    more than the messages did.
    """

    __slots__ = ("_free",)

    def __init__(self, size: int) -> None:
        super().__init__(
            connection_pool_size=size,
            read_timeout=_READ_SECONDS,
            write_timeout=_READ_SECONDS,
            connect_timeout=_CONNECT_SECONDS,
            pool_timeout=_READ_SECONDS,
        )
        self._free = asyncio.Semaphore(size)

    async def do_request(self, *given: Any, **named: Any) -> tuple[int, bytes]:  # noqa: ANN401 - the library's own
        """Make a request when a connection is free."""
        async with self._free:
            return await super().do_request(*given, **named)
