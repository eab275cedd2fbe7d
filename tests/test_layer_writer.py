import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.errors import DataError
from rag.index.chroma_folder import ChromaFolder
from rag.index.layer_writer import LayerWriter, place
from tests.test_vectors import Shelf, rows


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(tmp_path)
    opened.add(rows(200))
    yield opened
    opened.store.close()
    opened.catalogue.close()


@pytest.fixture
def writer(shelf: Shelf, tmp_path: Path) -> LayerWriter:
    return LayerWriter(shelf.folder, shelf.catalogue.layers, tmp_path / "catalogue.sqlite")


def only(shelf: Shelf) -> Path:
    """The folder of the one layer there is."""
    (layer,) = shelf.catalogue.layers.all()
    return place(shelf.folder, layer.name)


def test_settling_twice_changes_nothing(shelf: Shelf, writer: LayerWriter) -> None:
    assert (writer.settle(), writer.settle()) == (True, False)
    assert shelf.spans() == [(1, 200, 200)]


def test_what_no_layer_names_is_deleted(shelf: Shelf, writer: LayerWriter) -> None:
    writer.settle()
    (shelf.folder / "chroma.sqlite3").write_text("of an earlier version")
    place(shelf.folder, 7).mkdir()
    (place(shelf.folder, 7) / "half").write_text("made")
    writer.inspect()
    assert list(shelf.folder.iterdir()) == [only(shelf)]


def test_drift_is_named_and_mended_from_the_catalogue(
    shelf: Shelf, writer: LayerWriter, caplog: pytest.LogCaptureFixture
) -> None:
    writer.settle()
    opened = ChromaFolder.open(only(shelf))
    collection = opened._collection  # noqa: SLF001 - somebody else's write
    collection.delete(ids=[str(key) for key in range(1, 51)])
    collection.update(ids=[str(key) for key in range(51, 101)], embeddings=np.ones((50, 16), dtype=np.float32))
    opened.retire()
    writer.inspect()
    assert "50 vectors missing (passages 1, 2, 3" in caplog.text
    assert "50 vectors altered (passages 51, 52, 53" in caplog.text
    assert shelf.spans() == []
    writer.settle()
    caplog.clear()
    writer.inspect()
    assert (shelf.spans(), caplog.text) == ([(1, 200, 200)], "")


def test_a_layer_whose_files_were_only_copied_is_kept(shelf: Shelf, writer: LayerWriter) -> None:
    writer.settle()
    before = shelf.catalogue.layers.all()
    for file in only(shelf).rglob("*.bin"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    writer.inspect()
    after = shelf.catalogue.layers.all()
    assert [layer.name for layer in after] == [layer.name for layer in before]
    assert after[0].mark != before[0].mark


def test_a_place_that_cannot_be_written_is_told_and_everything_answers_on(shelf: Shelf, writer: LayerWriter) -> None:
    shelf.folder.write_text("a file where a folder should be")
    with pytest.raises(DataError, match="make room on its disk"):
        writer.settle()
    vectors = rows(200)
    assert shelf.store.nearest(vectors[7], 1)[0][0] == 8


def test_a_layer_of_which_nothing_answers_is_dropped(shelf: Shelf, writer: LayerWriter) -> None:
    writer.settle()
    shelf.retire(*range(200))
    writer.settle()
    writer.inspect()
    assert (shelf.spans(), list(shelf.folder.iterdir())) == ([], [])
