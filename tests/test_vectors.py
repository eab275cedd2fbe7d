from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.index.catalogue import Catalogue, NewArticle, NewPassage
from rag.index.vectors import VectorStore
from rag.records import Article, Passage

ARTICLE = Article("0.md", "Talks", "", "", None, "", "en", "Talks.")
MODEL = "small"

Rows = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


class Shelf:
    """A catalogue of one passage an article, whose vectors are given, with its vector store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "chroma"
        self._path = folder / "catalogue.sqlite"
        self.catalogue = Catalogue.open(self._path)
        self.catalogue.name_embedding(MODEL)
        self.store = self.another_store()

    def another_store(self) -> VectorStore:
        """One that sees the same files, as another process would."""
        return VectorStore(self.folder, self.catalogue.layers, self._path)

    def add(self, vectors: Rows, first: int = 0) -> list[int]:
        """Let articles answer, one a row, under the ids `first` and on; gives the keys of their passages."""
        keys: list[int] = []
        articles: list[int] = []
        with self.catalogue.writing():
            for number, row in enumerate(vectors, start=first):
                article = replace(ARTICLE, id=f"{number}.md")
                digest = row.tobytes()[:16]
                new = NewArticle(article, article.id, "1", (NewPassage(Passage(0, 0, 6), digest),))
                article_key, passage_keys = self.catalogue.add_pending(new)
                self.catalogue.vectors.keep(MODEL, {digest: row.tobytes()})
                keys += passage_keys
                articles.append(article_key)
            self.catalogue.make_ready(articles)
        self.store.refresh()
        return keys

    def retire(self, *numbers: int) -> None:
        self.catalogue.retire([f"{number}.md" for number in numbers])

    def spans(self) -> list[tuple[int, int, int]]:
        return [(layer.first, layer.last, layer.held) for layer in self.catalogue.layers.all()]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(tmp_path)
    yield opened
    opened.store.close()
    opened.catalogue.close()


def rows(count: int, dimensions: int = 16, seed: int = 7) -> Rows:
    made = np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def exact(keys: list[int], vectors: Rows, vector: Rows, limit: int) -> list[int]:
    return [keys[at] for at in np.argsort(-(vectors @ vector))[:limit]]


@pytest.mark.parametrize("settled", [False, True])
def test_the_nearest_are_those_of_the_highest_cosine_before_and_after_folding(shelf: Shelf, *, settled: bool) -> None:
    vectors = rows(200)
    keys = shelf.add(vectors)
    if settled:
        shelf.store.settle()
    found = shelf.store.nearest(vectors[7], 20)
    assert [key for key, _ in found] == exact(keys, vectors, vectors[7], 20)
    assert [cosine for _, cosine in found] == pytest.approx(
        [float(vectors[keys.index(key)] @ vectors[7]) for key, _ in found], abs=1e-5
    )
    assert bool(shelf.spans()) is settled


def test_what_came_after_folding_is_found_at_once(shelf: Shelf) -> None:
    shelf.add(rows(40))
    shelf.store.settle()
    shelf.store.nearest(rows(1)[0], 1)
    late = rows(3, seed=8)
    keys = shelf.add(late, first=40)
    assert [shelf.store.nearest(row, 1)[0][0] for row in late] == keys
    assert len(shelf.spans()) == 1


def test_what_no_longer_answers_leaves_its_place_to_the_next(shelf: Shelf) -> None:
    vectors = rows(100)
    keys = shelf.add(vectors)
    shelf.store.settle()
    order = exact(keys, vectors, vectors[0], 100)
    shelf.retire(*(keys.index(key) for key in order[:20]))
    assert [key for key, _ in shelf.store.nearest(vectors[0], 5)] == order[20:25]


def test_a_layer_of_which_a_quarter_is_dead_is_made_again(shelf: Shelf) -> None:
    shelf.add(rows(100))
    shelf.store.settle()
    shelf.retire(*range(30))
    shelf.store.settle()
    assert [held for _, _, held in shelf.spans()] == [70]
    shelf.retire(*range(30, 100))
    shelf.store.settle()
    assert shelf.spans() == []


def test_an_open_store_goes_on_answering_over_a_swap_and_then_sees_the_new_layer(shelf: Shelf) -> None:
    vectors = rows(60)
    keys = shelf.add(vectors)
    shelf.store.settle()
    reader = shelf.another_store()
    assert reader.nearest(vectors[5], 1)[0][0] == keys[5]
    more = shelf.add(rows(60, seed=9), first=60)
    shelf.store.settle()
    shelf.store.inspect()
    assert [folder.name for folder in shelf.folder.iterdir()] == [str(shelf.catalogue.layers.all()[0].name)]
    reader.refresh()
    for key, row in [*zip(keys, vectors, strict=True), *zip(more, rows(60, seed=9), strict=True)]:
        assert reader.nearest(row, 1)[0][0] == key
    reader.close()


def test_vectors_of_another_model_and_length_take_the_place_of_all(shelf: Shelf) -> None:
    keys = shelf.add(rows(10))
    shelf.store.settle()
    assert shelf.store.nearest(rows(1)[0], 1)
    others = rows(10, dimensions=8)
    digests = [row.tobytes()[:16] for row in rows(10)]
    shelf.catalogue.vectors.keep("other", dict(zip(digests, (row.tobytes() for row in others), strict=True)))
    shelf.store.replace("other")
    shelf.store.close()
    assert shelf.catalogue.embedding == "other"
    assert [shelf.store.nearest(row, 1)[0][0] for row in others] == keys


def test_an_empty_store_and_a_zero_vector_are_near_nothing(shelf: Shelf) -> None:
    assert shelf.store.nearest(rows(1)[0], 5) == []
    shelf.store.settle()
    shelf.add(rows(1))
    assert shelf.store.nearest(np.zeros(16, dtype=np.float32), 5) == []


def test_a_damaged_layer_is_not_opened_and_its_passages_are_compared_one_by_one(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    vectors = rows(50)
    keys = shelf.add(vectors)
    shelf.store.settle()
    next(shelf.folder.rglob("header.bin")).write_bytes(b"")
    assert [key for key, _ in shelf.store.nearest(vectors[7], 20)] == exact(keys, vectors, vectors[7], 20)
    assert "compared one by one" in caplog.text
    shelf.store.inspect()
    shelf.store.settle()
    assert len(shelf.spans()) == 1
    shelf.store.close()
    caplog.clear()
    assert [key for key, _ in shelf.store.nearest(vectors[7], 20)] == exact(keys, vectors, vectors[7], 20)
    assert caplog.text == ""
