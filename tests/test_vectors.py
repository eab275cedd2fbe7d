from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.errors import DataError
from rag.index.vectors import VectorStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VectorStore]:
    opened = VectorStore(tmp_path / "chroma")
    yield opened
    opened.close()


def rows(count: int, dimensions: int = 16) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    made = np.random.default_rng(7).normal(size=(count, dimensions)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def test_the_nearest_vector_is_itself_with_cosine_one(store: VectorStore) -> None:
    vectors = rows(50)
    store.put(list(range(50)), vectors)
    (first, cosine), *_ = store.nearest(vectors[7], 3)
    assert first == 7
    assert cosine == pytest.approx(1.0, abs=1e-5)


def test_cosines_are_those_of_the_vectors_and_fall(store: VectorStore) -> None:
    vectors = rows(50)
    store.put(list(range(50)), vectors)
    found = store.nearest(vectors[3], 50)
    assert [cosine for _, cosine in found] == pytest.approx(
        [float(vectors[key] @ vectors[3]) for key, _ in found], abs=1e-5
    )
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)


def test_putting_twice_and_removing_twice_change_nothing(store: VectorStore) -> None:
    vectors = rows(4)
    store.put([1, 2, 3, 4], vectors)
    store.put([1, 2, 3, 4], vectors)
    store.remove([1, 99])
    store.remove([1])
    assert store.keys() == {2, 3, 4}


def test_vectors_are_there_after_closing_and_opening(store: VectorStore) -> None:
    store.put([5], rows(1))
    store.close()
    assert store.count() == 1


def test_vectors_of_another_length_fit_after_clearing(store: VectorStore) -> None:
    store.put([1], rows(1, dimensions=16))
    store.clear()
    store.put([1], rows(1, dimensions=8))
    assert store.keys() == {1}


def test_more_than_chroma_takes_at_once_is_put_in_batches(store: VectorStore) -> None:
    store.put(list(range(6_000)), rows(6_000, dimensions=4))
    assert store.count() == 6_000


def test_an_empty_store_and_a_zero_vector_are_near_nothing(store: VectorStore) -> None:
    assert store.nearest(rows(1)[0], 5) == []
    store.put([1], rows(1))
    assert store.nearest(np.zeros(16, dtype=np.float32), 5) == []


def test_a_folder_that_cannot_be_opened_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("a file where a folder should be")
    with pytest.raises(DataError, match=r"rag sync --rebuild"):
        VectorStore(tmp_path / "chroma").count()
