"""Takes questions: written, mentioned, commanded, pressed."""

from telegram import Message, Update

from bot.answering import Asked, answer
from bot.buttons import Deed, Pressed
from bot.context import Context
from bot.handlers.questions import behind_command, captioned, meant_for
from bot.messages import told
from bot.texts import texts_for


async def in_private(update: Update, context: Context) -> None:
    """Answer any text of a private chat."""
    message = _message(update)
    commanded = captioned(message, context.bot.username)
    if commanded is not None:
        await _answer_or_explain(context, commanded)
        return
    await answer(context, Asked(message.text or message.caption or ""))


async def in_group(update: Update, context: Context) -> None:
    """Answer what mentions the bot or answers it; be silent otherwise."""
    message, name = _message(update), context.bot.username
    question = captioned(message, name)
    if question is None:
        question = meant_for(message, context.bot.id, name)
    if question is None:
        return
    await _answer_or_explain(context, question)


async def by_command(update: Update, context: Context) -> None:
    """Answer what stands behind /ask, or the message that it answers."""
    await _answer_or_explain(context, behind_command(_message(update)))


async def again(update: Update, context: Context) -> None:
    """Answer the last question of the conversation once more."""
    question = context.store.conversations.last_question(context.thread)
    if question is None:
        await context.replies.send(told(texts_for(context.language).nothing_to_retry))
        return
    await answer(context, Asked(question))


async def by_button(update: Update, context: Context) -> None:
    """Answer the question behind a button: a headline of a refusal, an example, an article."""
    query = update.callback_query
    pressed = Pressed.read(query.data if query else None)
    question = _behind(pressed, context) if pressed else None
    if query is None:
        return
    if question is None:
        await context.sender.note(query.id, texts_for(context.language).answer_forgotten, alert=True)
        return
    await context.sender.note(query.id)
    await answer(context, Asked(question, alone=True, pressed=True))


async def nothing_to_read(update: Update, context: Context) -> None:
    """Say that only text can be asked."""
    await context.replies.send(told(texts_for(context.language).text_only))


async def unknown_command(update: Update, context: Context) -> None:
    """Say which commands there are."""
    await context.replies.send(told(texts_for(context.language).not_understood))


async def _answer_or_explain(context: Context, question: str) -> None:
    if question:
        await answer(context, Asked(question))
    else:
        await context.replies.send(told(texts_for(context.language).ask_usage))


def _behind(pressed: Pressed, context: Context) -> str | None:
    if pressed.deed is Deed.ASK:
        return context.store.pointers.find(pressed.key)
    kept = context.answer_behind(pressed.key)
    near = next((one for one in kept.nearest if one.number == pressed.number), None) if kept else None
    return (near.title or near.article_id) if near else None


def _message(update: Update) -> Message:
    if update.message is None:
        raise RuntimeError("a handler of messages was given another update")
    return update.message
