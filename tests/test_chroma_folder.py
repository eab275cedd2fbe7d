from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.errors import StoreError
from rag.index.chroma_folder import ChromaFolder, build

Rows = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


def rows(count: int, dimensions: int = 16) -> Rows:
    made = np.random.default_rng(7).normal(size=(count, dimensions)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def pages(vectors: Rows, size: int = 1_000) -> Iterator[list[tuple[int, bytes]]]:
    keyed = [(key, row.tobytes()) for key, row in enumerate(vectors, start=1)]
    for start in range(0, len(keyed), size):
        yield keyed[start : start + size]


@pytest.mark.parametrize("count", [1, 2, 99, 101, 2_500])
def test_what_is_built_is_found_by_its_cosine(tmp_path: Path, count: int) -> None:
    vectors = rows(count)
    build(tmp_path, count, pages(vectors))
    folder = ChromaFolder.open(tmp_path)
    found = folder.nearest(vectors[count // 2], min(count, 5))
    assert found[0][0] == count // 2 + 1
    assert found[0][1] == pytest.approx(1.0, abs=1e-5)
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)
    assert folder.count() == count
    folder.retire()


def test_everything_it_holds_can_be_read(tmp_path: Path) -> None:
    vectors = rows(1_200)
    build(tmp_path, 1_200, pages(vectors))
    folder = ChromaFolder.open(tmp_path)
    read = {key: row for keys, page in folder.rows() for key, row in zip(keys, page, strict=True)}
    folder.retire()
    assert sorted(read) == list(range(1, 1_201))
    assert all(np.allclose(read[key], row, atol=1e-5) for key, row in enumerate(vectors, start=1))


def test_opening_and_searching_leave_the_files_of_the_index_as_they_are(tmp_path: Path) -> None:
    vectors = rows(500)
    build(tmp_path, 500, pages(vectors))
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".sqlite3"]
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}
    assert len(before) == 5
    folder = ChromaFolder.open(tmp_path)
    folder.nearest(vectors[0], 5)
    folder.retire()
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files} == before


def test_a_retired_folder_is_closed_when_its_last_user_is_done(tmp_path: Path) -> None:
    vectors = rows(5)
    build(tmp_path, 5, pages(vectors))
    folder = ChromaFolder.open(tmp_path)
    with folder.used():
        folder.retire()
        assert folder.nearest(vectors[0], 1)[0][0] == 1
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever Chroma says of a closed client
        folder.nearest(vectors[0], 1)


def test_a_folder_that_is_gone_is_named_with_the_cure_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is gone; a sync makes it again: rag sync"):
        ChromaFolder.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_place_where_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match="damaged"):
        build(tmp_path / "chroma", 1, pages(rows(1)))
