"""Tests of bot.library."""

from datetime import date

import pytest

from bot import library
from rag import Archive
from tests.conftest import OpenArchive


def article(number: int, source: str, text: str) -> str:
    return f"---\ntitle: Title {number}\nsource: {source}\ndate: 2024-01-{number:02}\n---\n\n{text}\n"


# Articles of one text would be taken for copies of each other.
UNLIKE = {number: " ".join(f"word{number}of{place}" for place in range(40)) + "." for number in range(1, 13)}
NEWS = {
    **{f"{number}.md": article(number, "The Post", f"Grain was shipped. {UNLIKE[number]}") for number in range(1, 13)},
    "13.md": article(13, "City Ledger", "The bridges were closed by the flood."),
    "14.md": article(14, "City Herald", "Nothing happened."),
    "old.txt": "Shipping of grain began in spring.",
}


@pytest.fixture
def archive(open_archive: OpenArchive) -> Archive:
    opened = open_archive(NEWS)
    opened.sync()
    return opened


def test_the_list_is_read_page_by_page(archive: Archive) -> None:
    first, second = library.page_of(archive, None, 0), library.page_of(archive, None, 1)
    assert ([one.id for one in first.articles[:2]], first.first, first.has_more) == (["14.md", "13.md"], 1, True)
    assert ([one.id for one in second.articles[-1:]], second.first, second.has_more) == (["old.txt"], 11, False)
    assert library.page_of(archive, "city ledger", 0).articles[0].id == "13.md"
    assert library.page_of(archive, None, -5).number == 0


def test_an_article_has_its_number_in_the_list(archive: Archive) -> None:
    assert [one and one.id for one in (library.numbered(archive, 1), library.numbered(archive, 15))] == [
        "14.md",
        "old.txt",
    ]
    assert [library.numbered(archive, number) for number in (-1, 0, 16)] == [None, None, None]


def test_a_subject_has_the_articles_that_speak_of_it_newest_first(archive: Archive) -> None:
    found = library.about(archive, "shipping grain").articles
    assert len(found) == library.PAGE
    days = [one.published or date.min for one in found]
    assert days == sorted(days, reverse=True)
    assert [one.id for one in library.about(archive, "the bridge").articles] == ["13.md"]
    assert library.about(archive, "zzyzx").articles == ()


def test_an_outlet_is_found_by_its_name_or_a_part_that_is_its_alone(archive: Archive) -> None:
    assert library.outlet_called(archive, "the post") == "The Post"
    assert library.outlet_called(archive, "ledger") == "City Ledger"
    assert library.outlet_called(archive, "city") is None
    assert library.outlet_called(archive, "nobody") is None
