from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag.index.catalogue import Catalogue
from rag.index.embedders import LocalEmbedder
from rag.index.index_writer import IndexWriter, Stores
from rag.index.lexicon import Lexicon, Narrowing
from rag.index.vectors import VectorStore
from rag.records import Article
from rag.search.gathering import Gatherer
from rag.search.question import understood

GRAIN = Article("grain.md", "Grain", "The Post", "", date(2024, 5, 1), "", "en", "The envoy spoke of grain.")
SHIPS = Article("ships.md", "Harbour", "The Globe", "", date(2024, 6, 2), "", "en", "Vessels left the port at dawn.")
UNDATED = replace(GRAIN, id="undated.md", published=None, source="", text="A parrot sang all night.")


@pytest.fixture
def gatherer(tmp_path: Path, embedder: LocalEmbedder) -> Iterator[Gatherer]:
    path = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue.open(path)
    stores = Stores(catalogue, VectorStore(tmp_path / "chroma", catalogue.layers, path), Lexicon(tmp_path / "words"))
    writer = IndexWriter(stores, embedder)
    writer.claim()
    writer.put([(article, article.id, article.id) for article in (GRAIN, SHIPS, UNDATED)])
    yield Gatherer(stores, embedder)
    stores.vectors.close()
    catalogue.close()


def found(gatherer: Gatherer, question: str, within: Narrowing | None = None) -> dict[str, float | None]:
    query = understood(question, (), "en", ("The Post", "The Globe"))
    gathered = gatherer.gather(query, within or Narrowing())
    return {one.candidate.article: one.candidate.cosine for one in gathered}


def test_what_words_do_not_bring_up_meaning_does(gatherer: Gatherer) -> None:
    cosines = found(gatherer, "boats sailing away")
    assert max(cosines, key=lambda article: cosines[article] or 0.0) == "ships.md"


def test_every_candidate_has_its_exact_cosine(gatherer: Gatherer) -> None:
    assert all(cosine is not None and -1 <= cosine <= 1 for cosine in found(gatherer, "grain").values())


@pytest.mark.parametrize(
    ("within", "articles"),
    [
        (Narrowing(source="the globe"), {"ships.md"}),
        (Narrowing(since=date(2024, 5, 2)), {"ships.md"}),
        (Narrowing(until=date(2024, 5, 1)), {"grain.md"}),
        (Narrowing(source="The Post", since=date(2024, 6, 1)), set()),
    ],
)
def test_words_and_meaning_are_both_held_to_what_narrows(
    gatherer: Gatherer, within: Narrowing, articles: set[str]
) -> None:
    assert set(found(gatherer, "grain vessels port parrot", within)) == articles


def test_a_question_that_names_an_outlet_brings_up_its_articles(gatherer: Gatherer) -> None:
    assert "ships.md" in found(gatherer, "What does The Globe say?")


def test_candidates_carry_their_word_forms(gatherer: Gatherer) -> None:
    query = understood("grain", (), "en", ())
    (grain,) = [one for one in gatherer.gather(query, Narrowing()) if one.candidate.article == "grain.md"]
    assert (grain.candidate.body, grain.candidate.title) == (
        ("the", "envoy", "speak", "of", "grain"),
        ("grain", "1", "may", "2024"),
    )
    assert grain.located.article == GRAIN
