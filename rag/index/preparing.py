"""Prepares an article for the index: cuts it into passages, names their vectors, reduces them to word forms."""

import hashlib
from dataclasses import dataclass, fields

from rag.headers import searched_title, written_day
from rag.index.lexicon import Entry
from rag.passages import passages
from rag.records import Article, Passage
from rag.words import forms


@dataclass(frozen=True, slots=True)
class PreparedPassage:
    """A passage with its word forms, parted by spaces; `digest` names its vector, the hash of what is embedded."""

    passage: Passage
    digest: bytes
    body: str


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article with all that the index takes of it; `digest` is that of all its fields."""

    article: Article
    digest: str
    title: str
    passages: tuple[PreparedPassage, ...]

    def entry(self, key: int, number: int) -> Entry:
        """What the word index takes of the passage `number`, which has the `key`."""
        article = self.article
        return Entry(key, self.passages[number].body, self.title, article.source, article.published)


def prepared(article: Article, digest: str = "") -> PreparedArticle:
    """`article` as the index takes it; `digest` is made where it is not given."""
    return PreparedArticle(
        article,
        digest or article_digest(article),
        _joined(searched_title(article), article.language),
        tuple(_prepared(article, passage) for passage in passages(article)),
    )


def entry_of(key: int, article: Article, passage: Passage) -> Entry:
    """What the word index takes of one passage."""
    return Entry(
        key=key,
        body=_joined(passage_text(article, passage), article.language),
        title=_joined(searched_title(article), article.language),
        source=article.source,
        published=article.published,
    )


def passage_text(article: Article, passage: Passage) -> str:
    """The words of `passage`."""
    return article.text[passage.start : passage.end]


def embedded_text(article: Article, passage: Passage) -> str:
    """What is embedded for a passage: its article's title, outlet and date, which readers ask by, over its text."""
    about = " ".join(filter(None, (article.title, article.source, written_day(article))))
    return f"{about}\n{passage_text(article, passage)}"


def article_digest(article: Article) -> str:
    """A hash of all that an article says; any change of it makes a new version."""
    # As `astuple` gives them, which copies each value deep and takes longer than the hash.
    said = tuple([getattr(article, field.name) for field in fields(article)])
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def text_digest(text: str) -> bytes:
    """A hash of an embedded text, in 128 bits: two of a billion texts share one with a chance of 1 in 10^21."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _prepared(article: Article, passage: Passage) -> PreparedPassage:
    digest = text_digest(embedded_text(article, passage))
    return PreparedPassage(passage, digest, _joined(passage_text(article, passage), article.language))


def _joined(text: str, language: str) -> str:
    return " ".join(forms(text, language))
