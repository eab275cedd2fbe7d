from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.records import Article, Citation, Evidence, FailedFile, Span, SyncReport, Usage, Window

ARTICLE = Article("a.txt", "Talks", "The Post", "", date(2024, 1, 2), "", "en", "The talks began. They ended.")


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_quote_is_cut_from_its_article_wherever_it_starts_and_ends(start: int, end: int) -> None:
    assert Citation(1, ARTICLE, start, end).quote == ARTICLE.text[start:end]
    assert Evidence(1, ARTICLE, start, end, 0.5).text == ARTICLE.text[start:end]


def test_a_quote_cannot_be_given() -> None:
    with pytest.raises(TypeError, match="quote"):
        Citation(1, ARTICLE, 0, 16, quote="The talks failed.")  # type: ignore[call-arg]


def test_a_quote_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Citation(1, ARTICLE, 0, 16).quote = "The talks failed."  # type: ignore[misc]


def test_the_quote_is_one_of_the_fields() -> None:
    assert [f.name for f in fields(Citation)] == ["number", "article", "start", "end", "quote"]
    assert [f.name for f in fields(Evidence)] == ["number", "article", "start", "end", "score", "text"]


def test_a_span_cuts_its_stretch() -> None:
    assert Span(4, 9).cut(ARTICLE.text) == "talks"


@pytest.mark.parametrize(
    ("window", "day", "holds"),
    [
        (Window(), None, True),
        (Window(since=date(2024, 1, 1)), None, False),
        (Window(since=date(2024, 1, 1)), date(2024, 1, 1), True),
        (Window(since=date(2024, 1, 2)), date(2024, 1, 1), False),
        (Window(until=date(2024, 1, 1)), date(2024, 1, 1), True),
        (Window(until=date(2024, 1, 1)), date(2024, 1, 2), False),
        (Window(date(2024, 1, 1), date(2024, 1, 3)), date(2024, 1, 2), True),
    ],
)
def test_a_window_holds_its_first_and_last_day(window: Window, day: date | None, *, holds: bool) -> None:
    assert window.holds(day) is holds


@pytest.mark.parametrize(
    ("source", "published", "said"),
    [
        ("The Globe", date(2024, 6, 3), "The Globe, 3 June 2024"),
        ("", date(2024, 6, 3), "3 June 2024"),
        ("The Globe", None, "The Globe"),
        ("", None, ""),
    ],
)
def test_an_article_tells_who_says_it_and_when(source: str, published: date | None, said: str) -> None:
    assert Article("a.md", "", source, "", published, "", "en", "").attribution == said


def test_a_report_counts_in_the_order_a_person_reads() -> None:
    report = SyncReport(added=1, changed=2, removed=3, unchanged=4, failed=(FailedFile("a", "empty"),))
    assert list(report.counts()) == [("added", 1), ("changed", 2), ("removed", 3), ("unchanged", 4), ("failed", 1)]


def test_what_two_requests_cost_is_added_up() -> None:
    both = Usage(100, 20) + Usage(1, 2)
    assert (both, both.total) == (Usage(101, 22), 123)
