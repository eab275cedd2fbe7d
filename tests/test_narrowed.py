from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag.index.catalogue import Catalogue, NewArticle
from rag.index.database import Database
from rag.index.narrowed import Narrowed
from rag.index.schema import SCHEMA, TABLES
from rag.records import Article

TALKS = Article("talks.md", "Talks", "Новая газета", "", date(2024, 5, 1), "", "ru", "Talks.")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "catalogue.sqlite", TABLES, SCHEMA)
    yield opened
    opened.close()


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    catalogue = Catalogue(database)
    for number, outlet in enumerate(("Новая газета", "Диена", "Новая газета", "")):
        key, _ = catalogue.add_pending(NewArticle(replace(TALKS, id=f"{number}", source=outlet), "f", "d", ()))
        catalogue.make_ready([key])
    return catalogue


def test_an_outlet_is_found_in_any_case_of_any_alphabet(database: Database, catalogue: Catalogue) -> None:
    assert Narrowed(database).conditions("НОВАЯ ГАЗЕТА") == (" AND a.source IN (?)", ["Новая газета"])
    assert [article.id for article in catalogue.articles("новая газета")] == ["0", "2"]


def test_an_outlet_that_is_none_holds_nothing(database: Database, catalogue: Catalogue) -> None:
    assert Narrowed(database).conditions("Nobody") == (" AND a.source IN ()", [])
    assert catalogue.articles("Nobody") == []


def test_articles_without_an_outlet_are_one_outlet(catalogue: Catalogue) -> None:
    assert [article.id for article in catalogue.articles("")] == ["3"]


def test_days_are_inclusive(database: Database, catalogue: Catalogue) -> None:
    assert Narrowed(database).conditions(None, date(2024, 1, 1), date(2024, 5, 1)) == (
        " AND a.published >= ? AND a.published <= ?",
        ["2024-01-01", "2024-05-01"],
    )


def test_nothing_narrows_nothing(database: Database) -> None:
    assert Narrowed(database).conditions(None) == ("", [])


def test_outlets_and_lists_are_told_from_indexes_without_reading_articles(
    database: Database, catalogue: Catalogue
) -> None:
    del catalogue
    newest = "FROM articles INDEXED BY articles_newest WHERE state = 'ready'"
    for wanted in (
        f"language {newest} AND language <> '' GROUP BY language",
        f"count(*), count(*) - count(published) {newest}",
        "id FROM articles WHERE state = 'ready' ORDER BY published DESC, id",
    ):
        plan = " ".join(row[3] for row in database.all(f"EXPLAIN QUERY PLAN SELECT {wanted}"))
        assert "USING COVERING INDEX articles_newest" in plan
