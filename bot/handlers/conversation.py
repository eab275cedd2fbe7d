"""Ends a conversation, or the answer that is being written."""

from telegram import Update

from bot.context import Context
from bot.messages import told
from bot.texts import texts_for


async def begin_anew(update: Update, context: Context) -> None:
    """Forget what was said before in this thread."""
    context.store.conversations.forget(context.thread)
    await context.replies.send(told(texts_for(context.language).forgotten))


async def cancel(update: Update, context: Context) -> None:
    """Stop the answer being written here; the answer itself says that it stopped."""
    refused = _refusal(context)
    if refused:
        await context.replies.send(told(refused))
        return
    context.stops.stop(context.thread)


async def stop_button(update: Update, context: Context) -> None:
    """Stop the answer under which the button stands."""
    query = update.callback_query
    if query is None:
        return
    refused = _refusal(context)
    if not refused:
        context.stops.stop(context.thread)
    await context.sender.note(query.id, refused)


def _refusal(context: Context) -> str:
    """Why nothing is stopped, or ""."""
    texts = texts_for(context.language)
    asker = context.stops.asker(context.thread)
    if asker is None:
        return texts.nothing_to_stop
    is_theirs = context.is_admin or (context.user is not None and context.user.id == asker)
    return "" if is_theirs else texts.only_asker
