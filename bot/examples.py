"""Finds questions that the articles can answer, to begin with."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.desk import Desk
from rag import Answer, Archive, Article

if TYPE_CHECKING:
    from datetime import datetime

# Who presses /start waits no longer.
_SECONDS = 5.0
# Newest articles that questions are made from; three of them give one, as a rule.
_ARTICLES = 12
_QUESTIONS = 3
# Of an article's text: who matters is named at the beginning.
_BEGINNING = 600
# Of an article's names, the first; each costs a question.
_NAMES = 3
# An answer below this comes near, but may not be what was asked.
_SURE = 0.7
# Two or three words that begin with capitals, past the first of a sentence; who says something is a person.
_NAME = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+(?: [A-Z][a-z]+){1,2})\b(?P<speaks>,? (?:said|says|told|wrote|added)\b)?")
# Words of offices, places and bodies that are written like persons' names.
_NO_PERSON = frozenset(
    "Ministry Minister President Council Union Party University Bank Court Street Wednesday Thursday Friday Monday "
    "Tuesday Saturday Sunday January February March April June July August September October November December East "
    "West North South Eastern Western Northern Southern United States Security Foreign National Parliament Affairs "
    "International European City County River Prime General Nations House White".split()
)


class Examples:
    """The questions to begin with, found anew after each sync."""

    def __init__(self) -> None:
        self._synced: datetime | None = None
        self._found: tuple[str, ...] = ()

    async def of(self, desk: Desk) -> tuple[str, ...]:
        """The questions; those of the sync before, where finding new ones takes too long for who waits."""
        synced = (await desk.call(Archive.status)).synced
        if synced != self._synced or not self._found:
            with suppress(TimeoutError):
                self._found = tuple(await desk.call(examples, seconds=_SECONDS))
                self._synced = synced
        return self._found


def examples(archive: Archive) -> list[str]:
    """At most three questions that the archive answers now, of its newest articles, of different ones if it can be.

    They ask about the names in an article; where that gives too few, its headline asks, in any language.
    """
    articles = archive.articles(limit=_ARTICLES)
    found: list[str] = []
    waiting = [_answered(archive, article, _about_names(article)) for article in articles]
    waiting += [_answered(archive, article, iter([article.title] if article.title else [])) for article in articles]
    while waiting and len(found) < _QUESTIONS:
        one = waiting.pop(0)
        question = next((question for question in one if question not in found), None)
        if question is not None:
            found.append(question)
    return found


def _about_names(article: Article) -> Iterator[str]:
    """Questions about the first names of an article, in the language that they are known to be written in."""
    if article.language != "en":
        return
    for match in list(_NAME.finditer(article.text[:_BEGINNING]))[:_NAMES]:
        if not _NO_PERSON & set(match[1].split()):
            yield f"Who is {match[1]}?" if match["speaks"] else f"What is said about {match[1]}?"


def _answered(archive: Archive, article: Article, questions: Iterator[str]) -> Iterator[str]:
    """Those of the questions that the archive answers with the article."""
    return (question for question in questions if _is_answered(archive, question, article))


def _is_answered(archive: Archive, question: str, article: Article) -> bool:
    reply = archive.ask(question, quoted=True)
    return (
        isinstance(reply, Answer)
        and reply.confidence >= _SURE
        and any(citation.article.id == article.id for citation in reply.citations)
    )
