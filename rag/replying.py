"""Gives the reply to a question: a model's where there is one, the articles' own sentences where there is none."""

import logging
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from rag.answering import answered, lead
from rag.index.catalogue import Holdings
from rag.quoting.leads import pieces
from rag.records import Answer, NoAnswer
from rag.search.followups import leans, points_back
from rag.search.retrieval import Found, Request, Retriever, askable
from rag.search.standing_alone import standing_alone
from rag.search.threads import one_thread

if TYPE_CHECKING:
    from rag.writing.draft import Desk

# Questions that name what no evidence holds come out below (.00 to .02), questions put in other words than the
# articles' above (.16 and more): of the first a model could only make something up.
_HOPELESS = 0.05

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Replying:
    """Answers questions of one archive: with a model where there is a desk for it, with quotes where there is none."""

    retriever: Retriever
    holdings: Callable[[], Holdings]
    clock: Callable[[], datetime]
    desk: "Desk | None" = None

    def ask(self, request: Request) -> Answer | NoAnswer:
        """The reply as a whole."""
        with closing(self.replies(request, live=False)) as replies:
            return next(reply for reply in replies if not isinstance(reply, str))

    def replies(self, request: Request, *, live: bool) -> Generator[str | Answer | NoAnswer, None, None]:
        """The text in pieces, and last the reply; see `Archive.stream`. Raises QuestionError."""
        now = self.clock()
        draft = self.desk.begin(now) if self.desk is not None else None
        question = askable(request.question)
        rewritten = None
        if draft is not None and _leans_on_history(request):
            rewritten = yield from draft.stand_alone(question, request.history)
        with one_thread():
            read = self._rewritten(request, rewritten, now.date()) if rewritten else self._read(request, now.date())
        if read.asked != question:
            _log.debug("the question %r is answered as %r", question, read.asked)
        if draft is not None and _worth_asking(read.found, read.quoted):
            from rag.writing.outcome import Task

            told = lead(read.found, (item.article for item in read.found.evidence))
            task = Task(read.asked, read.found.language, read.found.evidence, read.quoted, told)
            with closing(draft.write(task, live=live)) as written:
                yield from written
            return
        if isinstance(read.quoted, Answer):
            yield from pieces(read.quoted)
        yield read.quoted

    def _read(self, request: Request, today: date) -> "_Read":
        """What the articles say to a question, completed from its history where it leans on that.

        Few words without a name are taken for the rest of what was said before. Where that is not answered, they may
        be a question of their own: then nothing that was said before stands against them.
        """
        found = self.retriever.find(request, today)
        asked = standing_alone(request.question, request.history, found.language)
        quoted = answered(found, self.holdings, self.retriever.nearness)
        is_taken = asked != request.question and not points_back(request.question, found.language)
        if is_taken and isinstance(quoted, NoAnswer):
            return self._read(replace(request, history=()), today)
        return _Read(found, asked, quoted)

    def _rewritten(self, request: Request, rewritten: str, today: date) -> "_Read":
        """What the articles say to a question that a model made to stand alone: its history helps to find, no more."""
        found = self.retriever.find(replace(request, question=rewritten), today)
        found = replace(found, request=replace(found.request, history=()))
        return _Read(found, rewritten, answered(found, self.holdings, self.retriever.nearness))


@dataclass(frozen=True, slots=True)
class _Read:
    """A question as it is `asked` without its history, what was found for it, and what quotes say to it."""

    found: Found
    asked: str
    quoted: Answer | NoAnswer


def _leans_on_history(request: Request) -> bool:
    """Whether a question cannot be understood without the conversation before it."""
    return leans(request.question, request.history, "")


def _worth_asking(found: Found, quoted: Answer | NoAnswer) -> bool:
    """Whether a model may find an answer: there is evidence of the right time, and it is not wholly strange.

    Words cannot tell how near evidence in another language comes.
    """
    if not found.evidence or not found.timely:
        return False
    languages = {item.article.language for item in found.evidence} - {""}
    abroad = bool(found.language and languages - {found.language})
    return abroad or isinstance(quoted, Answer) or quoted.confidence >= _HOPELESS
