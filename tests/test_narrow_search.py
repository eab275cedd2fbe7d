from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.index.layer_writer import place
from rag.index.lexicon import Narrowing
from rag.index.narrow_search import NarrowSearch
from tests.test_vectors import MODEL, Shelf, exact, rows

EVERYWHERE = Narrowing(source="")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(tmp_path)
    yield opened
    opened.store.close()
    opened.catalogue.close()


def nearest(search: NarrowSearch, limit: int, within: Narrowing = EVERYWHERE) -> list[int] | None:
    found = search.nearest(rows(1)[0], within, limit)
    return None if found is None else [key for key, _ in found]


@pytest.fixture
def search(shelf: Shelf) -> NarrowSearch:
    return NarrowSearch(shelf.folder, shelf.catalogue.layers)


def test_what_lies_in_layers_and_what_is_loose_is_found_together(shelf: Shelf, search: NarrowSearch) -> None:
    vectors = rows(60)
    assert nearest(search, 5) == []
    keys = shelf.add(vectors[:40])
    assert nearest(search, 3) == exact(keys, vectors[:40], vectors[0], 3)
    shelf.store.settle()
    keys += shelf.add(vectors[40:45], first=40)
    assert nearest(search, 3) == exact(keys, vectors[:45], vectors[0], 3)
    keys += shelf.add(vectors[45:], first=45)
    assert nearest(search, 3) == exact(keys, vectors, vectors[0], 3)
    shelf.store.settle()
    assert nearest(search, 3) == exact(keys, vectors, vectors[0], 3)
    assert nearest(search, 3, Narrowing(source="Nobody")) == []


def test_what_was_opened_is_not_read_again(shelf: Shelf, search: NarrowSearch) -> None:
    shelf.add(rows(60))
    shelf.store.settle()
    before = nearest(search, 5)
    for file in shelf.folder.rglob("*.npy"):
        file.unlink()
    assert nearest(search, 5) == before


@pytest.mark.parametrize("name", ["passages.npy", "rough.npy"])
def test_a_copy_that_is_gone_or_altered_is_not_used_until_a_sync_makes_it_again(shelf: Shelf, name: str) -> None:
    shelf.add(rows(60))
    shelf.store.settle()
    expected = nearest(NarrowSearch(shelf.folder, shelf.catalogue.layers), 5)
    (layer,) = shelf.catalogue.layers.all()
    file = place(shelf.folder, layer.name) / name
    content = file.read_bytes()
    for damage in (lambda: file.write_bytes(bytes(len(content))), file.unlink):
        damage()
        reader = NarrowSearch(shelf.folder, shelf.catalogue.layers)
        assert nearest(reader, 5) is None
        shelf.store.inspect()
        assert nearest(reader, 5) == expected
        assert file.read_bytes() == content


def test_a_layer_of_an_earlier_version_gets_its_copy_at_the_next_sync(shelf: Shelf, search: NarrowSearch) -> None:
    shelf.add(rows(60))
    shelf.store.settle()
    (layer,) = shelf.catalogue.layers.all()
    expected = nearest(search, 5)
    for file in place(shelf.folder, layer.name).glob("*.npy"):
        file.unlink()
    earlier = "\n".join(line for line in layer.mark.splitlines() if ".npy" not in line)
    shelf.catalogue.layers.mark(layer.name, earlier)
    assert nearest(search, 5) is None
    shelf.store.inspect()
    assert nearest(search, 5) == expected


def test_where_too_many_lie_within_nothing_is_compared(
    shelf: Shelf, search: NarrowSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add(rows(60))
    monkeypatch.setattr("rag.index.narrow_search._MOST_COMPARED", 59)
    assert nearest(search, 5) is None
    assert nearest(search, 5, Narrowing(source="Nobody")) == []


def test_a_table_that_would_be_very_large_is_not_made(
    shelf: Shelf, search: NarrowSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add(rows(60))
    monkeypatch.setattr("rag.index.narrow_search._MOST_LOOSE", 59)
    assert nearest(search, 5) is None


def test_vectors_of_another_model_take_the_place_of_all(shelf: Shelf, search: NarrowSearch) -> None:
    keys = shelf.add(rows(10))
    assert nearest(search, 3) == exact(keys, rows(10), rows(1)[0], 3)
    others = rows(10, seed=9)
    digests = [row.tobytes()[:16] for row in rows(10)]
    shelf.catalogue.vectors.keep("other", dict(zip(digests, (row.tobytes() for row in others), strict=True)))
    shelf.catalogue.name_embedding("other")
    assert nearest(search, 3) == exact(keys, others, rows(1)[0], 3)
    shelf.catalogue.name_embedding(MODEL)
    assert nearest(search, 3) == exact(keys, rows(10), rows(1)[0], 3)
