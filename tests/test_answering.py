from datetime import date

import pytest

from rag import Answer, Archive, Lack, Lead, LeadKind, LeadLine, Missing, NoAnswer, Turn, Window
from tests.conftest import OpenArchive
from tests.test_retrieval import NEWS, article


@pytest.fixture
def archive(open_archive: OpenArchive) -> Archive:
    opened = open_archive(NEWS)
    opened.sync()
    return opened


def test_an_answer_is_made_of_quotes_with_their_marks(archive: Archive) -> None:
    reply = archive.ask("What closed the harbour of Riga?")
    assert isinstance(reply, Answer)
    assert [citation.quote for citation in reply.citations] == ["A storm closed the harbour of Riga."]
    assert reply.text == f"“A storm closed the harbour of Riga.” — The Globe, 3 June 2024 [{reply.citations[0].number}]"
    assert (reply.generated, reply.window) == (False, None)


def test_what_the_articles_do_not_say_is_refused_with_what_came_nearest(archive: Archive) -> None:
    reply = archive.ask("Who won the football championship of Brazil?")
    assert isinstance(reply, NoAnswer)
    assert reply.reason.endswith(".")
    assert 0 <= reply.confidence < 0.5


def test_the_time_that_narrowed_an_answer_is_said_before_it(archive: Archive) -> None:
    reply = archive.ask("What did the envoy say about grain this week?")
    assert isinstance(reply, Answer)
    assert reply.text.startswith("In articles from 10 to 16 June 2024:\n“The envoy spoke of grain in Odesa.”")
    assert reply.window == Window(date(2024, 6, 10), date(2024, 6, 16), "this week")
    assert reply.lead == Lead(LeadKind.WITHIN, date(2024, 6, 10), date(2024, 6, 16))
    first, *_ = archive.stream("What did the envoy say about grain this week?")
    assert isinstance(first, LeadLine)
    assert (first, first.lead) == ("In articles from 10 to 16 June 2024:\n", reply.lead)


def test_a_time_without_articles_is_refused_by_its_name(archive: Archive) -> None:
    reply = archive.ask("What did the envoy say about grain yesterday?")
    assert isinstance(reply, NoAnswer)
    assert reply.reason == "No article is dated 13 June 2024 (1 article carries no date)."
    assert "grain.md" in [article.id for article in reply.nearest]


def test_a_window_given_as_an_argument_is_named_too(archive: Archive) -> None:
    reply = archive.ask("What did the envoy say?", since=date(2025, 1, 1), source="The Post")
    assert isinstance(reply, NoAnswer)
    assert reply.reason == "No article of 'The Post' is dated since 1 January 2025 (1 article carries no date)."


def test_an_outlet_without_articles_is_refused_by_its_name(archive: Archive) -> None:
    reply = archive.ask("What did the envoy say?", source="The Farm")
    assert isinstance(reply, NoAnswer)
    assert reply.reason == "The articles of 'The Farm' hold nothing on this."


def test_an_empty_archive_says_how_to_fill_it(open_archive: OpenArchive) -> None:
    reply = open_archive({}).ask("What did the envoy say?")
    said = "The archive holds no articles yet; index some first: rag sync"
    assert reply == NoAnswer(said, 0.0, missing=Missing(Lack.ARTICLES))


def test_a_question_that_leans_on_the_one_before_is_answered_with_it(archive: Archive) -> None:
    history = [Turn("What did the envoy speak of in Geneva?", "Of grain.")]
    reply = archive.ask("And in Odesa?", history=history)
    assert isinstance(reply, Answer)
    assert "The envoy spoke of grain in Odesa." in [citation.quote for citation in reply.citations]


def test_a_stream_ends_with_the_whole_answer(archive: Archive) -> None:
    *pieces, last = archive.stream("What closed the harbour of Riga?")
    assert isinstance(last, Answer)
    assert "".join(str(piece) for piece in pieces) == last.text
    assert last == archive.ask("What closed the harbour of Riga?")


QUAKES = {
    "new.md": article(
        "Quake kills seventeen",
        "An earthquake of magnitude 6.1 struck Port Velasco and killed 17 people.",
        published="2024-03-28",
    ),
    "old.md": article(
        "Quake shakes the coast",
        "An earthquake of magnitude 5.3 struck Port Velasco. No one was killed.",
        published="2021-08-09",
    ),
}


def test_a_question_of_nothing_but_a_time_gets_what_its_articles_open_with(archive: Archive) -> None:
    reply = archive.ask("What happened this week?")
    assert isinstance(reply, Answer)
    assert reply.text == "In articles from 10 to 16 June 2024:\n“The envoy spoke of grain in Odesa.” [1]"


def test_a_year_that_belongs_to_the_fact_finds_the_article_of_that_year(open_archive: OpenArchive) -> None:
    archive = open_archive(QUAKES)
    archive.sync()
    reply = archive.ask("Which earthquake struck Port Velasco in August 2021?")
    assert isinstance(reply, Answer)
    assert reply.citations[0].article.id == "old.md"
    assert reply.window == Window(date(2021, 8, 1), date(2021, 8, 31), "in August 2021")


def test_a_year_that_no_article_holds_is_refused(open_archive: OpenArchive) -> None:
    archive = open_archive(QUAKES)
    archive.sync()
    reply = archive.ask("Which earthquake struck Port Velasco in 2019?")
    assert isinstance(reply, NoAnswer)
    assert "2019" in reply.reason


def test_a_refusal_within_a_window_speaks_of_the_articles_searched(archive: Archive) -> None:
    reply = archive.ask("Who won the football championship of Brazil this week?")
    assert isinstance(reply, NoAnswer)
    assert reply.reason.startswith("The articles dated from 10 to 16 June 2024 ")
    assert reply.missing is not None
    assert (reply.missing.since, reply.missing.until) == (date(2024, 6, 10), date(2024, 6, 16))


def test_the_articles_of_a_year_tell_it_without_naming_it(open_archive: OpenArchive) -> None:
    archive = open_archive(QUAKES)
    archive.sync()
    reply = archive.ask("How many people did the Port Velasco earthquake kill in 2021?")
    assert isinstance(reply, Answer)
    assert {citation.article.id for citation in reply.citations} == {"old.md"}
