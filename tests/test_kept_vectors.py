from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.index import kept_vectors
from rag.index.catalogue import Catalogue, NewArticle, NewPassage
from rag.records import Article, Passage


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def test_vectors_are_kept_by_model_and_content(catalogue: Catalogue) -> None:
    catalogue.vectors.keep("small", {b"x": b"1111", b"y": b"2222"})
    catalogue.vectors.keep("large", {b"x": b"3333"})
    assert catalogue.vectors.known("small", [b"x", b"z"]) == {b"x": b"1111"}
    assert catalogue.vectors.known("large", [b"x", b"y"]) == {b"x": b"3333"}


def test_vectors_of_vanished_texts_are_dropped_when_they_outgrow_the_others(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_vectors, "_SPARED", 0)
    article = Article("a.md", "", "", "", None, "", "", "Text.")
    catalogue.add_pending(NewArticle(article, "a.md", "d", (NewPassage(Passage(0, 0, 5), b"x"),)))
    catalogue.vectors.keep("small", {b"x": b"1111", b"gone": b"2222"})
    catalogue.vectors.keep("large", {b"x": b"3333"})
    assert catalogue.vectors.prune() == 0
    catalogue.vectors.keep("small", {b"gone too": b"4444"})
    assert catalogue.vectors.prune() == 2
    assert catalogue.vectors.known("small", [b"x", b"gone", b"gone too"]) == {b"x": b"1111"}
    assert catalogue.vectors.known("large", [b"x"]) == {b"x": b"3333"}


def test_a_few_vectors_of_vanished_texts_are_kept_for_when_they_come_back(catalogue: Catalogue) -> None:
    catalogue.vectors.keep("small", {b"gone": b"2222"})
    assert catalogue.vectors.prune() == 0
    assert catalogue.vectors.known("small", [b"gone"]) == {b"gone": b"2222"}
