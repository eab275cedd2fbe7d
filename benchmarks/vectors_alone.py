"""The archive's own embedding by itself: the nearest vectors, found exactly."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus_folders import read_corpus
from benchmarks.sentence_answers import Piece, SentenceAnswers, pieces_of
from rag.index.embedders import embedder_for, unit_vectors
from rag.ports import Embedder
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.ports import Vectors

# As many as the archive embeds at a time at most.
_BATCH = 1_000


@contextmanager
def vectors_alone(corpus: Path, data: Path) -> Iterator[SentenceAnswers]:  # noqa: ARG001 - kept in memory
    """Embed the passages and the sentences of `corpus` by the embedding that the settings name."""
    articles = read_corpus(corpus)
    pieces = pieces_of(articles)
    embedder = embedder_for(Settings.from_environment())
    search = _VectorSearch(
        embedder,
        _embedded(embedder, [piece.described for piece in pieces.passages]),
        _embedded(embedder, [piece.text for piece in pieces.sentences]),
    )
    yield SentenceAnswers(articles, pieces, search)


class _VectorSearch:
    """Cosines with every passage and every sentence; confidence is the best sentence's."""

    def __init__(self, embedder: Embedder, of_passages: "Vectors", of_sentences: "Vectors") -> None:
        self._embedder = embedder
        self._of_passages = of_passages
        self._of_sentences = of_sentences

    def passages(self, question: str, limit: int) -> list[tuple[int, float]]:
        return self._nearest(self._of_passages, question, limit)

    def sentences(self, question: str, limit: int) -> list[tuple[int, float]]:
        return self._nearest(self._of_sentences, question, limit)

    def confidence(self, question: str, sentence: Piece, score: float) -> float:  # noqa: ARG002 - a Search has them
        return max(0.0, score)

    def _nearest(self, rows: "Vectors", question: str, limit: int) -> list[tuple[int, float]]:
        import numpy as np

        if not len(rows):
            return []
        cosines = rows @ unit_vectors(self._embedder, [question])[0]
        return [(int(place), float(cosines[place])) for place in np.argsort(-cosines, kind="stable")[:limit]]


def _embedded(embedder: Embedder, texts: Sequence[str]) -> "Vectors":
    import numpy as np

    batches = [unit_vectors(embedder, texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
    return np.concatenate(batches) if batches else np.zeros((0, 1), dtype=np.float32)
