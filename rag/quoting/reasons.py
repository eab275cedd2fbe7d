"""Says in one plain English sentence why the articles do not answer."""

from collections.abc import Sequence

from rag.records import Article, NoAnswer, Window
from rag.remarks import Lack, Missing
from rag.timing.timeframe import described

_SENTENCES = {
    Lack.ARTICLES: "The archive holds no articles yet; index some first: rag sync",
    Lack.DAYS: "No article{outlet} is dated {days}{undated}.",
    Lack.OUTLET: "The articles{outlet} hold nothing on this.",
    Lack.SUBJECT: "{articles} do not speak of this.",
    Lack.NAMES: "{articles} do not mention {either}.",
    Lack.YEARS: "{articles} do not speak of {either}.",
    Lack.OTHER_YEARS: "{articles} speak of {held}, not {either}.",
    Lack.APART: "{articles} mention {both}, but not where they speak of {held}.",
    Lack.WORDS: "{articles} speak of {held}, but not of {either}.",
    Lack.UNSAID: "{articles} speak of {held}, but do not say {unsaid}.",
    Lack.NEAR: "{articles} come near this, but do not say it.",
    Lack.ANSWER: "{articles} do not answer this.",
}


def refusal(missing: Missing, sure: float, nearest: Sequence[Article] = (), window: Window | None = None) -> NoAnswer:
    """No answer, for the reason that `missing` is."""
    return NoAnswer(reason(missing), sure, tuple(nearest), window, missing=missing)


def reason(missing: Missing) -> str:
    """The sentence; it speaks of "the articles" that were searched."""
    is_dated = missing.since is not None or missing.until is not None
    days = described(Window(missing.since, missing.until)).removeprefix("on ")
    return _SENTENCES[missing.lack].format(
        articles=f"The articles dated {days}" if is_dated else "The articles",
        days=days,
        outlet=f" of {missing.outlet!r}" if missing.outlet is not None else "",
        undated=_undated(missing.undated),
        either=_listed(missing.asked, "or"),
        both=_listed(missing.asked, "and"),
        held=_listed(missing.held, "and"),
        unsaid=missing.unsaid,
    )


def _undated(count: int) -> str:
    if not count:
        return ""
    return f" ({'1 article carries' if count == 1 else f'{count:,} articles carry'} no date)"


def _listed(names: Sequence[str], word: str) -> str:
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
