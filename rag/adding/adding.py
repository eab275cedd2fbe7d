"""Takes articles in: whatever is named is read, what is new of it is saved, the rest is told."""

from collections.abc import Iterable
from pathlib import Path

from rag.adding.documents import document_articles, path_articles
from rag.adding.saving import save
from rag.errors import ArticleError
from rag.index.catalogue import Catalogue
from rag.records import Additions, Article, Duplicate, FailedFile
from rag.settings import Settings


class Adding:
    """One run of additions to the corpus of an archive."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._corpus_dir = settings.corpus_dir
        self._max_bytes = settings.max_article_bytes
        self._catalogue = catalogue
        self._saved: dict[str, list[Article]] = {}  # in this run, by address: the index has not seen them yet

    def add(self, what: str | Path) -> Additions:
        """Save what a file or a folder holds."""
        return self._add_path(Path(what))

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
            Additions(failed=(one,)) if isinstance(one, FailedFile) else self._keep(what, one) for one in found
        )

    def _keep(self, what: str, article: Article) -> Additions:
        """Save an article that `what` gave, unless it is there already."""
        repeated = self._repeated(article)
        if repeated:
            return Additions(duplicates=(Duplicate(article.url or what, repeated),))
        try:
            saved = save(self._corpus_dir, article, max_bytes=self._max_bytes)
        except ArticleError as error:
            return Additions(failed=(FailedFile(what, str(error)),))
        if not saved.is_new:
            return Additions(duplicates=(Duplicate(article.url or what, saved.article.id),))
        if article.url:
            self._saved.setdefault(article.url, []).append(saved.article)
        return Additions(saved=(saved.article,))

    def _repeated(self, article: Article) -> str | None:
        """The id of the article that this one is: of its address, with its title or its text."""
        if not article.url:
            return None
        text = article.text.strip()
        for one in self._saved.get(article.url, ()):
            if one.title == article.title or one.text.strip() == text:
                return one.id
        return self._catalogue.copies.at_address(article.url, article.title, text)
