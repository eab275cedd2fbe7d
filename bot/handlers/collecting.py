"""Lets admins add articles to the corpus and remove them."""

from collections.abc import Callable, Sequence

from telegram import InlineKeyboardMarkup, Update
from telegram.error import BadRequest, InvalidToken

from bot import library, rendering
from bot.buttons import Deed, Pressed, button
from bot.context import Context
from bot.handlers.administering import unread
from bot.handlers.questions import behind_command
from bot.markup import Run, foreign, one_line
from bot.messages import messages, told, told_of
from bot.store import Sent
from bot.texts import Texts, texts_for
from rag import Additions, Archive

# The endings that the corpus reads, as Telegram gives a document's name.
KINDS = ("txt", "md", "html", "htm", "json", "jsonl")


async def add(update: Update, context: Context) -> None:
    """Add the page behind the link that follows the command, and bring the index up to date."""
    texts = texts_for(context.language)
    what = behind_command(update.message) if update.message else ""
    # Only what is fetched: a path would be one of the bot's own machine.
    if not what.lower().startswith(("http://", "https://")):
        await context.replies.send(told(texts.add_usage))
        return
    await _add(context, lambda archive: archive.add_address(what))


async def add_document(update: Update, context: Context) -> None:
    """Add the articles of a document that was sent, and bring the index up to date."""
    texts = texts_for(context.language)
    document = update.message.document if update.message else None
    name = (document.file_name if document else None) or ""
    if document is None or name.lower().rpartition(".")[2] not in KINDS:
        await context.replies.send(told(texts.add_usage))
        return
    limit = await context.desk.call(lambda archive: archive.settings.max_article_bytes)
    if (document.file_size or 0) > limit:
        await context.replies.send(told(texts.too_large.format(limit=f"{limit:,}")))
        return
    try:
        content = await context.sender.fetch(document.file_id)
    except (BadRequest, InvalidToken):
        # Telegram gives no file above 20 MB, and forgets one; the library takes that (404) for a wrong token.
        await context.replies.send(told(texts.not_fetched))
        return
    await _add(context, lambda archive: archive.add_document(name, content))


async def remove(update: Update, context: Context) -> None:
    """Ask whether the article of the number behind the command is to be removed."""
    texts = texts_for(context.language)
    written = behind_command(update.message) if update.message else ""
    if not written.isdecimal():
        await context.replies.send(told(texts.remove_usage))
        return
    article = await context.desk.call(lambda archive: library.numbered(archive, int(written)))
    if article is None:
        await context.replies.send(told(texts.article_unknown))
        return
    key = context.store.pointers.keep(article.id, context.now)
    rows = [[button(texts.remove_yes, Pressed(Deed.REMOVE, key)), button(texts.keep_it, Pressed(Deed.KEEP))]]
    asked = texts.remove_confirm.format(title=rendering.headline(article.title or article.id, texts, 200))
    await context.replies.send(told_of(asked, InlineKeyboardMarkup(rows)))


async def remove_for_good(update: Update, context: Context) -> None:
    """Remove the article whose removal was confirmed, or leave it, as the button says."""
    query = update.callback_query
    pressed = Pressed.read(query.data) if query else None
    if query is None or pressed is None:
        return
    texts = texts_for(context.language)
    said = texts.kept
    if pressed.deed is Deed.REMOVE:
        article_id = context.store.pointers.find(pressed.key) or ""
        if await context.desk.call(lambda archive: archive.article(article_id)) is None:
            # A second press, or another admin was first.
            await context.sender.note(query.id, texts.article_unknown, alert=True)
            return
        await context.sender.note(query.id)
        removal = await context.desk.call(lambda archive: archive.remove(article_id))
        await context.indexing.sync()
        said = texts.removed.format(title=one_line(removal.title or removal.id))
    else:
        await context.sender.note(query.id)
    sent = Sent(context.thread.chat_id, query.message.message_id if query.message else 0)
    await context.replies.edit(sent, told_of(said))


async def _add(context: Context, save: Callable[[Archive], Additions]) -> None:
    texts = texts_for(context.language)
    sent = await context.replies.send(told(texts.adding))
    additions = await context.desk.call(save)
    if additions.saved:
        await context.indexing.sync(only=[article.id for article in additions.saved])
    titles = await context.desk.call(lambda archive: _titles(archive, [one.of for one in additions.duplicates]))
    first, *rest = messages(confirmed(additions, titles, texts)) or [told(texts.nothing_new)]
    await (context.replies.edit(sent, first) if sent else context.replies.send(first))
    for message in rest:
        await context.replies.send(message)


def _titles(archive: Archive, ids: Sequence[str]) -> list[str]:
    """The titles of articles; the id of one that has none, or is gone."""
    found = [archive.article(id_) for id_ in ids]
    return [article.title if article and article.title else id_ for article, id_ in zip(found, ids, strict=True)]


def confirmed(additions: Additions, duplicates: Sequence[str], texts: Texts) -> list[Run]:
    """What became of what was to be added; `duplicates` are the titles of what is there already."""
    lines = [
        *(texts.added.format(title=one_line(article.title or article.id)) for article in additions.saved),
        *(texts.duplicate.format(title=one_line(title)) for title in duplicates),
    ]
    runs = foreign("\n".join(lines))
    return [*runs, *unread(additions.failed, texts)] if additions.failed else runs
