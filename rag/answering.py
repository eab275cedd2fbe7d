"""Makes what was found into an answer, or into the reason why there is none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rag.index.catalogue import Holdings
from rag.quoting.leads import lead_line
from rag.quoting.openings import asks_only_a_time, opening_answer
from rag.quoting.quoting import NEAREST, quoted_answer
from rag.quoting.reasons import refusal
from rag.records import Answer, Article, Evidence, NoAnswer, Window
from rag.remarks import Lack, Lead, LeadKind, Missing
from rag.search.nearness import WordNearness
from rag.search.retrieval import Found
from rag.search.standing_alone import standing_alone


def answered(found: Found, holdings: Callable[[], Holdings], nearness: WordNearness) -> Answer | NoAnswer:
    """Answer with quotes from the evidence found, or say in one plain sentence why not.

    A stretch of time that left articles out is told, before the quotes or in the reason.
    """
    window = found.timeframe.window if found.timeframe else None
    firm = found.timeframe is not None and found.timeframe.firm
    if not found.evidence or not found.timely:
        nearest = dict.fromkeys(evidence.article for evidence in found.evidence)
        return refusal(_nothing(found, holdings()), 0.0, tuple(nearest)[:NEAREST], window)
    reply: Answer | NoAnswer | None = _openings(found) or _of_the_window(found, nearness)
    if reply is None:
        # Words of time that the search has obeyed need not stand in the text; those of a fact must.
        reply = _quoted(found, found.evidence, nearness, obeyed=window.phrase if window and firm else "")
    if isinstance(reply, NoAnswer):
        return _of_its_time(reply, window) if window and firm else replace(reply, window=window)
    told = lead(found, (citation.article for citation in reply.citations))
    return replace(reply, window=window, text=lead_line(told) + reply.text, lead=told)


def _quoted(found: Found, evidence: Sequence[Evidence], nearness: WordNearness, *, obeyed: str) -> Answer | NoAnswer:
    """Quotes from `evidence`; the words `obeyed` of the question need not stand in it."""
    return quoted_answer(
        standing_alone(found.request.question, found.request.history, found.language),
        evidence,
        language=found.language,
        weight=found.rarity.weight,
        nearness=nearness if found.language in {"en", ""} else None,
        understood=obeyed,
    )


def _of_the_window(found: Found, nearness: WordNearness) -> Answer | None:
    """The answer of the articles published in the time that a fact is asked of, where these have one.

    What happened in 2021 is told best by the articles of 2021, whose text need not name the year; those of other years
    may tell it too, but then they name it.
    """
    window = found.timeframe.window if found.timeframe and not found.timeframe.firm else Window()
    if window.since is None and window.until is None:
        return None
    inside = [one for one in found.evidence if window.holds(one.article.published)]
    reply = _quoted(found, inside, nearness, obeyed=window.phrase) if inside else None
    return reply if isinstance(reply, Answer) else None


def _openings(found: Found) -> Answer | None:
    """What the articles of a time open with, for a question that names nothing else."""
    timeframe = found.timeframe
    if timeframe is None or not asks_only_a_time(found.request.question, timeframe.spans):
        return None
    held = [one for one in found.evidence if timeframe.window.holds(one.article.published)]
    return opening_answer(held)


def lead(found: Found, cited: Iterable[Article]) -> Lead | None:
    """The time that the search was held to, to be said before an answer that cites these articles."""
    if found.timeframe is None or not found.timeframe.firm:
        return None
    window = found.timeframe.window
    if window.since is None and window.until is None:
        return Lead(LeadKind.LATEST) if window.latest else None
    within = all(window.holds(article.published) for article in cited)
    return Lead(LeadKind.WITHIN if within else LeadKind.AFTER, window.since, window.until)


def _of_its_time(reply: NoAnswer, window: Window) -> NoAnswer:
    """A refusal that speaks of "the articles", held to those that were searched."""
    if reply.missing is None:
        return replace(reply, window=window)
    missing = replace(reply.missing, since=window.since, until=window.until)
    return refusal(missing, reply.confidence, reply.nearest, window)


def _nothing(found: Found, holdings: Holdings) -> Missing:
    if not holdings.articles:
        return Missing(Lack.ARTICLES)
    request, timeframe = found.request, found.timeframe
    window = timeframe.window if timeframe and timeframe.firm else Window(request.since, request.until)
    if window.since is None and window.until is None:
        return Missing(Lack.OUTLET, outlet=request.source)
    return Missing(Lack.DAYS, since=window.since, until=window.until, outlet=request.source, undated=holdings.undated)
