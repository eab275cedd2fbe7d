"""Keeps what changes the corpus, and what people asked, to admins."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update

from bot.context import Context
from bot.messages import told
from bot.texts import texts_for

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def only_admins(handler: Handler) -> Handler:
    """`handler` for admins; others are told that it is not for them."""

    @wraps(handler)
    async def guarded(update: Update, context: Context) -> None:
        if context.is_admin:
            await handler(update, context)
            return
        refusal = texts_for(context.language).admins_only
        if update.callback_query is not None:
            await context.sender.note(update.callback_query.id, refusal, alert=True)
        else:
            await context.replies.send(told(refusal))

    return guarded
