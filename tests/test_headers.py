from dataclasses import replace
from datetime import date

from rag.headers import searched_title, written_day
from rag.records import Article

DATED = Article("a.md", "Talks", "The Post", "", date(2023, 10, 4), "", "en", "They met.")


def test_a_title_is_searched_with_its_day() -> None:
    assert searched_title(DATED) == "Talks 4 October 2023"


def test_without_a_day_a_title_is_searched_alone() -> None:
    undated = replace(DATED, published=None)
    assert (searched_title(undated), written_day(undated)) == ("Talks", "")
