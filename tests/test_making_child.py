import io
import pickle
import queue
from contextlib import closing
from pathlib import Path

from rag.errors import DataError
from rag.index.layer_making import Made, Making
from rag.index.making_child import serve
from rag.index.soundness import mark_of
from tests.test_vectors import MODEL, Shelf, rows


def test_each_making_is_answered_in_its_turn_by_a_layer_or_by_what_prevented_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with closing(shelf.catalogue), closing(shelf.store):
        shelf.add(rows(20))
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    good = Making(tmp_path / "layers" / "2", MODEL, 5, 20)
    makings: queue.SimpleQueue[Making | None] = queue.SimpleQueue()
    for one in (Making(blocked / "1", MODEL, 1, 20), good, Making(tmp_path / "3", MODEL, 21, 30), None):
        makings.put(one)
    told = io.BytesIO()
    serve(tmp_path / "catalogue.sqlite", makings, told)
    told.seek(0)
    failure, *layers = (pickle.load(told) for _ in range(3))  # noqa: S301 - written above
    assert isinstance(failure, DataError)
    assert layers == [Made(16, mark_of(good.folder)), Made()]
    assert told.read() == b""
