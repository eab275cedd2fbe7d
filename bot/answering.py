"""Answers one question in a chat, from the limits to the last message."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import AbstractContextManager, aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial

from bot import rendering
from bot.buttons import stop_button, under_answer, under_refusal
from bot.context import Context
from bot.growing import GROUP_SECONDS, PRIVATE_SECONDS, Growing, Manner
from bot.markup import Run, Style, foreign, one_line
from bot.messages import messages, told
from bot.replies import Replies
from bot.sending import Outgoing
from bot.store import Allowance, KeptHeadline, Outcome
from bot.texts import Texts, texts_for
from bot.wording import piece, reworded
from rag import Answer, Archive, NoAnswer, Turn

# Telegram shows "typing" for five seconds.
_TYPING_SECONDS = 4.0
# So long a question waits for the first articles of a new archive; a thousand are indexed in about that time.
_FIRST_INDEX_SECONDS = 10.0
# A small corpus is whole in this time; of a large one what is there already answers.
_WHOLE_INDEX_SECONDS = 2.0
_LOOK_SECONDS = 0.1
# Of a question that was pressed; a headline is shorter.
_HEADING_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; `alone` says that it needs nothing of the conversation before, `pressed` that nobody wrote it."""

    question: str
    alone: bool = False
    pressed: bool = False

    def headed(self) -> list[Run]:
        """What stands over the answer: a question that was pressed, for it stands nowhere else."""
        line = one_line(self.question)[:_HEADING_CHARACTERS]
        return [*foreign(f"❓ {line}", Style.ITALIC), Run("\n\n")] if self.pressed else []


async def answer(context: Context, asked: Asked) -> None:
    """Answer a question where it was asked, unless its person has asked too much; raises RagError."""
    texts = texts_for(context.language)
    if not await _is_allowed(context, texts):
        return
    turns = _turns(context, asked)
    # Kept before it is answered, so that it can be asked again if that fails.
    context.store.conversations.add(context.thread, context.update_id, Turn(asked.question, ""), context.now)
    async with _typing(context.replies):
        await until_indexed(context)
        if (await context.desk.settings()).names_a_server:
            await _grow(context, asked, turns, texts)
        else:
            await _quote(context, asked, turns, texts)


async def _quote(context: Context, asked: Asked, turns: Sequence[Turn], texts: Texts) -> None:
    """Answer with quotes, in one go."""
    with _stoppable(context) as stop:
        reply = await _explained(context, await context.desk.ask(asked.question, turns), texts)
    if stop.is_set():
        await context.replies.send(told(texts.stopped))
        context.ended(Outcome.CANCELLED)
        return
    for message in _laid_out(context, asked, reply, texts):
        await context.replies.send(message)
    _end(context, asked, reply)


async def _grow(context: Context, asked: Asked, turns: Sequence[Turn], texts: Texts) -> None:
    """Let the answer of a model grow in the chat, until it is whole or stopped."""
    is_private = context.chat is None or context.chat.type == context.chat.PRIVATE

    def laid_out(text: str, *, draft: bool = False) -> list[Run]:
        return [*asked.headed(), *rendering.growing(text, texts, draft=draft)]

    manner = Manner(
        laid_out,
        stop_button(texts),
        PRIVATE_SECONDS if is_private else GROUP_SECONDS,
        partial(laid_out, draft=True) if is_private and context.settings.drafts else None,
    )
    async with Growing(context.replies, manner) as growing:
        with _stoppable(context) as stop:
            reply = await _read(context.desk.stream(asked.question, turns), growing, stop, texts)
        if reply is None:
            await growing.stop(texts.stopped)
            context.ended(Outcome.CANCELLED)
            return
        reply = await _explained(context, reply, texts)
        await growing.finish(_laid_out(context, asked, reply, texts))
    _end(context, asked, reply)


def _stoppable(context: Context) -> AbstractContextManager[asyncio.Event]:
    """What can be stopped: the thinking and writing, not the sending of what is whole."""
    return context.stops.writing(context.thread, context.user.id if context.user else 0)


async def _read(
    stream: AsyncGenerator[str | Answer | NoAnswer, None], growing: Growing, stop: asyncio.Event, texts: Texts
) -> Answer | NoAnswer | None:
    """Let the pieces of a stream grow, and give the whole; None at once where it is stopped before."""

    async def read() -> Answer | NoAnswer | None:
        async with aclosing(stream) as pieces:
            async for one in pieces:
                if not isinstance(one, str):
                    return one
                # Before Python 3.12 wait_for forgets a cancellation that comes together with a piece.
                if stop.is_set():
                    return None
                growing.text += piece(texts, one)
        return None

    reading, stopping = asyncio.create_task(read(), name="reading"), asyncio.create_task(stop.wait(), name="stopping")
    try:
        await asyncio.wait({reading, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return reading.result() if reading.done() else None
    finally:
        # A thread may be in the midst of a piece: it is told to end, and nobody waits for it.
        reading.cancel()
        stopping.cancel()


async def _explained(context: Context, reply: Answer | NoAnswer, texts: Texts) -> Answer | NoAnswer:
    """The reply in the person's language; an archive without articles says that it has none."""
    if isinstance(reply, Answer):
        return reworded(texts, reply)
    if not reply.nearest and (await context.desk.call(Archive.count)) == 0:
        return replace(reply, reason=texts.welcome_empty if context.indexing.is_ready else texts.indexing)
    return reworded(texts, reply)


def _laid_out(context: Context, asked: Asked, reply: Answer | NoAnswer, texts: Texts) -> list[Outgoing]:
    """The messages of a reply, its buttons bound to what is kept of it."""
    kept = context.store.answers.keep(context.thread, context.update_id, asked.question, reply, context.now)
    if isinstance(reply, Answer):
        keyboard = under_answer(kept, rendering.numbers(reply))
        return messages([*asked.headed(), *rendering.answered(reply, texts)], keyboard)
    headlines = [
        KeptHeadline(number, article.id, article.title) for number, article in enumerate(reply.nearest, start=1)
    ]
    is_told = context.indexing.is_ready or reply.reason == texts.indexing
    indexing = [] if is_told else rendering.noticed(texts.indexing)
    runs = [*asked.headed(), *rendering.refused(reply, texts), *indexing]
    return messages(runs, under_refusal(kept, headlines, texts))


def _end(context: Context, asked: Asked, reply: Answer | NoAnswer) -> None:
    said = reply.text if isinstance(reply, Answer) else reply.reason
    context.store.conversations.add(context.thread, context.update_id, Turn(asked.question, said), context.now)
    context.ended(Outcome.ANSWERED if isinstance(reply, Answer) else Outcome.REFUSED)


async def _is_allowed(context: Context, texts: Texts) -> bool:
    allowance = context.allowance()
    if allowance is Allowance.FREE:
        return True
    limit = {
        Allowance.MINUTE: texts.too_many_a_minute.format(limit=context.settings.questions_per_minute),
        Allowance.DAY: texts.too_many_a_day.format(limit=context.settings.questions_per_day),
    }
    if context.user is None or context.store.limits.is_to_be_told(context.user.id, context.now):
        await context.replies.send(told(limit[allowance]))
    context.ended(Outcome.LIMITED)
    return False


def _turns(context: Context, asked: Asked) -> list[Turn]:
    """The conversation before a question, oldest first, without the same question just before it."""
    if asked.alone:
        return []
    turns = context.store.conversations.turns(context.thread, context.now, before=context.update_id)
    answered = [turn for turn in turns if turn.answer]
    while answered and answered[-1].question == asked.question:
        answered.pop()
    return answered


async def until_indexed(context: Context) -> None:
    """Wait a little for the first index to be whole, or longer for its first articles."""
    waited = 0.0
    while not context.indexing.is_ready and waited < _FIRST_INDEX_SECONDS:
        if waited >= _WHOLE_INDEX_SECONDS and (await context.desk.call(Archive.count)) > 0:
            return
        await asyncio.sleep(_LOOK_SECONDS)
        waited += _LOOK_SECONDS


@asynccontextmanager
async def _typing(replies: Replies) -> AsyncIterator[None]:
    """Show that an answer is being written, from now on and while the context lasts."""

    async def show() -> None:
        while True:
            await replies.typing()
            await asyncio.sleep(_TYPING_SECONDS)

    task = asyncio.create_task(show(), name="typing")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
