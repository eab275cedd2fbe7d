"""Words: which passages hold a question's words, kept in tantivy and ranked by BM25.

Text comes here as word forms (`rag.words`), already cut and stemmed in its own language; tantivy only parts them at
spaces. The score is BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
2009).
"""

import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import StoreError
from rag.index.word_files import clear_orphans
from rag.records import Article

if TYPE_CHECKING:
    from tantivy import Document, Index, Query

# The smallest heap tantivy accepts is 15 MB a thread; one thread and 64 MB index faster than sentences are embedded.
_HEAP_BYTES = 64_000_000
# The weight of a field in a passage's score, beside its body's 1.
FIELD_WEIGHTS = {"body": 1.0, "title": 1.0}


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of one passage, as forms parted by spaces, with what may narrow a search."""

    key: int
    body: str
    title: str
    source: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a search is held to, all of it at once.

    An outlet by its whole name (case does not matter), inclusive days of publication, a day of any year as (month,
    day).
    """

    source: str | None = None
    since: date | None = None
    until: date | None = None
    day: tuple[int, int] | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != Narrowing()

    def admits(self, article: Article) -> bool:
        """Whether `article` is within."""
        published = article.published
        return (
            (self.source is None or self.source.casefold() == article.source.casefold())
            and (self.since is None or (published is not None and self.since <= published))
            and (self.until is None or (published is not None and published <= self.until))
            and (self.day is None or (published is not None and (published.month, published.day) == self.day))
        )


class Lexicon:
    """A tantivy index of passages' words by passage key, opened at first use.

    Every method raises StoreError when tantivy cannot open `folder`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opening = threading.Lock()
        self._opened: Index | None = None
        self._cleared = False
        self._copy: str | None = None

    @property
    def _index(self) -> "Index":
        with self._opening:
            if self._opened is None:
                self._opened = _open(self._where())
            return self._opened

    def _where(self) -> Path:
        """The folder, or where it cannot be written a copy: tantivy cannot even read without a lock in its folder."""
        if not self._folder.is_dir() or os.access(self._folder, os.W_OK):
            return self._folder
        self._copy = tempfile.mkdtemp(prefix="words-")
        weakref.finalize(self, shutil.rmtree, self._copy, ignore_errors=True)
        return Path(shutil.copytree(self._folder, self._copy, dirs_exist_ok=True))

    def count(self) -> int:
        """How many passages the index holds."""
        return int(self._index.searcher().num_docs)

    def keys(self) -> set[int]:
        """The key of every passage that the index holds."""
        import tantivy

        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), max(int(searcher.num_docs), 1), count=False).hits
        return {int(key or 0) for key in searcher.fast_field_values("key", [address for _, address in hits])}

    def frequency(self, form: str) -> int:
        """How many passages hold `form`, in the field that holds it most often."""
        searcher = self._index.searcher()
        return max(int(searcher.doc_freq(field, form)) for field in FIELD_WEIGHTS)

    def put(self, entries: Iterable[Entry]) -> None:
        """Write entries, replacing those of the same keys, and make them visible; doing it twice changes nothing."""
        entries = list(entries)
        with self._writing() as writer:
            self._delete(writer, [entry.key for entry in entries])
            for entry in entries:
                writer.add_document(_document(entry))

    def replace_all(self, entries: Iterable[Entry]) -> None:
        """Write entries in place of all there are: until they are whole, those before are found.

        A damaged index is replaced too. Where the new one cannot be written, the one before stays.
        """
        fresh, old = (self._folder.with_name(f"{self._folder.name}.{end}") for end in ("new", "old"))
        with _told(self._folder):
            for folder in (fresh, old):
                shutil.rmtree(folder, ignore_errors=True)
            writer = _at(fresh).writer(heap_size=_HEAP_BYTES, num_threads=1)
            for entry in entries:
                writer.add_document(_document(entry))
            writer.commit()
            writer.wait_merging_threads()
            with self._opening:
                if self._folder.exists():
                    self._folder.rename(old)
                fresh.rename(self._folder)
                self._opened, self._cleared = None, False
        shutil.rmtree(old, ignore_errors=True)

    def remove(self, keys: Sequence[int]) -> None:
        """Delete entries; keys that are not there are passed over."""
        with self._writing() as writer:
            self._delete(writer, keys)

    def refresh(self) -> None:
        """See what another process has written."""
        if self._copy is not None:
            with self._opening:
                self._opened, self._copy = None, None
        self._index.reload()

    def search(self, terms: Mapping[str, float], limit: int, *within: Narrowing) -> list[tuple[int, float]]:
        """The keys of the passages that hold any of `terms` (form to weight), each with its score, best first.

        The search is held to any of the narrowings, where there are some.
        """
        import tantivy

        if not terms:
            return []
        wanted = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, form), weight * boost))
            for form, weight in terms.items()
            for field, boost in FIELD_WEIGHTS.items()
        ]
        query = tantivy.Query.boolean_query(wanted)
        if within and all(narrowing.narrows for narrowing in within):
            any_of = tantivy.Query.boolean_query([(tantivy.Occur.Should, self._held(one)) for one in within])
            held = tantivy.Query.const_score_query(any_of, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, held)])
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        keys = searcher.fast_field_values("key", [address for _, address in hits])
        return [(int(key or 0), float(score)) for key, (score, _) in zip(keys, hits, strict=True)]

    def _held(self, narrowing: Narrowing) -> "Query":
        """All conditions of one narrowing."""
        import tantivy

        conditions: list[Query] = []
        if narrowing.source is not None:
            conditions.append(self._term("source", narrowing.source.casefold()))
        if narrowing.day is not None:
            conditions.append(self._term("calendar_day", _calendar_day(*narrowing.day)))
        if narrowing.since is not None or narrowing.until is not None:
            first = (narrowing.since or date.min).toordinal()
            last = (narrowing.until or date.max).toordinal()
            conditions.append(
                tantivy.Query.range_query(self._index.schema, "day", tantivy.FieldType.Unsigned, first, last)
            )
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, condition) for condition in conditions])

    def _term(self, field: str, form: str) -> "Query":
        import tantivy

        return tantivy.Query.term_query(self._index.schema, field, form)

    def _delete(self, writer: Any, keys: Sequence[int]) -> None:  # noqa: ANN401 - tantivy has no types
        import tantivy

        # By a query: a deletion by term reads an integer as signed, and finds nothing in an unsigned field.
        writer.delete_documents_by_query(tantivy.Query.term_set_query(self._index.schema, "key", list(keys)))

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """A writer whose work is seen, all at once, after the block."""
        index = self._index
        with _told(self._folder):
            if not self._cleared:
                clear_orphans(self._folder)
                self._cleared = True
            writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
            yield writer
            writer.commit()
            writer.wait_merging_threads()
            index.reload()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What tantivy raises while it writes becomes a StoreError."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise StoreError(
            f"The word index {str(folder)!r} cannot be written ({error}); see that its disk has room and can be "
            "written, then run: rag sync"
        ) from error


def _document(entry: Entry) -> "Document":
    import tantivy

    document = tantivy.Document()
    # As a keyword argument an integer would be added as signed, which stops the writer's thread.
    document.add_unsigned("key", entry.key)
    document.add_unsigned("day", entry.published.toordinal() if entry.published else 0)
    document.add_text("source", entry.source.casefold())
    document.add_text("body", entry.body)
    document.add_text("title", entry.title)
    if entry.published:
        document.add_text("calendar_day", _calendar_day(entry.published.month, entry.published.day))
    return document


def _calendar_day(month: int, day: int) -> str:
    return f"{month:02}-{day:02}"


def _open(folder: Path) -> "Index":
    try:
        return _at(folder)
    except (OSError, ValueError) as error:
        raise StoreError(
            f"The word index {str(folder)!r} cannot be opened ({error}); build it again: rag sync --rebuild"
        ) from error


def _at(folder: Path) -> "Index":
    """The index in `folder`, made where there is none; raises OSError or ValueError."""
    import tantivy

    folder.mkdir(parents=True, exist_ok=True)
    return tantivy.Index(_schema(), path=str(folder), reuse=True)


def _schema() -> Any:  # noqa: ANN401 - tantivy has no types
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", stored=True, indexed=True, fast=True)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("calendar_day", tokenizer_name="raw", index_option="basic")
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace")
    return builder.build()
