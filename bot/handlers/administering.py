"""Lets admins read the corpus again, and see who asks what."""

import asyncio
from datetime import UTC, datetime

from telegram import Update

from bot import wording
from bot.context import Context
from bot.markup import Run, Style, foreign, one_line, shortened
from bot.messages import first_message, messages, told
from bot.store import Sent
from bot.texts import Texts, texts_for
from rag import FailedFile, SyncReport

# How often progress is shown; Telegram takes an edit a second at most.
_PROGRESS_SECONDS = 2.0
_SHOWN_FAILURES = 20
_PATH_CHARACTERS = 100
_REASON_CHARACTERS = 300
_SHOWN_QUESTIONS = 20
_SHOWN_PEOPLE = 50


async def reindex(update: Update, context: Context) -> None:
    """Read the corpus again, show how far it is, and report."""
    texts = texts_for(context.language)
    if context.indexing.is_running:
        await context.replies.send(told(texts.reindex_busy))
        return
    sent = await context.replies.send(told(texts.reindexing))
    work = asyncio.create_task(context.indexing.sync(), name="reindexing")
    try:
        while not (await asyncio.wait({work}, timeout=_PROGRESS_SECONDS))[0]:
            sent = await _show_progress(context, sent, texts)
        report = work.result()
    except BaseException:
        work.cancel()
        raise
    first, *rest = messages(reported(report, texts))
    await (context.replies.edit(sent, first) if sent else context.replies.send(first))
    for message in rest:
        await context.replies.send(message)


async def stats(update: Update, context: Context) -> None:
    """Tell how many questions were answered, what people thought of it, and what nobody could answer."""
    texts = texts_for(context.language)
    answered, refused = context.store.answers.count()
    liked, disliked = context.store.feedback.count()
    text = texts.stats.format(
        questions=answered + refused, answered=answered, refused=refused, liked=liked, disliked=disliked
    )
    unanswered = context.store.answers.unanswered(_SHOWN_QUESTIONS)
    runs = [Run(text)]
    if unanswered:
        runs += [Run("\n\n"), Run(texts.unanswered, Style.BOLD)]
        for asked, question in unanswered:
            runs += foreign(f"\n{_day(asked)}  {one_line(question)}")
    disliked_answers = [opinion for opinion in context.store.feedback.opinions(_SHOWN_QUESTIONS) if not opinion.liked]
    for opinion in disliked_answers:
        runs += foreign(f"\n👎 {_day(opinion.given)}  {one_line(opinion.question)}")
    for message in messages(runs):
        await context.replies.send(message)


async def users(update: Update, context: Context) -> None:
    """List who asks, the last one first."""
    texts = texts_for(context.language)
    people = context.store.people.all()[:_SHOWN_PEOPLE]
    runs = [Run(texts.users if people else texts.nobody, Style.BOLD)]
    for person in people:
        known = f"\n{one_line(person.name)} ({person.id})  {person.questions}  {_day(person.last_seen)}"
        runs += foreign(known)
    for message in messages(runs):
        await context.replies.send(message)


def reported(report: SyncReport, texts: Texts) -> list[Run]:
    """What a sync did, and what it could not read."""
    counts = dict(report.counts())
    text = texts.reindexed.format(
        seconds=f"{report.seconds:.1f}",
        **{name: counts[name] for name in ("added", "changed", "removed", "unchanged", "failed")},
    )
    return [Run(text), *unread(report.failed, texts)]


def unread(failed: tuple[FailedFile, ...], texts: Texts) -> list[Run]:
    """The files that could not be read, each with its reason; nothing where there are none."""
    if not failed:
        return []
    runs = [Run("\n\n"), Run(texts.unreadable, Style.BOLD)]
    for one in failed[:_SHOWN_FAILURES]:
        runs += foreign(
            f"\n{shortened(one.path, _PATH_CHARACTERS)}: {shortened(wording.unread(texts, one), _REASON_CHARACTERS)}"
        )
    return runs if len(failed) <= _SHOWN_FAILURES else [*runs, Run("\n…")]


async def _show_progress(context: Context, sent: Sent | None, texts: Texts) -> Sent | None:
    indexing = context.indexing
    if sent is None or not indexing.total:
        return sent
    text = texts.reindex_progress.format(done=indexing.done, total=indexing.total)
    return await context.replies.edit(sent, first_message([Run(text)]), patient=True)


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
