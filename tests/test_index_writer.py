from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.errors import ProviderError, RebuildError
from rag.index.catalogue import Catalogue
from rag.index.index_writer import IndexWriter, Stores
from rag.index.lexicon import Lexicon, Narrowing
from rag.index.preparing import embedded_text
from rag.index.vectors import VectorStore
from rag.records import Article, Passage

if TYPE_CHECKING:
    from rag.ports import Vectors

TALKS = Article("talks.md", "Talks", "The Post", "", None, "", "en", "The envoy spoke of grain.")
HARVEST = replace(TALKS, id="harvest.md", title="Harvest", text="The farmers brought in the wheat.")


class Counting:
    """Embeds a text as the lengths of its words, and counts the texts it was asked for."""

    def __init__(self, name: str = "lengths", dimensions: int = 8) -> None:
        self.name = name
        self.asked: list[str] = []
        self.broken = False
        self._dimensions = dimensions

    def embed(self, texts: Sequence[str]) -> "Vectors":
        if self.broken:
            raise ProviderError("down")
        self.asked += texts
        lengths = [[len(word) for word in text.split()] for text in texts]
        return np.asarray([(row * self._dimensions)[: self._dimensions] for row in lengths], dtype=np.float32)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    path = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue.open(path)
    opened = Stores(catalogue, VectorStore(tmp_path / "chroma", catalogue.layers, path), Lexicon(tmp_path / "words"))
    yield opened
    opened.vectors.close()
    catalogue.close()


def put(writer: IndexWriter, *articles: Article) -> None:
    writer.claim()
    writer.put([(article, article.id, str(hash(article))) for article in articles])


def found(stores: Stores, form: str) -> list[Article]:
    keys = [key for key, _ in stores.lexicon.search({form: 1.0}, 10, Narrowing())]
    return [located.article for located in stores.catalogue.located(keys).values()]


def agree(stores: Stores) -> bool:
    """Whether catalogue, vectors and words hold the same passages."""
    ready = {located.key for located in stores.catalogue.located_after(0, 1_000)}
    return stores.vectors.keys() == ready and stores.lexicon.count() == len(ready)


def test_a_written_article_answers_in_every_store(stores: Stores) -> None:
    put(IndexWriter(stores, Counting()), TALKS, HARVEST)
    assert found(stores, "envoy") == [TALKS]
    assert agree(stores)


def test_a_changed_article_replaces_its_old_passages(stores: Stores) -> None:
    writer = IndexWriter(stores, Counting())
    put(writer, TALKS)
    put(writer, replace(TALKS, text="The envoy spoke of steel."))
    assert found(stores, "grain") == []
    assert [article.text for article in found(stores, "steel")] == ["The envoy spoke of steel."]
    writer.sweep()
    assert agree(stores)


def test_an_old_version_answers_on_when_the_new_one_cannot_be_embedded(stores: Stores) -> None:
    embedder = Counting()
    writer = IndexWriter(stores, embedder)
    put(writer, TALKS)
    embedder.broken = True
    with pytest.raises(ProviderError):
        put(writer, replace(TALKS, text="The envoy spoke of steel."))
    assert found(stores, "grain") == [TALKS]
    assert agree(stores)


def test_a_retired_article_leaves_every_store(stores: Stores) -> None:
    writer = IndexWriter(stores, Counting())
    put(writer, TALKS, HARVEST)
    writer.retire(["talks.md"])
    assert found(stores, "envoy") == []
    writer.sweep()
    assert (stores.catalogue.count_articles(), agree(stores)) == (1, True)


def test_what_a_stopped_writer_left_pending_is_cleared_and_written_again(stores: Stores, tmp_path: Path) -> None:
    class Stops(Lexicon):
        """A word index that fails in the middle of a write, as when the process dies there."""

        def put(self, entries: object) -> None:
            raise KeyboardInterrupt

    embedder = Counting()
    stopped = IndexWriter(Stores(stores.catalogue, stores.vectors, Stops(tmp_path / "words")), embedder)
    with pytest.raises(KeyboardInterrupt):
        put(stopped, TALKS)
    assert (stores.vectors.keys(), stores.catalogue.count_articles()) == (set(), 0)
    writer = IndexWriter(stores, embedder)
    writer.sweep()
    assert stores.catalogue.under_way() == []
    put(writer, TALKS)
    assert found(stores, "envoy") == [TALKS]
    assert agree(stores)
    assert len(embedder.asked) == 1


def test_the_same_text_is_embedded_once(stores: Stores) -> None:
    embedder = Counting()
    writer = IndexWriter(stores, embedder)
    put(writer, TALKS)
    put(writer, replace(TALKS, id="renamed.md"))
    writer.rebuild(lambda done, total: None)
    assert embedder.asked == [embedded_text(TALKS, Passage(0, 0, len(TALKS.text)))]


def test_an_index_built_with_another_embedding_is_refused_with_the_command_that_rebuilds(stores: Stores) -> None:
    writer = IndexWriter(stores, Counting("lengths"))
    writer.claim()
    put(writer, TALKS)
    with pytest.raises(RebuildError) as failure:
        IndexWriter(stores, Counting("other")).claim()
    assert str(failure.value) == (
        "The index was built with the embedding 'lengths', the settings name 'other'. "
        "Set RAG_EMBEDDING back, or build it again: rag sync --rebuild"
    )


def test_a_rebuild_takes_vectors_of_another_length(stores: Stores) -> None:
    writer = IndexWriter(stores, Counting("short", 8))
    writer.claim()
    put(writer, TALKS, HARVEST)
    told: list[tuple[int, int]] = []
    longer = IndexWriter(stores, Counting("long", 32))
    longer.rebuild(lambda done, total: told.append((done, total)))
    longer.claim()
    assert (told, agree(stores), found(stores, "envoy")) == ([(2, 2), (2, 2)], True, [TALKS])


def test_a_rebuild_that_stops_leaves_what_was_indexed_answering(stores: Stores) -> None:
    writer = IndexWriter(stores, Counting("short"))
    put(writer, TALKS)
    writer.settle()
    broken = Counting("other")
    broken.broken = True
    with pytest.raises(ProviderError):
        IndexWriter(stores, broken).rebuild(lambda done, total: None)
    IndexWriter(stores, Counting("short")).claim()
    assert (agree(stores), found(stores, "envoy")) == (True, [TALKS])


def test_what_is_embedded_names_title_outlet_and_date() -> None:
    dated = replace(TALKS, published=date(2024, 5, 1))
    assert embedded_text(dated, Passage(0, 0, 9)) == "Talks The Post 1 May 2024\nThe envoy"
