import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from rag.errors import DataError
from rag.index.layer_making import Making
from rag.index.layer_writer import LayerWriter
from rag.index.making_beside import MakingBeside
from rag.index.soundness import mark_of
from tests.test_vectors import MODEL, Shelf, rows


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(tmp_path)
    opened.add(rows(50))
    yield opened
    opened.store.close()
    opened.catalogue.close()


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[MakingBeside]:
    one = MakingBeside(tmp_path / "catalogue.sqlite")
    yield one
    one.end()


def children() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "making_child" in " ".join(one.cmdline())]


def making(tmp_path: Path, name: int, first: int = 1, last: int = 50) -> Making:
    return Making(tmp_path / "layers" / str(name), MODEL, first, last)


@pytest.mark.usefixtures("shelf")
def test_one_child_makes_layer_after_layer(beside: MakingBeside, tmp_path: Path) -> None:
    for name in (1, 2):
        asked = making(tmp_path, name, 1, 10 * name)
        assert beside.begin(asked)
        found = beside.taken()
        assert found is not None
        assert (found[0], found[1].held, found[1].mark) == (asked, 10 * name, mark_of(asked.folder))
        assert len(children()) == 1
    assert (beside.taken(), beside.is_busy) == (None, False)
    beside.end()
    assert children() == []


@pytest.mark.usefixtures("shelf")
def test_what_cannot_be_written_is_told_and_the_child_goes_on(beside: MakingBeside, tmp_path: Path) -> None:
    (tmp_path / "layers").write_text("a file where a folder should be")
    assert beside.begin(making(tmp_path, 1))
    with pytest.raises(DataError, match="make room on its disk"):
        beside.taken()
    (tmp_path / "layers").unlink()
    assert beside.begin(making(tmp_path, 2))
    assert beside.taken() is not None


@pytest.mark.usefixtures("shelf")
def test_a_child_that_dies_has_made_nothing_and_another_one_is_had(beside: MakingBeside, tmp_path: Path) -> None:
    assert beside.begin(making(tmp_path, 1))
    children()[0].kill()
    assert beside.taken() is None
    assert beside.begin(making(tmp_path, 2))
    assert beside.taken() is not None


@pytest.mark.usefixtures("shelf")
def test_a_child_is_ended_whatever_it_is_at(beside: MakingBeside, tmp_path: Path) -> None:
    beside.begin(making(tmp_path, 1))
    beside.end()
    assert (beside.taken(), beside.is_busy, children()) == (None, False, [])


def test_where_no_child_can_be_started_nothing_is_begun(
    beside: MakingBeside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    assert not beside.begin(making(tmp_path, 1))


def test_a_child_ends_with_whoever_asked(shelf: Shelf, beside: MakingBeside, tmp_path: Path) -> None:
    assert shelf.spans() == []
    beside.begin(making(tmp_path, 1))
    child = children()[0]
    asked = beside._child  # noqa: SLF001 - as if this process ended
    assert asked is not None
    assert asked.stdin is not None
    asked.stdin.close()
    deadline = time.monotonic() + 30
    while child.is_running() and child.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_what_is_folded_beside_answers_when_it_is_taken_up(shelf: Shelf, tmp_path: Path) -> None:
    writer = LayerWriter(shelf.folder, shelf.catalogue.layers, tmp_path / "catalogue.sqlite")
    assert not writer.settle_beside(due=True)
    # What comes meanwhile is no part of it.
    shelf.add(rows(100, seed=8), first=50)
    assert shelf.spans() == []
    assert writer.settle_beside(due=True)
    assert shelf.spans() == [(1, 50, 50)]
    assert writer.settle()
    assert [(first, last) for first, last, _ in shelf.spans()] == [(1, 150)]
    assert children() == []


def test_what_a_child_could_not_fold_is_folded_at_the_end(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = LayerWriter(shelf.folder, shelf.catalogue.layers, tmp_path / "catalogue.sqlite")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    assert not writer.settle_beside(due=True)
    assert writer.settle()
    assert shelf.spans() == [(1, 50, 50)]


def test_what_is_retired_while_a_layer_is_made_is_no_longer_given(shelf: Shelf, tmp_path: Path) -> None:
    writer = LayerWriter(shelf.folder, shelf.catalogue.layers, tmp_path / "catalogue.sqlite")
    writer.settle_beside(due=True)
    shelf.retire(7)
    writer.settle()
    vectors = rows(50)
    assert shelf.store.nearest(vectors[7], 1)[0][0] != 8
    assert shelf.store.nearest(vectors[8], 1)[0][0] == 9


def test_the_end_is_begun_beside_only_where_a_child_is_at_hand(shelf: Shelf) -> None:
    shelf.store.begin_settling()
    assert children() == []
    shelf.store.expect(0)
    shelf.store.put(range(8_000), rows(1))
    shelf.store.settle(whole=False)
    assert len(children()) == 1
    shelf.add(rows(100, seed=8), first=50)
    shelf.store.begin_settling()
    shelf.store.settle()
    assert (shelf.spans(), children()) == ([(1, 150, 150)], [])
