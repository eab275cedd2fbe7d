"""Makes what was found into an answer, or into the reason why there is none."""

import logging
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from rag.index.catalogue import Holdings
from rag.quoting.openings import asks_only_a_time, opening_answer
from rag.quoting.quoting import NEAREST, quoted_answer
from rag.records import Answer, Article, NoAnswer, Window
from rag.search.followups import leans
from rag.search.retrieval import Found, Request, Retriever, askable
from rag.search.standing_alone import standing_alone
from rag.search.threads import one_thread
from rag.timing.timeframe import described

if TYPE_CHECKING:
    from rag.writing.draft import Desk

# Questions that name what no evidence holds come out below (.00 to .02), questions put in other words than the
# articles' above (.16 and more): of the first a model could only make something up.
_HOPELESS = 0.05

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answering:
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
            quoted = self._quoted(found, asked)
        if asked != question:
            _log.debug("the question %r is answered as %r", question, asked)
        if draft is not None and _worth_asking(found, quoted):
            from rag.writing.outcome import Task

            lead = _lead(found, (item.article for item in found.evidence))
            task = Task(asked, found.language, found.evidence, quoted, lead)
            with closing(draft.write(task, live=live)) as written:
                yield from written
            return
        if isinstance(quoted, Answer):
            yield quoted.text
        yield quoted

    def _quoted(self, found: Found, question: str) -> Answer | NoAnswer:
        """Answer with quotes from the evidence found, or say in one plain sentence why not.

        A stretch of time that left articles out is told, before the quotes or in the reason.
        """
        window = found.timeframe.window if found.timeframe else None
        firm = found.timeframe is not None and found.timeframe.firm
        if not found.evidence or not found.timely:
            nearest = dict.fromkeys(evidence.article for evidence in found.evidence)
            return NoAnswer(_nothing(found, self.holdings()), 0.0, tuple(nearest)[:NEAREST], window)
        reply = _openings(found) or quoted_answer(
            question,
            found.evidence,
            language=found.language,
            weight=found.rarity.weight,
            nearness=self.retriever.nearness if found.language in {"en", ""} else None,
            # Words of time that the search has obeyed need not stand in the text; those of a fact must.
            understood=window.phrase if window and firm else "",
        )
        if isinstance(reply, NoAnswer):
            reason = _of_its_time(reply.reason, window) if window and firm else reply.reason
            return replace(reply, window=window, reason=reason)
        lead = _lead(found, (citation.article for citation in reply.citations))
        return replace(reply, window=window, text=lead + reply.text)


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


def _openings(found: Found) -> Answer | None:
    """What the articles of a time open with, for a question that names nothing else."""
    timeframe = found.timeframe
    if timeframe is None or not asks_only_a_time(found.request.question, timeframe.spans):
        return None
    held = [one for one in found.evidence if timeframe.window.holds(one.article.published)]
    return opening_answer(held)


def _lead(found: Found, cited: Iterable[Article]) -> str:
    """The time that the search was held to, said before an answer that cites these articles."""
    if found.timeframe is None or not found.timeframe.firm:
        return ""
    window = found.timeframe.window
    if window.since is None and window.until is None:
        return "The latest that the articles say:\n" if window.latest else ""
    if all(window.holds(article.published) for article in cited):
        return f"In articles {described(window)}:\n"
    # News of a time may be told a little after it.
    return f"Of the time {described(window)}, told soon after:\n"


def _of_its_time(reason: str, window: Window) -> str:
    """A reason that speaks of "the articles", held to those that were searched."""
    if window.since is None and window.until is None:
        return reason
    return reason.replace("The articles", f"The articles dated {described(window).removeprefix('on ')}", 1)


def _nothing(found: Found, holdings: Holdings) -> str:
    if not holdings.articles:
        return "The archive holds no articles yet; index some first: rag sync"
    request, timeframe = found.request, found.timeframe
    window = timeframe.window if timeframe and timeframe.firm else Window(request.since, request.until)
    outlet = f" of {request.source!r}" if request.source is not None else ""
    if window.since is None and window.until is None:
        return f"The articles{outlet} hold nothing on this."
    undated = "1 article carries no date" if holdings.undated == 1 else f"{holdings.undated:,} articles carry no date"
    aside = f" ({undated})" if holdings.undated else ""
    return f"No article{outlet} is dated {described(window).removeprefix('on ')}{aside}."
