import os
import pickle
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rag.errors import StoreError
from rag.index.chroma_folder import ChromaFolder, build
from rag.index.soundness import assure, look, mark_of
from tests.test_chroma_folder import pages, rows


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 1,500 vectors, to be copied and damaged."""
    folder = tmp_path_factory.mktemp("whole") / "chroma"
    folder.mkdir()
    build(folder, 1_500, pages(rows(1_500)))
    return folder


def truncated_list(folder: Path) -> None:
    path = index_file(folder, "index_metadata.pickle")
    path.write_bytes(path.read_bytes()[:1_000])


def missing_list(folder: Path) -> None:
    index_file(folder, "index_metadata.pickle").unlink()


def other_count(folder: Path) -> None:
    path = index_file(folder, "header.bin")
    header = bytearray(path.read_bytes())
    header[20:28] = (int.from_bytes(header[20:28], "little") + 1_000).to_bytes(8, "little")
    path.write_bytes(header)


def links_of_holes(folder: Path) -> None:
    os.truncate(index_file(folder, "link_lists.bin"), 10_000_000_000)


def missing_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").unlink()


def foreign_version(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as connection:
        connection.execute("INSERT INTO migrations SELECT dir, 99, filename, sql, hash FROM migrations LIMIT 1")
        connection.commit()


def empty_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"")


def short_vectors(folder: Path) -> None:
    os.truncate(index_file(folder, "data_level0.bin"), 1_000)


def list_that_runs_code(folder: Path) -> None:
    index_file(folder, "index_metadata.pickle").write_bytes(pickle.dumps({"total_elements_added": Path()}))


def index_file(folder: Path, name: str) -> Path:
    return next(folder.rglob(name))


DAMAGE = [
    truncated_list, missing_list, other_count, links_of_holes, missing_database, foreign_version, empty_database,
    short_vectors, list_that_runs_code,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_is_found_by_a_look_in_less_than_a_second(
    whole: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder = tmp_path / "chroma"
    shutil.copytree(whole, folder, copy_function=shutil.copy2)
    mark = mark_of(folder)
    look(folder)
    damage(folder)
    began = time.monotonic()
    with pytest.raises(StoreError):
        look(folder)
    with pytest.raises(StoreError):
        assure(folder, mark if damage is not foreign_version else "")
    assert time.monotonic() - began < 1


def test_a_folder_that_was_only_searched_keeps_its_mark(whole: Path) -> None:
    mark = mark_of(whole)
    folder = ChromaFolder.open(whole)
    folder.nearest(rows(1)[0], 1)
    folder.retire()
    assert mark_of(whole) == mark
    assure(whole, mark)


def test_a_copy_with_other_times_is_tried_in_a_child_and_then_trusted(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(whole, folder, copy_function=shutil.copyfile)
    mark = mark_of(whole)
    assert mark_of(folder) != mark
    assure(folder, mark)
    began = time.monotonic()
    assure(folder, mark)
    assert time.monotonic() - began < 0.2


def test_a_write_through_chroma_changes_the_mark(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    shutil.copytree(whole, folder)
    mark = mark_of(folder)
    opened = ChromaFolder.open(folder)
    opened._collection.delete(ids=["7"])  # noqa: SLF001 - somebody else's write
    opened.retire()
    assert mark_of(folder) != mark
