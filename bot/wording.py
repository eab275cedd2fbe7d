"""Says what the archive says of itself, which is English, in a person's language."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import overload

from bot.texts import Texts
from bot.texts_of_archive import ArchiveTexts
from rag import Answer, Citation, FailedFile, Fault, Lack, Lapse, Lead, LeadLine, Missing, NoAnswer, RagError

# Years are written as they are, names and words in quotation marks: they stand there in whatever form they have.
_OF_YEARS = (Lack.YEARS, Lack.OTHER_YEARS)
# What is wrong with the folders and servers of whoever runs the bot: their names and the cure help nobody else.
_MENDED_BY_ADMINS = frozenset(
    {Fault.CORPUS, Fault.DATA, Fault.SCHEMA, Fault.STORE, Fault.CHROMA, Fault.REBUILD, Fault.PROVIDER, Fault.BUSY}
)


@overload
def reworded(texts: Texts, reply: Answer) -> Answer: ...
@overload
def reworded(texts: Texts, reply: NoAnswer) -> NoAnswer: ...
def reworded(texts: Texts, reply: Answer | NoAnswer) -> Answer | NoAnswer:
    """A reply whose frame is in the language of `texts`: what stands around its quotes, its reason, its notice.

    Its records still tell what the archive said.
    """
    if texts.archive is None:
        return reply
    notice = _lapse(texts.archive, reply.lapse) if reply.lapse is not None else reply.notice
    if isinstance(reply, NoAnswer):
        return replace(reply, reason=reason(texts, reply), notice=notice)
    text = reply.text
    if reply.lead is not None:
        text = _lead(texts.archive, reply.lead) + text.partition("\n")[2]
    for citation in reply.citations:
        text = _attributed(text, citation)
    return replace(reply, text=text, notice=notice)


def reason(texts: Texts, reply: NoAnswer) -> str:
    """Why there is no answer; in general words where no record tells why."""
    if texts.archive is None:
        return reply.reason
    # Nobody asks the bot for one outlet alone: that it was searched alone is told by programs, in English.
    if reply.missing is None or reply.missing.outlet is not None:
        return texts.refusal
    return _missing(texts.archive, reply.missing)


def error(texts: Texts, failure: RagError, *, whole: bool) -> str:
    """What a failure says; with its particulars, which are English, where it is told `whole` to whoever can mend it."""
    told = texts.archive.faults.get(failure.fault) if texts.archive is not None else None
    if told is None:
        return str(failure)
    return f"{told}\n{failure}" if whole and failure.fault in _MENDED_BY_ADMINS else told


def unread(texts: Texts, file: FailedFile) -> str:
    """Why a file or an address could not be read."""
    return texts.archive.faults.get(file.fault, file.reason) if texts.archive is not None else file.reason


def piece(texts: Texts, told: str) -> str:
    """A piece of a stream; the line before an answer is one."""
    return _lead(texts.archive, told.lead) if texts.archive is not None and isinstance(told, LeadLine) else told


def _missing(texts: ArchiveTexts, missing: Missing) -> str:
    is_dated = missing.since is not None or missing.until is not None
    days = _days(texts, missing.since, missing.until) if is_dated else ""
    named = "{name}" if missing.lack in _OF_YEARS else texts.named
    return texts.lacks[missing.lack].format(
        articles=texts.articles_dated.format(days=days) if is_dated else texts.articles,
        days=days,
        undated=texts.undated.format(count=missing.undated) if missing.undated else "",
        either=_joined(missing.asked, named, texts.disjunction),
        both=_joined(missing.asked, named, texts.conjunction),
        held=_joined(missing.held, named, texts.conjunction),
        unsaid=texts.unsaid[missing.unsaid] if missing.unsaid is not None else "",
    )


def _lead(texts: ArchiveTexts, lead: Lead) -> str:
    is_dated = lead.since is not None or lead.until is not None
    return texts.leads[lead.kind].format(days=_days(texts, lead.since, lead.until) if is_dated else "") + "\n"


def _lapse(texts: ArchiveTexts, lapse: Lapse) -> str:
    return f"{texts.failures[lapse.failure]}; {texts.substitutes[lapse.substitute]}."


def _days(texts: ArchiveTexts, since: date | None, until: date | None) -> str:
    """A stretch of days, one of them given at least, as it stands behind "articles"."""
    if since is None or until is None:
        return texts.days_since.format(since=since) if since is not None else texts.days_until.format(until=until)
    return texts.day.format(day=since) if since == until else texts.days_between.format(since=since, until=until)


def _attributed(text: str, citation: Citation) -> str:
    """`text`, the day of a quote as figures; a quote holds no mark, so that nothing of it is taken for its end."""
    article, end = citation.article, f" [{citation.number}]"
    day = article.published.isoformat() if article.published else ""
    said = ", ".join(filter(None, (article.source, day)))
    return text.replace(f" — {article.attribution}{end}", f" — {said}{end}")


def _joined(names: Sequence[str], named: str, word: str) -> str:
    quoted = [named.format(name=name) for name in names]
    return f" {word} ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))
