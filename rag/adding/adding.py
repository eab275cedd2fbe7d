"""Takes articles in: whatever is named is read, what is new of it is saved, the rest is told."""

import re
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from rag.adding.documents import document_articles, path_articles
from rag.adding.fetching import Fetcher
from rag.adding.followed_feeds import FollowedFeeds
from rag.adding.following import Following, Politeness
from rag.adding.pages import is_feed, page_article
from rag.adding.saving import save
from rag.errors import AddressError, ArticleError
from rag.index.catalogue import Catalogue
from rag.index.index_writer import Progress
from rag.records import Additions, Article, Duplicate, FailedFile
from rag.settings import Settings

# A web address, of any kind: those that are not fetched are refused as such, not looked for among the files.
_ADDRESS = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]+://")


class Adding:
    """One run of additions to the corpus of an archive."""

    def __init__(self, settings: Settings, catalogue: Catalogue, politeness: Politeness | None = None) -> None:
        self._settings = settings
        self._politeness = politeness
        self._corpus_dir = settings.corpus_dir
        self._max_bytes = settings.max_article_bytes
        self._catalogue = catalogue
        self._saved: dict[str, list[Article]] = {}  # in this run, by address: the index has not seen them yet

    def add(self, what: str | Path, progress: Progress) -> Additions:
        """Save what a web address, a file or a folder holds."""
        if isinstance(what, str) and _ADDRESS.match(what):
            return self.add_address(what, progress)
        return self._add_path(Path(what))

    def add_address(self, written: str, progress: Progress) -> Additions:
        """Save the article of a page, or what is new in a feed; `progress` is told the items of a feed."""
        address = written.strip()
        known = self.known(address)
        if known:
            return Additions(duplicates=(Duplicate(address, known),))
        fetcher = Fetcher(max_bytes=self._max_bytes, allow_private=self._settings.allow_private_addresses)
        try:
            with closing(FollowedFeeds.open(self._settings.data_dir)) as feeds:
                following = Following(fetcher, feeds, self, self._politeness)
                found = following.fetch(address)
                if not found.changed:
                    return Additions()
                if is_feed(found):
                    return following.take(address, found, progress)
            article = page_article(found)
        except (AddressError, ArticleError) as error:
            return Additions(failed=(FailedFile.of(address, error),))
        return self.keep(address, article)

    def known(self, address: str) -> str | None:
        """The id of the article that is there under `address`, or None."""
        saved = self._saved.get(address)
        return saved[0].id if saved else self._catalogue.copies.of_address(address)

    def add_document(self, name: str, content: bytes) -> Additions:
        """Save the articles of a document, whose kind the end of `name` tells."""
        return self._taken(name, document_articles(name, content, max_bytes=self._max_bytes))

    def _add_path(self, path: Path) -> Additions:
        """Save the articles of a file, or of all files in a folder."""
        corpus = self._corpus_dir.resolve()
        if path.resolve().is_relative_to(corpus):
            return Additions(failed=(FailedFile(str(path), "it lies in the corpus already; rag sync takes it up"),))
        return self._taken(str(path), path_articles(path, max_bytes=self._max_bytes))

    def _taken(self, what: str, found: Iterable[Article | FailedFile]) -> Additions:
        return Additions.of(
            Additions(failed=(one,)) if isinstance(one, FailedFile) else self.keep(what, one) for one in found
        )

    def keep(self, what: str, article: Article) -> Additions:
        """Save an article that `what` gave, unless it is there already."""
        repeated = self._repeated(article)
        if repeated:
            return Additions(duplicates=(Duplicate(article.url or what, repeated),))
        try:
            saved = save(self._corpus_dir, article, max_bytes=self._max_bytes)
        except ArticleError as error:
            return Additions(failed=(FailedFile.of(what, error),))
        if not saved.is_new:
            return Additions(duplicates=(Duplicate(article.url or what, saved.article.id),))
        if article.url:
            self._saved.setdefault(article.url, []).append(saved.article)
        return Additions(saved=(saved.article,))

    def _repeated(self, article: Article) -> str | None:
        """The id of the article that this one is: of its address, with its title or its text, or of its text alone."""
        text = article.text.strip()
        for one in self._saved.get(article.url, ()) if article.url else ():
            if one.title == article.title or one.text.strip() == text:
                return one.id
        copies = self._catalogue.copies
        return copies.at_address(article.url, article.title, text) or copies.of_text(text)
