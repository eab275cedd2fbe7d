"""Lists the articles, and lets a person read one."""

from collections.abc import Callable

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot import library, rendering
from bot.buttons import CIRCLED, Deed, Pressed, articles, button, under_article
from bot.context import Context
from bot.handlers.questions import behind_command
from bot.library import Page
from bot.markup import Run, Style, foreign, html, one_line, shortened
from bot.messages import first_message, told, told_of
from bot.sending import Outgoing
from bot.splitting import split
from bot.store import Sent
from bot.texts import Texts, texts_for
from rag import Archive, Article

# A page of an article leaves the buttons on the screen of a telephone.
_PAGE_UNITS = 2_500
# Of what a person wrote, repeated to them.
_ECHO_CHARACTERS = 100
# Outlets offered as buttons; the largest come first.
_OUTLETS = 30


async def sources(update: Update, context: Context) -> None:
    """List the articles, newest first; behind the command may stand an outlet."""
    texts = texts_for(context.language)
    wanted = behind_command(update.message) if update.message else ""
    outlet = await context.desk.call(lambda archive: library.outlet_called(archive, wanted)) if wanted else None
    if wanted and outlet is None:
        await context.replies.send(told_of(texts.outlet_unknown.format(outlet=shortened(wanted, _ECHO_CHARACTERS))))
        return
    page = await context.desk.call(lambda archive: library.page_of(archive, outlet, 0))
    await context.replies.send(_listed(context, page, outlet, texts))


async def latest(update: Update, context: Context) -> None:
    """List the newest articles, or those about the subject behind the command."""
    texts = texts_for(context.language)
    topic = one_line(behind_command(update.message)) if update.message else ""
    if not topic:
        page = await context.desk.call(lambda archive: library.page_of(archive, None, 0))
        await context.replies.send(_listed(context, page, None, texts))
        return
    page = await context.desk.call(lambda archive: library.about(archive, topic))
    if not page.articles:
        await context.replies.send(told_of(texts.nothing_about.format(topic=shortened(topic, _ECHO_CHARACTERS))))
        return
    head = foreign(texts.latest_about.format(topic=shortened(topic, _ECHO_CHARACTERS)), Style.BOLD)
    rows = articles(page.articles, CIRCLED[: len(page.articles)], _keys(context))
    await context.replies.send(first_message([*head, *_lines(page, CIRCLED, texts)], InlineKeyboardMarkup(rows)))


async def article(update: Update, context: Context) -> None:
    """Show the article of the number behind the command."""
    texts = texts_for(context.language)
    written = behind_command(update.message) if update.message else ""
    if not written.isdecimal():
        await context.replies.send(told(texts.article_usage))
        return
    found = await context.desk.call(lambda archive: library.numbered(archive, int(written)))
    await context.replies.send(_read(context, found, 0, texts) if found else told(texts.article_unknown))


async def turn_page(update: Update, context: Context) -> None:
    """Do what a button under a list or an article says: another page, another outlet, another article."""
    query = update.callback_query
    pressed = Pressed.read(query.data) if query else None
    if query is None or pressed is None:
        return
    texts = texts_for(context.language)
    shown = await _pressed(context, pressed, texts)
    if shown is None:
        await context.sender.note(query.id, texts.article_unknown, alert=True)
        return
    await context.sender.note(query.id)
    if _is_in_place(query, pressed):
        message_id = query.message.message_id if query.message else 0
        await context.replies.edit(Sent(context.thread.chat_id, message_id), shown)
    else:
        await context.replies.send(shown)


async def _pressed(context: Context, pressed: Pressed, texts: Texts) -> Outgoing | None:
    """What a button shows; None where it points at nothing any more."""
    if pressed.deed is Deed.OUTLETS:
        return _outlets(context, await context.desk.call(Archive.sources), texts)
    behind = context.store.pointers.find(pressed.key) if pressed.key else None
    if pressed.key and behind is None:
        return None
    if pressed.deed is Deed.SOURCES:
        page = await context.desk.call(lambda archive: library.page_of(archive, behind, pressed.number))
        return _listed(context, page, behind, texts)
    found = await context.desk.call(lambda archive: archive.article(behind or ""))
    return _read(context, found, pressed.number, texts) if found else None


def _is_in_place(query: CallbackQuery, pressed: Pressed) -> bool:
    """Whether what a button shows replaces its message: another page of the same, not an article of a list."""
    if pressed.deed is not Deed.ARTICLE:
        return True
    keyboard = getattr(query.message, "reply_markup", None)
    rows = keyboard.inline_keyboard if keyboard else ()
    under = [Pressed.read(str(one.callback_data)) for row in rows for one in row]
    return any(one is not None and one.deed is Deed.ASK for one in under)


def _listed(context: Context, page: Page, outlet: str | None, texts: Texts) -> Outgoing:
    """A page of the whole list, numbered as /article counts, or of an outlet's."""
    head = texts.articles if outlet is None else texts.articles_of.format(outlet=one_line(outlet))
    if not page.articles:
        return told_of(texts.no_articles)
    labels = [str(page.first + place) for place in range(len(page.articles))] if outlet is None else list(CIRCLED)
    key = context.store.pointers.keep(outlet, context.now) if outlet else ""
    turns = [
        *([button(texts.previous, Pressed(Deed.SOURCES, key, page.number - 1))] if page.number else []),
        *([button(texts.following, Pressed(Deed.SOURCES, key, page.number + 1))] if page.has_more else []),
    ]
    rows = articles(page.articles, labels[: len(page.articles)], _keys(context))
    has_outlets = any(article.source for article in page.articles)
    chooser = [button(texts.choose_outlet, Pressed(Deed.OUTLETS))] if has_outlets else []
    keyboard = InlineKeyboardMarkup([*rows, *filter(None, (turns, chooser))])
    return first_message([*foreign(head, Style.BOLD), *_lines(page, labels, texts)], keyboard)


def _lines(page: Page, labels: "list[str] | str", texts: Texts) -> list[Run]:
    """One line an article: its number, title, outlet and date."""
    runs: list[Run] = []
    for one, label in zip(page.articles, labels, strict=False):
        runs += [Run(f"\n{label}{'.' if label.isascii() else ''} "), *rendering.listed(one, texts)]
    return runs


def _outlets(context: Context, outlets: tuple[str, ...], texts: Texts) -> Outgoing:
    everything: list[InlineKeyboardButton] = [button(texts.all_outlets, Pressed(Deed.SOURCES))]
    each = [
        [button(one_line(outlet)[:40], Pressed(Deed.SOURCES, context.store.pointers.keep(outlet, context.now)))]
        for outlet in outlets[:_OUTLETS]
        if outlet
    ]
    return told(texts.choose_outlet, InlineKeyboardMarkup([everything, *each]))


def _read(context: Context, found: Article, page: int, texts: Texts) -> Outgoing:
    """A page of an article."""
    pages = split(rendering.whole(found, texts), _PAGE_UNITS)
    at = min(max(page, 0), len(pages) - 1)
    foot = [Run("\n\n"), Run(texts.page.format(page=at + 1, pages=len(pages)), Style.ITALIC)] if len(pages) > 1 else []
    keep = context.store.pointers.keep
    ask = keep(found.title or rendering.headline(found.text, texts, 200), context.now)
    keyboard = under_article(keep(found.id, context.now), at, len(pages), ask, texts)
    return Outgoing(html([*pages[at], *foot]), keyboard)


def _keys(context: Context) -> Callable[[str], str]:
    return lambda article_id: context.store.pointers.keep(article_id, context.now)
