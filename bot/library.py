"""Lists the articles of the archive page by page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import Archive, Article

# A list of ten fits a telephone's screen, and two rows of buttons.
PAGE = 10
# No archive on one machine holds more; a larger number is a slip of the hand.
_MOST_ARTICLES = 10**9
# Passages looked at for a subject: enough that ten articles come of them.
_PASSAGES = 60
# The search finds what is near in meaning too, down to what is not near at all; an article on a subject has its words.
_STEM_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Page:
    """Articles of a list, newest first: `number` counts pages from 0, `has_more` whether another follows."""

    articles: tuple[Article, ...]
    number: int
    has_more: bool

    @property
    def first(self) -> int:
        """The place of the first of them in the list, counted from 1."""
        return self.number * PAGE + 1


def page_of(archive: Archive, outlet: str | None, number: int) -> Page:
    """A page of the articles of an outlet, or of all."""
    articles = archive.articles(source=outlet, limit=PAGE + 1, offset=max(0, number) * PAGE)
    return Page(tuple(articles[:PAGE]), max(0, number), len(articles) > PAGE)


def numbered(archive: Archive, number: int) -> Article | None:
    """The article at a place of the whole list, counted from 1."""
    found = archive.articles(limit=1, offset=number - 1) if 0 < number <= _MOST_ARTICLES else []
    return found[0] if found else None


def about(archive: Archive, subject: str) -> Page:
    """The newest articles that speak of a subject, at most a page of them."""
    found = {one.article.id: one.article for one in archive.retrieve(subject, limit=_PASSAGES)}
    speaking = [article for article in found.values() if _speaks_of(article, subject)]
    return Page(tuple(_newest(speaking[:PAGE])), 0, has_more=False)


def outlet_called(archive: Archive, name: str) -> str | None:
    """The outlet of that name, whatever its case; else the only one that has the name in its own."""
    outlets = [outlet for outlet in archive.sources() if outlet]
    folded = name.casefold()
    same = [outlet for outlet in outlets if outlet.casefold() == folded]
    holding = [outlet for outlet in outlets if folded in outlet.casefold()]
    return same[0] if same else holding[0] if len(holding) == 1 else None


def _speaks_of(article: Article, subject: str) -> bool:
    """Whether half of a subject's words begin words of the article, their endings left aside."""
    text = f"{article.title}\n{article.source}\n{article.text}".casefold()
    stems = [word[: max(_STEM_LETTERS, len(word) * 2 // 3)] for word in re.findall(r"\w+", subject.casefold())]
    weighty = [stem for stem in stems if len(stem) >= _STEM_LETTERS] or stems
    held = sum(re.search(rf"\b{re.escape(stem)}", text) is not None for stem in weighty)
    return held * 2 >= len(weighty) > 0


def _newest(articles: Sequence[Article]) -> list[Article]:
    """Newest first, those without a date last, else as they came."""
    dated = sorted((one for one in articles if one.published), key=lambda one: str(one.published), reverse=True)
    return [*dated, *(one for one in articles if not one.published)]
