"""Gives the reply to a question: a model's where there is one, the articles' own sentences where there is none."""

import logging
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from rag.answering import answered, lead
from rag.index.catalogue import Holdings
from rag.records import Answer, NoAnswer
from rag.search.followups import leans
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
            found = self.retriever.find(replace(request, question=rewritten or question), now.date())
            asked = rewritten or standing_alone(question, request.history, found.language)
            if rewritten:
                # It stands alone: nothing of the history is to be added to it.
                found = replace(found, request=replace(found.request, history=()))
            quoted = answered(found, self.holdings, self.retriever.nearness)
        if asked != question:
            _log.debug("the question %r is answered as %r", question, asked)
        if draft is not None and _worth_asking(found, quoted):
            from rag.writing.outcome import Task

            told = lead(found, (item.article for item in found.evidence))
            task = Task(asked, found.language, found.evidence, quoted, told)
            with closing(draft.write(task, live=live)) as written:
                yield from written
            return
        if isinstance(quoted, Answer):
            yield quoted.text
        yield quoted


def _leans_on_history(request: Request) -> bool:
    """Whether a question cannot be understood without the conversation before it."""
    if not request.history:
        return False
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
