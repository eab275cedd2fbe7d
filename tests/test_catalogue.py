from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag.index.catalogue import Catalogue, NewArticle, NewPassage
from rag.index.known_files import KnownFile
from rag.records import Article, Passage

TALKS = Article(
    "talks.md", "Talks", "The Post", "A. Writer", date(2024, 5, 1), "https://post.example/1", "en", "Talks. On."
)
HARVEST = Article("harvest.md", "Harvest", "The Farm", "", None, "", "de", "Ernte.")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def new(article: Article, digest: str = "1") -> NewArticle:
    whole = Passage(0, 0, len(article.text))
    return NewArticle(article, article.id, digest, (NewPassage(whole, f"{article.id}{digest}".encode()),))


def add(catalogue: Catalogue, article: Article, digest: str = "1") -> int:
    key, passage_keys = catalogue.add_pending(new(article, digest))
    catalogue.make_ready([key])
    return passage_keys[0]


def test_a_pending_article_does_not_answer(catalogue: Catalogue) -> None:
    _, keys = catalogue.add_pending(new(TALKS))
    assert catalogue.articles() == []
    assert catalogue.located(keys) == {}
    assert catalogue.count_passages() == 0


def test_a_ready_article_answers_with_all_its_fields(catalogue: Catalogue) -> None:
    key = add(catalogue, TALKS)
    located = catalogue.located([key, key + 1])
    assert list(located) == [key]
    assert (located[key].article, located[key].passage) == (TALKS, Passage(0, 0, 10))


def test_a_new_version_takes_the_place_of_the_old_one_at_once(catalogue: Catalogue) -> None:
    old = add(catalogue, TALKS)
    changed = replace(TALKS, text="Talks are off.")
    key, passage_keys = catalogue.add_pending(new(changed, "2"))
    assert catalogue.article("talks.md") == TALKS
    catalogue.make_ready([key])
    assert catalogue.article("talks.md") == changed
    assert list(catalogue.located([old, *passage_keys])) == passage_keys


def test_every_change_of_what_answers_raises_the_generation(catalogue: Catalogue) -> None:
    generations = [catalogue.generation]
    add(catalogue, TALKS)
    generations.append(catalogue.generation)
    catalogue.add_pending(new(HARVEST))
    generations.append(catalogue.generation)
    catalogue.retire(["talks.md"])
    generations.append(catalogue.generation)
    assert generations == [0, 1, 1, 2]


def test_what_is_under_way_is_listed_until_it_is_dropped(catalogue: Catalogue) -> None:
    retired = add(catalogue, TALKS)
    catalogue.retire(["talks.md"])
    _, pending_passages = catalogue.add_pending(new(HARVEST))
    under_way = catalogue.under_way()
    assert sorted(key for _, keys in under_way for key in keys) == sorted([retired, *pending_passages])
    catalogue.drop([key for key, _ in under_way])
    assert catalogue.under_way() == []


def test_keys_are_never_used_twice(catalogue: Catalogue) -> None:
    first = add(catalogue, TALKS)
    catalogue.retire(["talks.md"])
    catalogue.drop([key for key, _ in catalogue.under_way()])
    assert add(catalogue, TALKS) > first


def test_dropping_never_touches_an_article_that_answers(catalogue: Catalogue) -> None:
    key, _ = catalogue.add_pending(new(TALKS))
    catalogue.make_ready([key])
    catalogue.drop([key])
    assert catalogue.article("talks.md") == TALKS


def test_articles_come_newest_first_and_undated_ones_last(catalogue: Catalogue) -> None:
    older = replace(TALKS, id="older.md", published=date(2023, 1, 1))
    for article in (HARVEST, older, TALKS):
        add(catalogue, article)
    assert [article.id for article in catalogue.articles()] == ["talks.md", "older.md", "harvest.md"]
    assert [article.id for article in catalogue.articles(source="the post")] == ["talks.md", "older.md"]


def test_articles_come_in_pages(catalogue: Catalogue) -> None:
    for number in range(5):
        add(catalogue, replace(TALKS, id=f"{number}.md"))
    assert [article.id for article in catalogue.articles(limit=2, offset=1)] == ["1.md", "2.md"]
    assert [article.id for article in catalogue.articles(limit=2, offset=4)] == ["4.md"]
    assert catalogue.articles(limit=0) == []
    assert sorted(catalogue.ids()) == [f"{number}.md" for number in range(5)]


def test_passages_within_a_window_come_newest_first(catalogue: Catalogue) -> None:
    older = add(catalogue, replace(TALKS, id="older.md", published=date(2023, 1, 1)))
    newer = add(catalogue, TALKS)
    add(catalogue, HARVEST)
    assert catalogue.within.passages("The Post", None, None, 10) == [newer, older]
    assert catalogue.within.passages(None, date(2023, 1, 1), date(2023, 1, 1), 10) == [older]
    assert catalogue.within.passages(None, None, None, 1) == [newer]


def test_passages_are_held_to_a_window(catalogue: Catalogue) -> None:
    older = add(catalogue, replace(TALKS, id="older.md", published=date(2023, 1, 1)))
    newer = add(catalogue, TALKS)
    undated = add(catalogue, HARVEST)
    keys = [older, newer, undated, undated + 1]
    assert catalogue.within.among(keys, "the post", None, None) == {older, newer}
    assert catalogue.within.among(keys, None, date(2024, 5, 1), None) == {newer}
    assert catalogue.within.among(keys, None, None, None) == {older, newer, undated}
    catalogue.retire(["talks.md"])
    assert catalogue.within.among([newer], None, None, None) == set()


def test_outlets_and_languages_come_most_frequent_first(catalogue: Catalogue) -> None:
    for article in (HARVEST, TALKS, replace(TALKS, id="second.md")):
        add(catalogue, article)
    assert catalogue.sources() == ("The Post", "The Farm")
    assert catalogue.languages() == ("en", "de")


def test_vectors_of_ready_passages_are_found_by_passage(catalogue: Catalogue) -> None:
    ready = add(catalogue, TALKS)
    _, pending = catalogue.add_pending(new(HARVEST))
    catalogue.vectors.keep("small", {b"talks.md1": b"1111", b"harvest.md1": b"2222"})
    assert catalogue.vectors.of_passages("small", [ready, *pending]) == {ready: b"1111"}


def test_ready_passages_are_given_in_pages(catalogue: Catalogue) -> None:
    keys = [add(catalogue, replace(TALKS, id=f"{n}.md")) for n in range(5)]
    page = catalogue.located_after(0, 2)
    assert [located.key for located in page] == keys[:2]
    assert [located.key for located in catalogue.located_after(page[-1].key, 10)] == keys[2:]


def test_files_of_articles_that_are_not_known_as_they_were_read_are_told(catalogue: Catalogue) -> None:
    add(catalogue, TALKS)
    add(catalogue, HARVEST)
    catalogue.files.remember(KnownFile("talks.md", 1, 1, "digest"))
    assert catalogue.files.unremembered() == ["harvest.md"]


def test_passages_are_counted_without_those_under_way(catalogue: Catalogue) -> None:
    add(catalogue, TALKS)
    add(catalogue, replace(TALKS, text="Talks are off."), "2")
    catalogue.add_pending(new(HARVEST))
    assert catalogue.count_passages() == 1
