from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.index.catalogue import Catalogue


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
