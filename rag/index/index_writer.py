"""Puts articles into the catalogue and both search stores, in the order that never loses one.

1. An article's row and passages go into the catalogue, as `pending`;
2. its passages go into both search stores;
3. in one transaction the new version becomes `ready` and the one it replaces `retired`;
4. retired passages leave the stores, and last the catalogue.

Stopped at any point, the catalogue still answers from whole articles, and `sweep` clears what was under way.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import StoreError
from rag.headers import searched_title, written_day
from rag.index.catalogue import Catalogue, NewArticle, NewPassage
from rag.index.embedders import unit_vectors
from rag.index.lexicon import Entry, Lexicon
from rag.index.vectors import VectorStore
from rag.passages import passages
from rag.ports import Embedder
from rag.records import Article, Passage
from rag.words import forms

# Passages taken from the catalogue at a time when the stores are made again.
_REBUILD_BATCH = 1_000

# Told after each step of a long work: how much is done, and of how much.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a data folder each part of the index lies."""

    data_dir: Path

    @property
    def catalogue(self) -> Path:
        """The SQLite file."""
        return self.data_dir / "catalogue.sqlite"

    @property
    def vectors(self) -> Path:
        """Chroma's folder."""
        return self.data_dir / "chroma"

    @property
    def words(self) -> Path:
        """Tantivy's folder."""
        return self.data_dir / "words"


@dataclass(frozen=True, slots=True)
class Stores:
    """The three places where the index is kept."""

    catalogue: Catalogue
    vectors: VectorStore
    lexicon: Lexicon


class IndexWriter:
    """The one writer of a data folder; whoever makes it holds the folder's lock."""

    def __init__(self, stores: Stores, embedder: Embedder) -> None:
        self._catalogue = stores.catalogue
        self._vectors = stores.vectors
        self._lexicon = stores.lexicon
        self._embedder = embedder

    def claim(self) -> None:
        """See that this embedder built the index, or build with it where nothing is yet.

        Raises RebuildError when another one did.
        """
        if not self._catalogue.embedding:
            self._catalogue.name_embedding(self._embedder.name)
        self._catalogue.expect_embedding(self._embedder.name)

    def put(self, articles: Sequence[tuple[Article, str, str]]) -> None:
        """Write new articles and new versions, given with their file and digest; they answer when this returns.

        Raises ProviderError when the embedder fails; then nothing is written, and old versions go on answering.
        """
        if not articles:
            return
        texts: dict[bytes, str] = {}
        new = [NewArticle(article, file, digest, _prepared(article, texts)) for article, file, digest in articles]
        vectors = self._vectors_of(texts)
        entries: list[Entry] = []
        digests: list[bytes] = []
        keys: list[int] = []
        with self._catalogue.writing():
            for one in new:
                key, passage_keys = self._catalogue.add_pending(one)
                keys.append(key)
                for passage_key, prepared in zip(passage_keys, one.passages, strict=True):
                    entries.append(_entry(passage_key, one.article, prepared.passage))
                    digests.append(prepared.digest)
        self._store(entries, [vectors[digest] for digest in digests])
        with self._catalogue.writing():
            self._catalogue.make_ready(keys)
        self._vectors.settle(whole=False)

    def retire(self, ids: Sequence[str]) -> None:
        """Stop articles from answering."""
        if ids:
            with self._catalogue.writing():
                self._catalogue.retire(ids)

    def sweep(self) -> None:
        """Clear away what does not answer: versions replaced or removed, and what a stopped sync left pending."""
        under_way = self._catalogue.under_way()
        passage_keys = [key for _, keys in under_way for key in keys]
        if passage_keys:
            self._vectors.remove(passage_keys)
            self._lexicon.remove(passage_keys)
        if under_way:
            with self._catalogue.writing():
                self._catalogue.drop([key for key, _ in under_way])

    def settle(self) -> None:
        """Have the vector store take in what came, at the end of a sync."""
        self._vectors.settle()

    def inspect(self) -> None:
        """See that the stores are whole; damaged vectors are mended at the next `settle`.

        Raises StoreError when the words are damaged, or not those of the catalogue's passages.
        """
        self._vectors.inspect()
        if self._lexicon.count() != self._catalogue.count_passages():
            raise StoreError("The word index lags behind the catalogue; build it again: rag sync --rebuild")

    def rebuild(self, progress: Progress) -> None:
        """Make both search stores again from the catalogue, embedding only what this embedder never embedded.

        What was indexed answers until all of it is there.
        """
        self._embed_missing(progress)
        self.rebuild_words(progress)
        self._vectors.replace(self._embedder.name)
        self._catalogue.name_embedding(self._embedder.name)

    def rebuild_words(self, progress: Progress) -> None:
        """Make the word index again from the catalogue; the one before answers until all of it is there."""
        self._lexicon.replace_all(self._entries(progress))

    def _embed_missing(self, progress: Progress) -> None:
        model = self._embedder.name
        total, done = self._catalogue.vectors.count_missing(model), 0
        while keys := self._catalogue.vectors.missing(model, _REBUILD_BATCH):
            texts = [embedded_text(one.article, one.passage) for one in self._catalogue.located(keys).values()]
            self._vectors_of({_digest(text): text for text in texts})
            done += len(keys)
            progress(min(done, total), total)

    def _entries(self, progress: Progress) -> Iterator[Entry]:
        """The words of every ready passage, read from the catalogue as they are asked for."""
        total, last, done = self._catalogue.count_passages(), 0, 0
        while batch := self._catalogue.located_after(last, _REBUILD_BATCH):
            last = batch[-1].key
            yield from (_entry(one.key, one.article, one.passage) for one in batch)
            done += len(batch)
            progress(done, total)

    def _store(self, entries: Sequence[Entry], vectors: Sequence[bytes]) -> None:
        import numpy as np

        rows = np.stack([np.frombuffer(vector, dtype=np.float32) for vector in vectors])
        self._vectors.put([entry.key for entry in entries], rows)
        self._lexicon.put(entries)

    def _vectors_of(self, texts: dict[bytes, str]) -> dict[bytes, bytes]:
        """The vector of each text as float32 bytes, by digest; those made before are not made again."""
        model = self._embedder.name
        vectors = self._catalogue.vectors.known(model, list(texts))
        missing = [digest for digest in texts if digest not in vectors]
        if missing:
            rows = unit_vectors(self._embedder, [texts[digest] for digest in missing])
            made = {digest: row.tobytes() for digest, row in zip(missing, rows, strict=True)}
            with self._catalogue.writing():
                self._catalogue.vectors.keep(model, made)
            vectors |= made
        return vectors


def embedded_text(article: Article, passage: Passage) -> str:
    """What is embedded for a passage: its article's title, outlet and date, which readers ask by, over its text."""
    about = " ".join(filter(None, (article.title, article.source, written_day(article))))
    return f"{about}\n{article.text[passage.start : passage.end]}"


def _prepared(article: Article, texts: dict[bytes, str]) -> tuple[NewPassage, ...]:
    prepared = []
    for passage in passages(article):
        text = embedded_text(article, passage)
        digest = _digest(text)
        texts[digest] = text
        prepared.append(NewPassage(passage, digest))
    return tuple(prepared)


def _entry(key: int, article: Article, passage: Passage) -> Entry:
    def joined(text: str) -> str:
        return " ".join(forms(text, article.language))

    return Entry(
        key=key,
        body=joined(article.text[passage.start : passage.end]),
        title=joined(searched_title(article)),
        source=article.source,
        published=article.published,
    )


def _digest(text: str) -> bytes:
    # 128 bits: two of a billion texts share one with a chance of 1 in 10^21.
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
