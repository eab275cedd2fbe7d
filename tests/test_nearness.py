"""Nearness of single words."""

import tracemalloc
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.search import nearness
from rag.search.nearness import WordNearness


class Counting:
    """Gives each word a vector by its first letter, and counts what it is asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.extend(texts)
        return np.array([[1.0, 0.0] if text.startswith("a") else [0.0, 1.0] for text in texts], dtype=np.float32)


class Wide:
    """Gives every word the same vector, as long as those of the embedder that comes with the archive."""

    name = "wide"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 256), dtype=np.float32)


def test_each_word_is_embedded_once() -> None:
    embedder = Counting()
    near = WordNearness(embedder)
    near(["ant"], ["ape", "bee"])
    assert near(["ant"], ["bee", "ape"]).tolist() == [[0.0, 1.0]]
    assert embedder.asked == ["ant", "ape", "bee"]


def test_forgetting_keeps_the_cosines_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearness, "_REMEMBERED_WORDS", 2)
    near = WordNearness(Counting())
    for _ in range(3):
        assert near(["ant", "bee"], ["ape", "bat"]).tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_new_words_take_no_more_memory_than_their_vectors() -> None:
    near = WordNearness(Wide())
    near(["first"], ["word"])
    tracemalloc.start()
    try:
        for start in range(0, 5_000, 100):
            near([f"word {number}" for number in range(start, start + 100)], ["word"])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # A table that grew by doubling took 10 MB at once here, and left the half of it behind as a hole.
    assert most < 3_000_000
