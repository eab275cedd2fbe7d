"""Opens what an answer cited, and takes the votes on it."""

from telegram import CallbackQuery, Update

from bot import rendering
from bot.buttons import Deed, Pressed, under_passage
from bot.context import Context
from bot.messages import messages
from bot.sending import Place
from bot.store import KeptCitation
from bot.texts import Texts, texts_for


async def passage(update: Update, context: Context) -> None:
    """Show the passage behind a number, as it was cited, and whether its article has changed since."""
    query, pressed, texts = _pressed(update, context)
    kept = context.answer_behind(pressed.key)
    citation = kept.citation(pressed.number) if kept else None
    if citation is None:
        await context.sender.note(query.id, texts.answer_forgotten, alert=True)
        return
    await context.sender.note(query.id)
    runs = rendering.passage(citation, texts, await _warning(context, citation, texts))
    keyboard = under_passage(context.store.pointers.keep(citation.article_id, context.now), texts)
    answer = query.message.message_id if query.message else 0
    for message in messages(runs, keyboard):
        await context.replies.send(message, Place(context.thread.chat_id, context.thread.topic_id, answer))


async def vote(update: Update, context: Context) -> None:
    """Keep a person's vote on an answer."""
    query, pressed, texts = _pressed(update, context)
    liked = pressed.deed is Deed.LIKE
    is_here = context.answer_behind(pressed.key) is not None
    is_kept = is_here and context.store.feedback.give(pressed.key, query.from_user.id, liked, context.now)
    await context.sender.note(query.id, texts.thanks if is_kept else texts.answer_forgotten)


async def forgotten(update: Update, context: Context) -> None:
    """Say of a button that no version of this bot knows that it is too old."""
    if update.callback_query is not None:
        texts = texts_for(context.language)
        await context.sender.note(update.callback_query.id, texts.answer_forgotten, alert=True)


async def _warning(context: Context, citation: KeptCitation, texts: Texts) -> str:
    article = await context.desk.call(lambda archive: archive.article(citation.article_id))
    if article is None:
        return texts.passage_gone
    return "" if citation.is_of(article) else texts.passage_changed


def _pressed(update: Update, context: Context) -> tuple[CallbackQuery, Pressed, Texts]:
    query = update.callback_query
    pressed = Pressed.read(query.data) if query else None
    if query is None or pressed is None:
        raise RuntimeError("a handler of buttons was given another update")
    return query, pressed, texts_for(context.language)
