"""Answers, refusals and passages as they are read in a chat."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.markup import Run, Style, clean, emphasized, foreign, guarded, linked, one_line, shortened
from bot.store.answers import KeptCitation
from bot.texts import Texts
from rag import Answer, Article, Citation, NoAnswer

# Between an outlet and a date.
_ABOUT = " · "
# Of a title in a list of ten, which has to fit one message with its outlets.
_LISTED_CHARACTERS = 200


def answered(answer: Answer, texts: Texts) -> list[Run]:
    """An answer: its text, why a model did not write it where one was to, and its sources by their numbers."""
    return [*foreign(answer.text.strip()), *noticed(answer.notice), *_sources(answer.citations, texts)]


def refused(reply: NoAnswer, texts: Texts) -> list[Run]:
    """The reason why there is no answer; the nearest articles stand on buttons under it."""
    near = [Run("\n\n"), Run(texts.nearest, Style.ITALIC)] if reply.nearest else []
    return [*foreign(reply.reason), *noticed(reply.notice), *near]


def quoted(citation: Citation, texts: Texts) -> list[Run]:
    """One quote, with where it stands."""
    article = citation.article
    head = _headed(article.title, article.source, article.published, article.url, texts)
    return [*foreign(f"“{one_line(citation.quote)}”"), Run("\n\n"), *head]


def growing(text: str, texts: Texts, *, draft: bool = False) -> list[Run]:
    """What of an answer is written so far; a draft has no button to stop it, so that it names the command."""
    gap = [Run("\n\n")] if text.strip() else []
    return [*foreign(text.strip()), *gap, Run(texts.writing_draft if draft else texts.writing, Style.ITALIC)]


def noticed(notice: str) -> list[Run]:
    """A sentence about the answer, under it; nothing for ""."""
    return [Run("\n\n"), *foreign(one_line(notice), Style.ITALIC)] if notice else []


def passage(citation: KeptCitation, texts: Texts, warning: str = "") -> list[Run]:
    """What an answer cited: the article's title, outlet and date, and the passage with the quoted sentences marked.

    `warning` stands between them.
    """
    head = _headed(citation.title, citation.source, citation.published, citation.url, texts)
    told = [*foreign(warning, Style.ITALIC), Run("\n")] if warning else []
    return [Run(f"[{citation.number}] "), *head, Run("\n"), *told, *_marked(citation)]


def about(article: Article, texts: Texts) -> list[Run]:
    """An article's title, outlet and date, and its link."""
    return _headed(article.title, article.source, article.published, article.url, texts)


def listed(article: Article, texts: Texts) -> list[Run]:
    """An article in a list: its title, outlet and date on one line."""
    dated = _dated(article.source, article.published)
    return [*foreign(headline(article.title, texts, _LISTED_CHARACTERS)), *foreign(_ABOUT + dated if dated else "")]


def whole(article: Article, texts: Texts) -> list[Run]:
    """An article as it is read: what is known of it, and its text."""
    author = [Run("\n"), *foreign(one_line(article.author))] if article.author else []
    return [*about(article, texts), *author, Run("\n\n"), *foreign(article.text.strip())]


def headline(title: str, texts: Texts, characters: int) -> str:
    """A title on one line, for a button, of at most so many characters."""
    return shortened(title, characters) or texts.untitled


def numbers(answer: Answer) -> list[int]:
    """The numbers that an answer cites, each once, in ascending order."""
    return sorted({citation.number for citation in answer.citations})


def _sources(citations: Sequence[Citation], texts: Texts) -> Iterator[Run]:
    """The articles cited, each once with all its numbers."""
    numbers_of: dict[str, list[int]] = {}
    articles = {citation.article.id: citation.article for citation in citations}
    for number, id_ in sorted({(citation.number, citation.article.id) for citation in citations}):
        numbers_of.setdefault(id_, []).append(number)
    if numbers_of:
        yield Run("\n\n")
        yield Run(texts.sources, Style.BOLD)
    for id_, marks in numbers_of.items():
        yield Run("\n" + "".join(f"[{number}]" for number in marks) + " ")
        article = articles[id_]
        yield from linked(one_line(article.title) or texts.untitled, article.url)
        if dated := _dated(article.source, article.published):
            yield from foreign(_ABOUT + dated)


def _headed(title: str, source: str, published: date | None, address: str, texts: Texts) -> list[Run]:
    dated = _dated(source, published)
    line = [Run("\n"), *foreign(dated)] if dated else []
    return [*linked(one_line(title) or texts.untitled, address, Style.BOLD), *line]


def _dated(source: str, published: date | None) -> str:
    return _ABOUT.join(filter(None, (one_line(source), published.isoformat() if published else "")))


def _marked(citation: KeptCitation) -> list[Run]:
    """The passage as a quotation, its quoted sentences bold."""
    text, end = "", 0
    spans = []
    for start, stop in citation.quotes:
        text += clean(citation.passage[end:start])
        quote = clean(citation.passage[start:stop])
        spans.append((len(text), len(text) + len(quote)))
        text += quote
        end = stop
    # Guarded as a whole: a link may begin before a quote and end in it.
    runs = guarded(text + clean(citation.passage[end:]), quoted=True)
    for start, stop in spans:
        runs = emphasized(runs, start, stop)
    return runs
