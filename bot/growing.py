"""Shows an answer that grows while it is written: by edits, or as a draft."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from telegram import InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.attempts import HeldBackError
from bot.drafts import REFRESH_SECONDS
from bot.markup import Run, Style, foreign
from bot.messages import first_message
from bot.replies import Replies
from bot.sending import Outgoing

if TYPE_CHECKING:
    from bot.store import Sent

# Telegram lets a bot edit about once a second in a private chat, and twenty times a minute in a group.
PRIVATE_SECONDS = 1.5
GROUP_SECONDS = 3.0
# An answer that takes no longer comes as one message, without a word before.
_FIRST_SECONDS = 1.0
Layout = Callable[[str], Sequence[Run]]


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer grows: every so many `seconds`, laid out by `layout`, with a `keyboard` under it.

    Where there is a `draft`, that lays it out as a draft, which has no buttons, until Telegram refuses one; it is shown
    again after `refresh_seconds`, whether or not it has grown.
    """

    layout: Layout
    keyboard: InlineKeyboardMarkup
    seconds: float
    draft: Layout | None = None
    refresh_seconds: float = REFRESH_SECONDS


class Growing:
    """A message that shows `text` as it grows, while the context lasts.

    A failure takes the unfinished message away; a cancellation leaves it, to be finished by who takes the update up
    again. A draft goes by itself.
    """

    def __init__(self, replies: Replies, manner: Manner) -> None:
        self.text = ""
        self._replies = replies
        self._manner = manner
        self._draft = manner.draft
        self._sent: Sent | None = None
        self._next = 0.0
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._grow(), name="a growing answer")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._settle()
        if isinstance(error, Exception) and self._sent is not None:
            await self._replies.remove(self._sent)

    async def finish(self, messages: Sequence[Outgoing]) -> None:
        """Put the whole in place of what grew, when the next edit may come; what one message does not hold follows."""
        await self._settle()
        if self._sent is not None:
            await asyncio.sleep(self._next - asyncio.get_running_loop().time())
        await self._replace(messages)

    async def _replace(self, messages: Sequence[Outgoing]) -> None:
        rest = list(messages)
        if self._sent is not None and rest:
            await self._replies.edit(self._sent, rest.pop(0))
        for message in rest:
            await self._replies.send(message)

    async def stop(self, sentence: str) -> None:
        """Leave what is written, with the sentence that it was stopped."""
        await self._settle()
        gap = "\n\n" if self.text.strip() else ""
        await self._replace([first_message([*foreign(self.text.strip()), Run(gap + sentence, Style.ITALIC)])])

    async def _settle(self) -> None:
        """Let an edit that is under way arrive, so that none comes after the last."""
        self._over.set()
        if self._task is not None:
            await asyncio.shield(self._task)

    async def _grow(self) -> None:
        shown: str | None = None
        wait, at = _FIRST_SECONDS, 0.0
        loop = asyncio.get_running_loop()
        while not await self._is_over(wait):
            wait = self._manner.seconds
            text = self.text
            is_fading = self._draft is not None and loop.time() - at >= self._manner.refresh_seconds
            if text == shown and not is_fading:
                continue
            try:
                await self._show(text)
            except (HeldBackError, TelegramError):
                return
            shown, at = text, loop.time()

    async def _show(self, text: str) -> None:
        if self._draft is not None:
            if await self._replies.draft(first_message(self._draft(text))):
                return
            self._draft = None
        message = first_message(self._manner.layout(text), self._manner.keyboard)
        if self._sent is None:
            self._sent = await self._replies.send(message)
        else:
            self._sent = await self._replies.edit(self._sent, message, patient=False)
        self._next = asyncio.get_running_loop().time() + self._manner.seconds

    async def _is_over(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), seconds)
        return self._over.is_set()
