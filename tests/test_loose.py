import numpy as np

from rag.index import loose
from rag.index.loose import Loose


def row(*numbers: float) -> bytes:
    return np.asarray(numbers, dtype=np.float32).tobytes()


def test_the_nearest_come_first_and_equals_by_key() -> None:
    held = Loose().with_rows([(3, row(1, 0)), (1, row(0, 1)), (2, row(1, 0))])
    assert held.nearest(np.asarray([1, 0], dtype=np.float32), 2) == [(2, 1.0), (3, 1.0)]
    assert held.nearest(np.asarray([0, 1], dtype=np.float32), 9)[0] == (1, 1.0)


def test_nothing_is_near_where_nothing_is() -> None:
    assert Loose().nearest(np.ones(2, dtype=np.float32), 5) == []
    assert len(Loose().with_rows([])) == 0


def test_the_oldest_make_room_for_the_newest() -> None:
    held = Loose().with_rows([(key, row(1)) for key in range(1, loose.MOST_LOOSE + 1)])
    fuller = held.with_rows([(loose.MOST_LOOSE + 1, row(1))])
    assert len(fuller) == loose.MOST_LOOSE
    assert min(key for key, _ in fuller.nearest(np.ones(1, dtype=np.float32), loose.MOST_LOOSE)) == 2


def test_vectors_of_another_length_take_the_place_of_all() -> None:
    held = Loose().with_rows([(1, row(1))]).with_rows([(2, row(1, 0))])
    assert held.nearest(np.asarray([1, 0], dtype=np.float32), 5) == [(2, 1.0)]
