"""Measures what the vector store finds beside exact search, over the whole and within outlets and years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus_folders import read_corpus
from benchmarks.question_sets import find_material
from benchmarks.scale.corpora import read_questions, write_articles
from benchmarks.scale.indexing import Folders
from benchmarks.scale.rows import Recall, Sizes
from rag import Archive
from rag.index.embedders import LocalEmbedder, unit_vectors
from rag.index.index_writer import Stores
from rag.index.lexicon import Narrowing
from rag.search.near_passages import NearPassages
from rag.upkeep.syncing import close_stores, open_stores

if TYPE_CHECKING:
    from rag.ports import Vectors

_NEAREST = 10
# So many a question asks the store for.
_ASKED = 20
_QUESTIONS = 300
# Rows of vectors taken from the catalogue at a time.
_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class RealText:
    """Folders of question sets, and where their articles are indexed together."""

    sets: tuple[Path, ...]
    scratch: Path


def recalled(folders: Folders) -> Sizes:
    """The store's recall on the made-up text of one size."""
    found = _measured(folders, read_questions(folders.questions))
    return Sizes(folders.articles, recall=found.recall, filtered_recall=found.filtered_recall)


def recalled_really(real: RealText) -> Recall:
    """The store's recall on the articles of question sets, asked their own questions."""
    material = find_material(real.sets)
    corpora = {one.corpus: read_corpus(one.corpus) for one in material.sets}
    articles = [article for corpus in corpora.values() for article in corpus]
    # Sets without outlets or days get some, so that a search can be held to them.
    dressed = [
        replace(
            article,
            source=article.source or f"Outlet {place % 12}",
            published=article.published or date(2015 + place % 9, 1 + place % 12, 1),
        )
        for place, article in enumerate(articles)
    ]
    folders = Folders(real.scratch / "corpus", real.scratch / "data", real.scratch / "none", len(articles))
    write_articles(dressed, folders.corpus)
    with Archive.open(folders.settings) as archive:
        archive.sync()
    questions = [case.question for one in material.sets for case in one.cases]
    return _measured(folders, questions[:: max(1, len(questions) // _QUESTIONS)][:_QUESTIONS])


def _measured(folders: Folders, questions: Sequence[str]) -> Recall:
    embedder = LocalEmbedder()
    stores = open_stores(folders.settings)
    try:
        vectors = unit_vectors(embedder, questions)
        near = NearPassages(stores, embedder.name)
        outlets = stores.catalogue.sources()
        exact = _Exact(stores, embedder.name)
        held = [_narrowing(turn, outlets) for turn in range(len(questions))]
        return Recall(
            passages=len(exact.keys),
            questions=len(questions),
            recall=_share(near, exact, vectors, [Narrowing()] * len(questions)),
            filtered_recall=_share(near, exact, vectors, held),
        )
    finally:
        close_stores(stores)


def _narrowing(turn: int, outlets: Sequence[str]) -> Narrowing:
    if turn % 2 and outlets:
        return Narrowing(source=outlets[turn % len(outlets)])
    year = 2015 + turn % 9
    return Narrowing(since=date(year, 1, 1), until=date(year + turn % 3, 12, 31))


class _Exact:
    """Every vector of an archive in one table."""

    def __init__(self, stores: Stores, model: str) -> None:
        import numpy as np

        self._stores = stores
        pages = list(_pages(stores, model))
        self.keys = np.array([key for keys, _ in pages for key in keys], dtype=np.int64)
        self._rows = np.concatenate([rows for _, rows in pages])

    def nearest(self, vector: "Vectors", narrowing: Narrowing) -> list[float]:
        """The cosines of the nearest, nearest first."""
        import numpy as np

        cosines = self._rows @ vector
        if narrowing.narrows:
            within = (narrowing.source, narrowing.since, narrowing.until)
            inside = self._stores.catalogue.within.passages(*within, len(self.keys))
            cosines = cosines[np.isin(self.keys, inside)]
        return [float(cosine) for cosine in np.sort(cosines)[::-1][:_NEAREST]]


def _share(near: NearPassages, exact: _Exact, vectors: "Vectors", held: Sequence[Narrowing]) -> float:
    """The share of the exactly nearest that is found; of equally near ones each is as good."""
    found = wanted = 0
    for vector, narrowing in zip(vectors, held, strict=True):
        best = exact.nearest(vector, narrowing)
        if best:
            least = best[-1] - 1e-5
            hits = near.near(vector, narrowing, _ASKED)
            found += min(sum(cosine >= least for _, cosine in hits), len(best))
            wanted += len(best)
    return found / wanted if wanted else 1.0


def _pages(stores: Stores, model: str) -> "Iterator[tuple[list[int], Vectors]]":
    import numpy as np

    keys = stores.catalogue.within.passages(None, None, None, -1)
    for start in range(0, len(keys), _PAGE):
        rows = stores.catalogue.vectors.of_passages(model, keys[start : start + _PAGE])
        yield list(rows), np.frombuffer(b"".join(rows.values()), dtype=np.float32).reshape(len(rows), -1)
