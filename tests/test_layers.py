from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.index.catalogue import Catalogue
from rag.index.layers import ENDLESS, Layer, Layers
from tests.test_vectors import MODEL, Shelf, rows


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(tmp_path)
    yield opened
    opened.catalogue.close()


def layer(layers: Layers, first: int, last: int, model: str = MODEL) -> Layer:
    return Layer(layers.next_name(), first, last, last - first + 1, model, "")


def test_a_layer_takes_the_place_of_those_of_its_span_and_of_other_models(shelf: Shelf) -> None:
    layers = shelf.catalogue.layers
    first, second, third = (1, 10), (11, 20), (21, 30)
    for span in (first, second, third):
        layers.publish(layer(layers, *span))
    layers.publish(layer(layers, 11, 30))
    assert [(one.first, one.last) for one in layers.all()] == [(1, 10), (11, 30)]
    layers.publish(layer(layers, 31, 40, "other"))
    assert [(one.first, one.last) for one in layers.all()] == [(31, 40)]
    assert shelf.catalogue.embedding == "other"


def test_a_name_is_never_given_twice(shelf: Shelf) -> None:
    layers = shelf.catalogue.layers
    first = layer(layers, 1, 10)
    layers.publish(first)
    layers.forget(first.name)
    assert layers.next_name() > first.name


def test_only_what_answers_is_counted_and_given(shelf: Shelf) -> None:
    keys = shelf.add(rows(5))
    shelf.retire(1, 3)
    layers = shelf.catalogue.layers
    living = [keys[0], keys[2], keys[4]]
    assert layers.living(keys) == set(living) == layers.keys(MODEL)
    assert layers.count(MODEL, 1, ENDLESS) == layers.ready(1, ENDLESS) == 3
    assert layers.ready(keys[1], keys[2]) == 1
    assert [key for page in layers.rows(MODEL, 1, ENDLESS) for key, _ in page] == living
    assert [key for key, _ in layers.newest_rows(MODEL, 1, ENDLESS, 2)] == [keys[4], keys[2]]
    assert layers.count("other", 1, ENDLESS) == 0


def test_what_is_on_its_way_in_is_not_settled(shelf: Shelf, tmp_path: Path) -> None:
    layers = shelf.catalogue.layers
    assert layers.settled_to() == 0
    keys = shelf.add(rows(3))
    assert layers.settled_to() == keys[-1]
    another = Catalogue.open(tmp_path / "catalogue.sqlite")
    another._database.run("UPDATE articles SET state = 'pending' WHERE id = '1.md'")  # noqa: SLF001 - a stopped sync
    another.close()
    assert layers.settled_to() == keys[0]
