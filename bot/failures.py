"""Meets what a handler raised: the log gets all of it under an id, the person one plain sentence."""

import html
import logging
import secrets

from telegram import Update
from telegram.error import TelegramError, TimedOut

from bot import wording
from bot.context import Context
from bot.postponed import is_away
from bot.sending import Outgoing
from bot.store import Outcome
from bot.texts import texts_for
from rag import RagError

_ID_BYTES = 4
_log = logging.getLogger(__name__)


async def failed(update: object, context: Context) -> None:
    """Tell of the error that a handler ended with, and write down that its update failed.

    A question whose answer could not reach Telegram is answered when it can.
    """
    error = context.error
    if not isinstance(update, Update) or error is None:
        _log.error("failure %s outside an update", secrets.token_hex(_ID_BYTES), exc_info=error)
        return
    if update.message is not None and is_away(error):
        # A button or an inline question would be answered to nobody by then.
        context.postponed.keep(update)
        return
    if isinstance(error, TimedOut):
        # The message may have arrived: an apology beside the answer would be worse than none.
        _log.warning("update %d: nobody knows whether the answer arrived (%s)", update.update_id, error)
        context.ended(Outcome.UNSURE)
        return
    told = _told(error, update.update_id, context)
    try:
        await _tell(update, context, told)
    except (TelegramError, RagError) as again:
        _log.warning("update %d: the failure could not be told (%s)", update.update_id, type(again).__name__)
    context.ended(Outcome.FAILED)


def _told(error: Exception, update_id: int, context: Context) -> str:
    """What the person hears: what a RagError says, or that something went wrong, with an id for the log."""
    texts = texts_for(context.language)
    if isinstance(error, RagError):
        _log.info("update %d ended with %s", update_id, type(error).__name__)
        return html.escape(wording.error(texts, error, whole=context.is_admin), quote=False)
    failure = secrets.token_hex(_ID_BYTES)
    _log.error("failure %s of update %d", failure, update_id, exc_info=error)
    return texts.failure.format(id=failure)


async def _tell(update: Update, context: Context, told: str) -> None:
    if update.message_reaction is not None:
        return
    if update.inline_query is not None:
        # Unanswered, it shows for a minute that somebody is at work.
        await context.sender.offer(update.inline_query.id, [], 0)
        return
    if update.callback_query is not None:
        await context.sender.note(update.callback_query.id)
    await context.replies.send_instead(Outgoing(told))
