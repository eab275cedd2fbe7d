import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.adding.file_names import file_name
from tests.test_composing import ARTICLE


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbour opens", "2022-01-12-harbour-opens.md"),
        ("Ostas vārti: “vaļā”!", "2022-01-12-ostas-vārti-vaļā.md"),
        ("../../etc/passwd", "2022-01-12-etc-passwd.md"),
        ("C:\\Windows\\con", "2022-01-12-c-windows-con.md"),
        ("a.jsonl#1\0\n", "2022-01-12-a-jsonl-1.md"),
        ("???", "2022-01-12-article.md"),
        ("word " * 100, f"2022-01-12-{'-'.join(['word'] * 16)}.md"),
        ("я" * 300, f"2022-01-12-{'я' * 80}.md"),
    ],
)
def test_a_file_is_named_by_day_and_title(title: str, name: str) -> None:
    assert file_name(replace(ARTICLE, title=title)) == name


def test_an_article_without_a_day_says_so_and_is_no_device() -> None:
    assert file_name(replace(ARTICLE, title="CON", published=None)) == "undated-con.md"


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert file_name(ARTICLE, 2) == "2022-01-12-harbour-opens-2.md"


@given(st.text(max_size=300), st.none() | st.dates(date(1600, 1, 1), date(2100, 12, 31)))
def test_whatever_the_title_the_name_is_a_plain_one(title: str, day: date | None) -> None:
    name = file_name(replace(ARTICLE, title=title, published=day), 999)
    assert re.fullmatch(r"(?:\d{4}-\d\d-\d\d|undated)-[^\W_]+(?:-[^\W_]+)*\.md", name)
    assert not set(name) & set('/\\\0:*?"<>|#\n\r\t ')
    assert name.count(".") == 1
    assert len(name.encode()) < 250
