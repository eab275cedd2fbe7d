"""Says what the bot is, how to ask, and how its archive stands."""

from telegram import Update

from bot.answering import until_indexed
from bot.buttons import questions
from bot.context import Context
from bot.markup import Run, foreign, one_line
from bot.messages import messages, told
from bot.texts import Texts, texts_for
from rag import Archive, Status


async def start(update: Update, context: Context) -> None:
    """Show in one screen what this is, with questions to try."""
    texts = texts_for(context.language)
    await until_indexed(context)
    status = await context.desk.call(Archive.status)
    asked = await context.examples.of(context.desk) if status.articles else ()
    keyboard = questions([(question, context.store.pointers.keep(question, context.now)) for question in asked])
    closing = [f"\n\n{texts.welcome_try}"] if asked else []
    indexing = [] if context.indexing.is_ready else [f"\n\n{texts.indexing}"]
    holdings = [f"\n\n{_holdings(status, texts)}"] if status.articles or not indexing else []
    text = "".join([texts.welcome, *holdings, *indexing, *closing])
    await context.replies.send(told(text, keyboard))


async def help_(update: Update, context: Context) -> None:
    """Tell how to ask, and to admins what they may do."""
    texts = texts_for(context.language)
    admin = f"\n\n{texts.help_admin}" if context.is_admin else ""
    await context.replies.send(told(texts.help + admin))


async def status(update: Update, context: Context) -> None:
    """Tell what is indexed, and what answers."""
    texts = texts_for(context.language)
    now = await context.desk.call(Archive.status)
    newest = now.newest.isoformat() if now.newest else texts.no_date
    synced = now.synced.strftime("%Y-%m-%d %H:%M UTC") if now.synced else texts.status_never
    mode = texts.status_quotes if now.mode == "quotes" else texts.status_model.format(model=one_line(now.mode))
    lines = [
        texts.status_articles.format(articles=now.articles),
        texts.status_newest.format(newest=newest),
        texts.status_synced.format(synced=synced),
        texts.status_mode.format(mode=mode),
        *([texts.indexing] if context.indexing.is_running else []),
    ]
    for message in messages([*foreign("\n".join(lines)), Run("")]):
        await context.replies.send(message)


def _holdings(status: Status, texts: Texts) -> str:
    if not status.articles:
        return texts.welcome_empty
    if status.newest is None:
        return texts.status_articles.format(articles=status.articles)
    return texts.welcome_articles.format(articles=status.articles, newest=status.newest.isoformat())
