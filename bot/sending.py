"""The one way out: every message, edit and answer to Telegram, each of its failures met with what cures it."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from telegram import Bot, InlineKeyboardMarkup, InlineQueryResult, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TelegramError

from bot import drafts
from bot.attempts import Pause, attempt, is_cut
from bot.closed_chats import takes_nothing
from bot.plain import cut, plain
from bot.store import People, Sent

# A message sent again, as it was not certain that it had arrived, begins with this.
AGAIN = "↻ "
# The topic that Telegram calls General has this number, and refuses to be named by it.
_GENERAL_TOPIC = 1
# Telegram's limit for what a pressed button tells.
_NOTE_CHARACTERS = 200
# A message is on its way for some 50 ms; whoever has waited for ten others goes on beside them.
_NARROW_SECONDS = 0.5
# After a cut connection, the next one may stand.
_CUT_PAUSE_SECONDS = 1.0
# A message is mended for one reason at a time; it has fewer than this.
_MENDS = 5
# Telegram shows it for five seconds; shown again within this time it would only be one more request.
_TYPING_SECONDS = 3.5
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, its topic (0: none) and the message that it answers (0: none)."""

    chat_id: int
    topic_id: int = 0
    reply_to: int = 0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message: HTML as Telegram knows it, within its limits, and the buttons under it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A message on its way, as it is mended."""

    place: Place
    text: str
    keyboard: InlineKeyboardMarkup | None
    mode: str | None = ParseMode.HTML


class Sender:
    """Sends, and remembers who cannot be reached."""

    def __init__(self, bot: Bot, people: People, clock: Callable[[], float], pause: Pause = asyncio.sleep) -> None:
        self._bot = bot
        self._people = people
        self._clock = clock
        self._pause = pause
        self._under_way: set[asyncio.Task[Any]] = set()
        self._passage = asyncio.Lock()
        self._typing: dict[tuple[int, int], float] = {}

    async def send(self, place: Place, message: Outgoing) -> Sent | None:
        """Send a message; None where nobody can get it (the bot is blocked, the chat is gone).

        Raises TelegramError when it did not arrive, or TimedOut when it may have.
        """
        draft = _Draft(replace(place, chat_id=self._people.moved_to(place.chat_id)), message.html, message.keyboard)
        if self._people.is_blocked(draft.place.chat_id):
            return None
        return await self._mended(draft)

    async def edit(self, sent: Sent, message: Outgoing, *, patient: bool = True) -> Sent | None:
        """Change a message; gives the one that now holds the text: a new one where the old is gone, None as `send`.

        Where Telegram holds the bot back, a call that is not `patient` raises HeldBackError at once.
        """
        sent = Sent(self._people.moved_to(sent.chat_id), sent.message_id)
        draft = _Draft(Place(sent.chat_id), message.html, message.keyboard)
        try:
            await attempt(lambda: self._edit(sent, draft), repeatable=True, patient=patient, pause=self._pause)
        except BadRequest as error:
            return await self._after_refused_edit(error, sent, draft)
        except Forbidden:
            self._block(sent.chat_id)
            return None
        except ChatMigrated as moved:
            self._people.move(sent.chat_id, moved.new_chat_id)
            return await self.send(Place(moved.new_chat_id), message)
        return sent

    async def draft(self, place: Place, draft_id: int, message: Outgoing) -> bool:
        """Show a message that is being written, for thirty seconds, in a private chat; as `drafts.shown`."""
        topic = _topic(place.topic_id)
        return self._people.is_blocked(place.chat_id) or await drafts.shown(
            lambda: self._bot.send_message_draft(place.chat_id, draft_id, message.html, topic, ParseMode.HTML),
            self._pause,
        )

    async def remove(self, sent: Sent) -> None:
        """Delete a message; what is gone already, or too old, stays as it is."""
        await self._quietly(lambda: self._bot.delete_message(sent.chat_id, sent.message_id))

    async def typing(self, place: Place) -> None:
        """Show for five seconds that an answer is being written, unless that is shown; a failure costs nothing."""
        shown, now = self._typing.get((place.chat_id, place.topic_id), -_TYPING_SECONDS), time.monotonic()
        if now - shown >= _TYPING_SECONDS and not self._people.is_blocked(place.chat_id):
            self._typing = {at: since for at, since in self._typing.items() if now - since < _TYPING_SECONDS}
            self._typing[place.chat_id, place.topic_id] = now
            await self._quietly(
                lambda: self._bot.send_chat_action(
                    place.chat_id, ChatAction.TYPING, message_thread_id=_topic(place.topic_id)
                ),
                repeatable=False,
            )

    async def note(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer the press of a button, with a note of at most 200 characters; one that is too old is left alone."""
        short = text if len(text) <= _NOTE_CHARACTERS else text[: _NOTE_CHARACTERS - 1] + "…"
        await self._quietly(lambda: self._bot.answer_callback_query(query_id, short or None, show_alert=alert))

    async def offer(self, query_id: str, results: Sequence[InlineQueryResult], seconds: int) -> None:
        """Answer an inline question; Telegram keeps the results for `seconds` for this person."""
        await self._quietly(
            lambda: self._bot.answer_inline_query(query_id, results, cache_time=seconds, is_personal=True)
        )

    async def fetch(self, file_id: str) -> bytes:
        """Download a file that was sent to the bot; Telegram gives no more than 20 MB. Raises TelegramError."""
        file = await attempt(lambda: self._bot.get_file(file_id), repeatable=True, pause=self._pause)
        return bytes(await attempt(file.download_as_bytearray, repeatable=True, pause=self._pause))

    async def to_its_end(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        """Do `work` whole: who waits for it may be cancelled, a message half sent may not."""
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    @asynccontextmanager
    async def narrow(self) -> AsyncIterator[None]:
        """Let one message be on its way at a time, as long as that holds nobody up for long.

        A process that is killed then leaves one message at most of which nobody knows whether it arrived.
        """
        held = False
        with suppress(TimeoutError):
            held = await asyncio.wait_for(self._passage.acquire(), _NARROW_SECONDS)
        try:
            yield
        finally:
            if held:
                self._passage.release()

    async def settle(self, seconds: float) -> None:
        """Wait for what is being sent, at most `seconds`."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)

    async def _mended(self, draft: _Draft) -> Sent | None:
        failure: TelegramError = TelegramError("The message could not be mended.")
        for _ in range(_MENDS):
            try:
                message = await attempt(lambda: self._send(draft), repeatable=False, pause=self._pause)  # noqa: B023 - awaited here
            except Forbidden:
                self._block(draft.place.chat_id)
                return None
            except ChatMigrated as moved:
                self._people.move(draft.place.chat_id, moved.new_chat_id)
                draft = replace(draft, place=replace(draft.place, chat_id=moved.new_chat_id))
            except BadRequest as error:
                text = str(error).lower()
                if takes_nothing(text, draft.place.chat_id):
                    return None
                if "message is too long" in text:
                    return await self._in_pieces(draft)
                draft = _mend(draft, text, error)
            except NetworkError as error:
                if not is_cut(error):
                    raise
                failure = error
                draft = replace(draft, text=AGAIN + draft.text.removeprefix(AGAIN))
                await self._pause(_CUT_PAUSE_SECONDS)
            else:
                return Sent(message.chat_id, message.message_id)
        raise failure

    async def _in_pieces(self, draft: _Draft) -> Sent | None:
        """Send as plain text, piece by piece, what is too long for one message."""
        sent = None
        pieces = cut(plain(draft.text) if draft.mode else draft.text)
        for piece in pieces:
            keyboard = draft.keyboard if piece is pieces[-1] else None
            sent = await self._mended(_Draft(draft.place, piece, keyboard, mode=None))
        return sent

    async def _after_refused_edit(self, error: BadRequest, sent: Sent, draft: _Draft) -> Sent | None:
        text = str(error).lower()
        if "message is not modified" in text:
            return sent
        if takes_nothing(text, sent.chat_id):
            return None
        if "can't parse entities" in text:
            _log.warning("Telegram could not read the markup of an edit; it went out as plain text")
            bare = _bare(draft)
            await attempt(lambda: self._edit(sent, bare), repeatable=True, pause=self._pause)
            return sent
        if any(gone in text for gone in ("message to edit not found", "can't be edited", "message_id_invalid")):
            return await self._mended(draft)
        if "message is too long" in text:
            await self.remove(sent)
            return await self._in_pieces(draft)
        raise error

    def _send(self, draft: _Draft) -> Awaitable[Message]:
        reply = draft.place.reply_to
        return self._bot.send_message(
            draft.place.chat_id,
            draft.text,
            parse_mode=draft.mode,
            message_thread_id=_topic(draft.place.topic_id),
            reply_markup=draft.keyboard,
            link_preview_options=_NO_PREVIEW,
            reply_parameters=ReplyParameters(reply, allow_sending_without_reply=True) if reply else None,
        )

    def _edit(self, sent: Sent, draft: _Draft) -> Awaitable[Message | bool]:
        return self._bot.edit_message_text(
            draft.text,
            chat_id=sent.chat_id,
            message_id=sent.message_id,
            parse_mode=draft.mode,
            reply_markup=draft.keyboard,
            link_preview_options=_NO_PREVIEW,
        )

    async def _quietly(self, call: Callable[[], Awaitable[object]], *, repeatable: bool = True) -> None:
        """Make a call whose failure nobody need hear of."""
        try:
            await attempt(call, repeatable=repeatable, patient=False, pause=self._pause)
        except Exception as error:  # noqa: BLE001 - a sign that did not arrive costs nobody his answer
            _log.debug("a sign to Telegram was lost (%s)", type(error).__name__)

    def _block(self, chat_id: int) -> None:
        _log.info("chat %d takes no messages from the bot", chat_id)
        self._people.block(chat_id, self._clock())


def _topic(topic_id: int) -> int | None:
    return topic_id if topic_id and topic_id != _GENERAL_TOPIC else None


def _bare(draft: _Draft) -> _Draft:
    return replace(draft, text=plain(draft.text), mode=None)


def _mend(draft: _Draft, text: str, error: BadRequest) -> _Draft:
    """The draft without what Telegram refused in it; raises `error` where nothing can be taken away."""
    if "can't parse entities" in text and draft.mode:
        _log.warning("Telegram could not read the markup of a message; it went out as plain text")
        return _bare(draft)
    if ("thread not found" in text or "topic_deleted" in text) and draft.place.topic_id:
        return replace(draft, place=replace(draft.place, topic_id=0))
    # "message to be replied not found", and from older servers "reply message not found"
    if "repl" in text and "not found" in text and draft.place.reply_to:
        return replace(draft, place=replace(draft.place, reply_to=0))
    raise error
