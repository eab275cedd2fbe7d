from datetime import date
from pathlib import Path

import numpy as np
import pytest

from rag.errors import StoreError
from rag.index.layers import ToldRow
from rag.index.lexicon import Narrowing
from rag.index.rough import Rough, RoughWriter, has_rough, opened_rough
from tests.test_vectors import Rows, rows

OUTLETS = ("The Post", "Globe", "")
DAYS = ("2024-01-01", "2024-06-14", None, "2023-12-31")


def told(vectors: Rows) -> list[ToldRow]:
    """One passage a row, with the keys 1 and on; outlets and days in turn."""
    return [
        ToldRow(number + 1, row.tobytes(), OUTLETS[number % 3], DAYS[number % 4]) for number, row in enumerate(vectors)
    ]


def nearest(table: Rough, vector: Rows, within: Narrowing, limit: int) -> list[tuple[int, float]]:
    return table.nearest(vector, table.inside(within), limit)


def test_cosines_are_right_but_for_some_thousandths() -> None:
    vectors = rows(5_000, dimensions=64)
    found = dict(nearest(Rough.of(told(vectors)), vectors[3], Narrowing(), 5_000))
    assert list(found) == list(range(1, 5_001))
    exact = dict(enumerate((vectors @ vectors[3]).tolist(), start=1))
    assert found == pytest.approx(exact, abs=5e-3)


@pytest.mark.parametrize(
    ("within", "inside"),
    [
        (Narrowing(), {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
        (Narrowing(source="the post"), {1, 4, 7, 10}),
        (Narrowing(source=""), {3, 6, 9, 12}),
        (Narrowing(source="Nobody"), set()),
        (Narrowing(since=date(2024, 1, 1)), {1, 2, 5, 6, 9, 10}),
        (Narrowing(until=date(2024, 1, 1)), {1, 4, 5, 8, 9, 12}),
        (Narrowing(since=date(2024, 1, 1), until=date(2024, 1, 1)), {1, 5, 9}),
        (Narrowing(source="Globe", since=date(2024, 6, 1)), {2}),
    ],
)
def test_only_what_lies_within_is_compared(within: Narrowing, inside: set[int]) -> None:
    vectors = rows(12)
    assert set(dict(nearest(Rough.of(told(vectors)), vectors[0], within, 12))) == inside


def test_the_nearest_are_given_where_more_lie_within() -> None:
    vectors = rows(500)
    order = np.argsort(-(vectors @ vectors[0])) + 1
    found = nearest(Rough.of(told(vectors)), vectors[0], Narrowing(), 30)
    assert len(found) == 30
    assert set(order[:20].tolist()) <= set(dict(found))


def test_two_tables_become_one_and_zeros_are_near_nothing() -> None:
    vectors = rows(4)
    vectors[1] = 0
    table = told(vectors)
    joined = Rough.of(table[:2]).joined(Rough.of(table[2:]))
    assert len(joined) == 4
    assert nearest(joined, vectors[0], Narrowing(), 9) == nearest(Rough.of(table), vectors[0], Narrowing(), 9)
    assert dict(nearest(joined, vectors[0], Narrowing(), 9))[2] == 0


def test_a_vector_of_another_length_is_near_nothing() -> None:
    assert nearest(Rough.of(told(rows(4))), rows(1, dimensions=8)[0], Narrowing(), 9) == []


def test_what_passes_on_its_way_is_written_and_opened_again(tmp_path: Path) -> None:
    table = told(rows(7))
    writer = RoughWriter()
    assert list(writer.passing([table[:4], table[4:]])) == [
        [(row.key, row.vector) for row in table[:4]],
        [(row.key, row.vector) for row in table[4:]],
    ]
    assert not has_rough(tmp_path)
    writer.write(tmp_path)
    assert has_rough(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["passages.npy", "rough.npy"]
    within = Narrowing(source="globe")
    assert nearest(opened_rough(tmp_path), rows(1)[0], within, 9) == nearest(Rough.of(table), rows(1)[0], within, 9)


def test_where_nothing_passed_nothing_is_written(tmp_path: Path) -> None:
    RoughWriter().write(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["passages.npy", "rough.npy"])
@pytest.mark.parametrize("content", [None, b"", b"garbage", b"\x93NUMPY\x01\x00"])
def test_a_damaged_copy_is_not_opened(tmp_path: Path, name: str, content: bytes | None) -> None:
    writer = RoughWriter()
    list(writer.passing([told(rows(7))]))
    writer.write(tmp_path)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match="rag sync"):
        opened_rough(tmp_path)


def test_tables_of_different_amounts_do_not_belong_together(tmp_path: Path) -> None:
    writer = RoughWriter()
    list(writer.passing([told(rows(7))]))
    writer.write(tmp_path)
    np.save(tmp_path / "rough.npy", np.zeros((6, 16), dtype=np.int8))
    with pytest.raises(StoreError):
        opened_rough(tmp_path)
