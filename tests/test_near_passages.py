from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from rag.index.embedders import LocalEmbedder, unit_vectors
from rag.index.index_writer import Stores
from rag.index.lexicon import Narrowing
from rag.search import near_passages
from rag.search.near_passages import NearPassages
from rag.settings import Settings
from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here
from tests.conftest import write_corpus

FIRST = date(2024, 1, 1)
TOPICS = ("grain ships sailed", "farmers sowed wheat", "a parrot sang", "judges heard a case")
POST = Narrowing(source="the post")
LATE = Narrowing(since=FIRST + timedelta(36))


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory, embedder: LocalEmbedder) -> Iterator[Stores]:
    """Forty articles, one a day, of two outlets and four topics in turn."""
    folder = tmp_path_factory.mktemp("near")
    files = {
        f"{n}.md": f"---\nsource: {'The Post' if n % 2 else 'The Globe'}\npublished: {FIRST + timedelta(n)}\n---\n"
        f"Number {n}: {TOPICS[n % 4]} {'again ' * (n % 7)}today.\n"
        for n in range(40)
    }
    write_corpus(folder / "corpus", files)
    settings = Settings(corpus_dir=folder / "corpus", data_dir=folder / "data")
    opened = open_stores(settings)
    sync_here(SyncJob(settings), opened, embedder, lambda done, total: None)
    yield opened
    close_stores(opened)


def near(stores: Stores, embedder: LocalEmbedder, within: Narrowing, limit: int = 4) -> list[tuple[str, float]]:
    vector = unit_vectors(embedder, ["grain ships"])[0]
    hits = NearPassages(stores, embedder.name).near(vector, within, limit)
    located = stores.catalogue.located([key for key, _ in hits])
    return [(located[key].article.id, round(cosine, 3)) for key, cosine in hits]


@pytest.mark.parametrize("within", [Narrowing(), POST, LATE, Narrowing(source="The Globe", until=FIRST)])
def test_the_nearest_come_first_and_lie_within(stores: Stores, embedder: LocalEmbedder, within: Narrowing) -> None:
    found = near(stores, embedder, within)
    cosines = [cosine for _, cosine in found]
    assert cosines == sorted(cosines, reverse=True)
    articles = [stores.catalogue.article(id_) for id_, _ in found]
    assert articles
    assert all(article is not None and within.admits(article) for article in articles)


@pytest.mark.parametrize("within", [POST, LATE, Narrowing(source="The Globe", since=FIRST + timedelta(30))])
def test_a_search_that_is_held_to_many_finds_what_comparing_each_one_does(
    stores: Stores, embedder: LocalEmbedder, within: Narrowing, monkeypatch: pytest.MonkeyPatch
) -> None:
    roughly = near(stores, embedder, within)
    monkeypatch.setattr(stores.vectors, "within", None)
    exact = near(stores, embedder, within)
    assert roughly == exact
    monkeypatch.setattr(near_passages, "_COMPARED_ONE_BY_ONE", 0)
    monkeypatch.setattr(near_passages, "_MORE_WHEN_NARROWED", 1)
    assert near(stores, embedder, within) == exact


def test_what_no_passage_lies_within_finds_nothing(stores: Stores, embedder: LocalEmbedder) -> None:
    assert near(stores, embedder, Narrowing(source="Nobody")) == []


def test_cosines_are_exact_and_leave_out_what_does_not_answer(stores: Stores, embedder: LocalEmbedder) -> None:
    vector = unit_vectors(embedder, ["grain ships"])[0]
    passages = NearPassages(stores, embedder.name)
    hits = dict(passages.near(vector, Narrowing(), 3))
    assert passages.cosines(vector, [*hits, 10_000]) == pytest.approx(hits, abs=1e-4)
    assert passages.cosines(vector, []) == {}


def test_what_no_longer_answers_makes_room_for_the_next(tmp_path: Path, embedder: LocalEmbedder) -> None:
    files = {
        f"{n}.md": f"---\nsource: The Post\n---\nNumber {n}: grain ships {'sailed ' * n}today.\n" for n in range(30)
    }
    write_corpus(tmp_path / "corpus", files)
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    opened = open_stores(settings)
    sync_here(SyncJob(settings), opened, embedder, lambda done, total: None)
    first = near(opened, embedder, POST, limit=30)
    with opened.catalogue.writing():
        opened.catalogue.retire([id_ for id_, _ in first[:25]])
    assert near(opened, embedder, POST, limit=5) == first[25:]
    assert near(opened, embedder, POST, limit=30) == first[25:]
    close_stores(opened)
