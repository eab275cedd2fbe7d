"""Says the archive's reasons for not answering, which are English, in a person's language."""

from collections.abc import Sequence
from datetime import date

from bot.texts import Texts
from bot.texts_of_archive import ArchiveTexts
from rag import Lack, Missing, NoAnswer

# Years are written as they are, names and words in quotation marks: they stand there in whatever form they have.
_OF_YEARS = (Lack.YEARS, Lack.OTHER_YEARS)


def in_words_of(texts: Texts, reply: NoAnswer) -> str:
    """Why there is no answer, in the language of `texts`; in general words where no record tells why."""
    if texts.archive is None:
        return reply.reason
    # Nobody asks the bot for one outlet alone: that it was searched alone is told by programs, in English.
    if reply.missing is None or reply.missing.outlet is not None:
        return texts.refusal
    return _said(texts.archive, reply.missing)


def days(texts: ArchiveTexts, since: date | None, until: date | None) -> str:
    """A stretch of days, one of them given at least, as it stands behind "articles"."""
    if since is None or until is None:
        return texts.days_since.format(since=since) if since is not None else texts.days_until.format(until=until)
    return texts.day.format(day=since) if since == until else texts.days_between.format(since=since, until=until)


def _said(texts: ArchiveTexts, missing: Missing) -> str:
    is_dated = missing.since is not None or missing.until is not None
    told = days(texts, missing.since, missing.until) if is_dated else ""
    named = "{name}" if missing.lack in _OF_YEARS else texts.named
    return texts.lacks[missing.lack].format(
        articles=texts.articles_dated.format(days=told) if is_dated else texts.articles,
        days=told,
        undated=texts.undated.format(count=missing.undated) if missing.undated else "",
        either=_joined(missing.asked, named, texts.disjunction),
        both=_joined(missing.asked, named, texts.conjunction),
        held=_joined(missing.held, named, texts.conjunction),
        unsaid=texts.unsaid[missing.unsaid] if missing.unsaid is not None else "",
    )


def _joined(names: Sequence[str], named: str, word: str) -> str:
    quoted = [named.format(name=name) for name in names]
    return f" {word} ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))
