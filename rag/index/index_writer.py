"""Puts articles into the catalogue and both search stores, in the order that never loses one.

1. An article's row and passages go into the catalogue, as `pending`;
2. its passages go into both search stores;
3. in one transaction the new version becomes `ready` and the one it replaces `retired`;
4. retired passages leave the stores, and last the catalogue.

Stopped at any point, the catalogue still answers from whole articles, and `sweep` clears what was under way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import ProviderError, StoreError
from rag.index.catalogue import Catalogue, NewArticle, NewPassage
from rag.index.embedders import unit_vectors
from rag.index.lexicon import Entry, Lexicon
from rag.index.preparing import PreparedArticle, embedded_text, entry_of, prepared, text_digest
from rag.index.vector_server import VectorServer
from rag.index.vectors import VectorStore
from rag.ports import Embedder
from rag.records import Article

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
    vectors: VectorStore | VectorServer
    lexicon: Lexicon


class IndexWriter:
    """The one writer of a data folder; whoever makes it holds the folder's lock."""

    def __init__(self, stores: Stores, embedder: Embedder) -> None:
        self._catalogue = stores.catalogue
        self._vectors = stores.vectors
        self._lexicon = stores.lexicon
        self._embedder = embedder

    @property
    def embedder(self) -> Embedder:
        """Whose vectors are written."""
        return self._embedder

    def claim(self) -> None:
        """See that this embedder built the index, or build with it where nothing is yet.

        Raises RebuildError when another one did.
        """
        if not self._catalogue.embedding:
            self._catalogue.name_embedding(self._embedder.name)
        self._catalogue.expect_embedding(self._embedder.name)

    def put(self, articles: Sequence[tuple[Article, str, str]]) -> None:
        """Write articles given with their file and digest, see `write`."""
        self.write([(prepared(article, digest), file) for article, file, digest in articles], {})

    def write(self, articles: Sequence[tuple[PreparedArticle, str]], made: Mapping[bytes, bytes]) -> None:
        """Write new articles and new versions, given with their file; they answer when this returns.

        `made` are vectors that this embedder made before, as float32 bytes by digest. Raises ProviderError when the
        embedder fails; then nothing is written, and old versions go on answering.
        """
        if not articles:
            return
        vectors = self.embed([one for one, _ in articles], made)
        entries: list[Entry] = []
        keys: list[int] = []
        with self._catalogue.writing():
            for one, file in articles:
                new = tuple(NewPassage(each.passage, each.digest) for each in one.passages)
                key, passage_keys = self._catalogue.add_pending(NewArticle(one.article, file, one.digest, new))
                keys.append(key)
                entries += [one.entry(passage_key, number) for number, passage_key in enumerate(passage_keys)]
        self._store(entries, [vectors[each.digest] for one, _ in articles for each in one.passages])
        with self._catalogue.writing():
            self._catalogue.make_ready(keys)
        self._vectors.settle(whole=False)

    def embed(self, articles: Sequence[PreparedArticle], made: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
        """The vector of each passage as float32 bytes, by digest, kept so that `write` makes it no more.

        `made` as in `write`. Raises ProviderError when the embedder fails.
        """
        texts = {each.digest: embedded_text(one.article, each.passage) for one in articles for each in one.passages}
        return self._vectors_of(texts, made)

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

    def expect(self, passages: int) -> None:
        """Know about how many passages are going to be written."""
        self._vectors.expect(passages)

    def begin_settling(self) -> None:
        """Have the vector store do, beside what follows, what it can of what `settle` ends."""
        self._vectors.begin_settling()

    def stop(self) -> None:
        """End what goes on beside the writing, at the end of a sync or when it fails; safe to call twice."""
        self._vectors.stop()

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
            self._vectors_of({text_digest(text): text for text in texts})
            done += len(keys)
            progress(min(done, total), total)

    def _entries(self, progress: Progress) -> Iterator[Entry]:
        """The words of every ready passage, read from the catalogue as they are asked for."""
        total, last, done = self._catalogue.count_passages(), 0, 0
        while batch := self._catalogue.located_after(last, _REBUILD_BATCH):
            last = batch[-1].key
            yield from (entry_of(one.key, one.article, one.passage) for one in batch)
            done += len(batch)
            progress(done, total)

    def _store(self, entries: Sequence[Entry], vectors: Sequence[bytes]) -> None:
        import numpy as np

        rows = np.stack([np.frombuffer(vector, dtype=np.float32) for vector in vectors])
        self._vectors.put([entry.key for entry in entries], rows)
        self._lexicon.put(entries)

    def _vectors_of(self, texts: Mapping[bytes, str], made: Mapping[bytes, bytes] | None = None) -> dict[bytes, bytes]:
        """The vector of each text as float32 bytes, by digest; those made before are not made again."""
        model = self._embedder.name
        vectors = self._catalogue.vectors.known(model, list(texts))
        missing = [digest for digest in texts if digest not in vectors]
        new = {digest: made[digest] for digest in missing if digest in made} if made else {}
        left = [digest for digest in missing if digest not in new]
        if left:
            rows = unit_vectors(self._embedder, [texts[digest] for digest in left])
            new |= {digest: row.tobytes() for digest, row in zip(left, rows, strict=True)}
        if new:
            self._refuse_other_lengths(new.values())
            with self._catalogue.writing():
                self._catalogue.vectors.keep(model, new)
        return vectors | new

    def _refuse_other_lengths(self, vectors: Iterable[bytes]) -> None:
        """Raise ProviderError where a vector is not as long as those the model made before."""
        wanted = self._catalogue.vectors.bytes_each(self._embedder.name)
        for vector in vectors:
            if wanted not in {0, len(vector)}:
                raise ProviderError(
                    f"The embedding model {self._embedder.name!r} gave {len(vector) // 4:,} numbers for a text, before "
                    f"it gave {wanted // 4:,}."
                )
