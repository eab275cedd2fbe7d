from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.errors import StoreError
from rag.index.chroma_folder import ChromaFolder
from rag.index.trial import Drift, audited, tried
from tests.test_vectors import Shelf, rows


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(tmp_path)
    opened.add(rows(200))
    opened.store.settle()
    yield opened
    opened.store.close()
    opened.catalogue.close()


def test_every_missing_and_altered_vector_is_named(shelf: Shelf, tmp_path: Path) -> None:
    (layer,) = shelf.catalogue.layers.all()
    (folder,) = shelf.folder.iterdir()
    assert audited(folder, tmp_path / "catalogue.sqlite", layer.name) == Drift()
    opened = ChromaFolder.open(folder)
    collection = opened._collection  # noqa: SLF001 - somebody else's write
    collection.delete(ids=[str(key) for key in range(1, 51)])
    collection.update(ids=[str(key) for key in range(51, 101)], embeddings=np.ones((50, 16), dtype=np.float32))
    collection.add(ids=["9000"], embeddings=np.ones((1, 16), dtype=np.float32))
    opened.retire()
    drift = audited(folder, tmp_path / "catalogue.sqlite", layer.name)
    assert drift == Drift(tuple(range(1, 51)), tuple(range(51, 101)), (9000,))


def test_what_no_longer_answers_is_no_drift(shelf: Shelf, tmp_path: Path) -> None:
    shelf.retire(3, 4)
    (folder,) = shelf.folder.iterdir()
    (layer,) = shelf.catalogue.layers.all()
    assert audited(folder, tmp_path / "catalogue.sqlite", layer.name).clean


def test_a_folder_that_cannot_be_opened_is_told(shelf: Shelf) -> None:
    (folder,) = shelf.folder.iterdir()
    tried(folder)
    (folder / "chroma.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError):
        tried(folder)
