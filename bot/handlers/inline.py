"""Answers what is typed behind the bot's name in any chat, with quotes alone."""

import hashlib

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions, Update
from telegram.constants import ParseMode

from bot import rendering
from bot.context import Context
from bot.markup import foreign, html, one_line
from bot.splitting import split
from bot.store import Allowance, Outcome
from bot.texts import Texts, texts_for
from bot.wording import reworded
from rag import Answer, NoAnswer

MOST_RESULTS = 10
CACHE_SECONDS = 30
# Two letters are not yet a question.
_FEWEST_CHARACTERS = 3
_DESCRIPTION_CHARACTERS = 120


async def inline(update: Update, context: Context) -> None:
    """Offer an answer and its quotes; an answer in the chat that it is chosen for, and no conversation."""
    query = update.inline_query
    if query is None:
        return
    question = query.query.strip()
    if len(question) < _FEWEST_CHARACTERS or context.allowance() is not Allowance.FREE:
        await context.sender.offer(query.id, [], 0)
        context.ended(Outcome.LIMITED if question else Outcome.HANDLED)
        return
    reply = await context.desk.call(lambda archive: archive.ask(question, quoted=True))
    await context.sender.offer(query.id, results(reply, texts_for(context.language)), CACHE_SECONDS)
    context.ended(Outcome.ANSWERED if isinstance(reply, Answer) else Outcome.REFUSED)


def results(reply: Answer | NoAnswer, texts: Texts) -> list[InlineQueryResultArticle]:
    """The whole answer first, then each quote by itself; one that says why there is none."""
    if isinstance(reply, NoAnswer):
        reason = reworded(texts, reply).reason
        return [_result(texts.inline_nothing, reason, html(split(foreign(reason))[0]))]
    reply = reworded(texts, reply)
    whole = html(split(rendering.answered(reply, texts))[0])
    answer = _result(rendering.headline(reply.text, texts, _DESCRIPTION_CHARACTERS), "", whole)
    quotes = [
        _result(
            f"“{rendering.headline(citation.quote, texts, _DESCRIPTION_CHARACTERS)}”",
            one_line(citation.article.title),
            html(split(rendering.quoted(citation, texts))[0]),
        )
        for citation in reply.citations
    ]
    return [answer, *(quotes if len(quotes) > 1 else [])][:MOST_RESULTS]


def _result(title: str, description: str, text: str) -> InlineQueryResultArticle:
    digest = hashlib.sha256((title + text).encode("utf-8", "surrogatepass")).hexdigest()
    content = InputTextMessageContent(
        text, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(digest[:32], title, content, description=description or None)
