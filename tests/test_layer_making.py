from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import DataError
from rag.index.chroma_folder import ChromaFolder
from rag.index.layer_making import Made, Making, made
from rag.index.soundness import mark_of
from tests.test_vectors import MODEL, Shelf, rows


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(tmp_path)
    opened.add(rows(50))
    yield opened
    opened.store.close()
    opened.catalogue.close()


def test_a_layer_holds_what_answers_in_its_span(shelf: Shelf, tmp_path: Path) -> None:
    shelf.retire(12, 13)
    folder = tmp_path / "layers" / "7"
    one = made(Making(folder, MODEL, 11, 40), shelf.catalogue.layers)
    assert one == Made(28, mark_of(folder))
    opened = ChromaFolder.open(folder)
    keys = [key for page, _ in opened.rows() for key in page]
    opened.retire()
    assert keys == [11, 12, *range(15, 41)]


def test_of_no_vectors_nothing_is_made(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "layers" / "7"
    assert made(Making(folder, MODEL, 51, 90), shelf.catalogue.layers) == Made(0, "")
    assert not folder.exists()


def test_what_lay_there_is_gone(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "7"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_text("half")
    assert made(Making(folder, MODEL, 1, 50), shelf.catalogue.layers).held == 50


def test_a_place_that_cannot_be_written_is_told(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "layers").write_text("a file where a folder should be")
    with pytest.raises(DataError, match="make room on its disk"):
        made(Making(tmp_path / "layers" / "7", MODEL, 1, 50), shelf.catalogue.layers)
