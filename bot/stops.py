"""Lets a person stop the answer that is being written in a chat and topic."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.store import Thread


class Stops:
    """The answers being written, one at most a chat and topic."""

    def __init__(self) -> None:
        self._writing: dict[tuple[int, int], tuple[asyncio.Event, int]] = {}

    @contextmanager
    def writing(self, thread: Thread, user_id: int) -> Iterator[asyncio.Event]:
        """While an answer to `user_id` is written: the event that is set when it is to stop."""
        key = (thread.chat_id, thread.topic_id)
        self._writing[key] = (asyncio.Event(), user_id)
        try:
            yield self._writing[key][0]
        finally:
            del self._writing[key]

    def asker(self, thread: Thread) -> int | None:
        """Who asked what is being answered there; None where nothing is."""
        written = self._writing.get((thread.chat_id, thread.topic_id))
        return written[1] if written else None

    def stop(self, thread: Thread) -> bool:
        """Stop what is written in the chat and topic of `thread`; False where nothing is."""
        written = self._writing.get((thread.chat_id, thread.topic_id))
        if written:
            written[0].set()
        return written is not None
