from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.answers import Answers, KeptAnswer, KeptCitation, KeptHeadline, _paragraph
from bot.store.conversations import Thread
from bot.store.database import BotDatabase
from rag import Answer, Article, Citation, NoAnswer

TEXT = "A first paragraph.\nThe harbour opens. It is new.\nA last paragraph."
ARTICLE = Article("port.md", "The port", "Daily", "", date(2024, 6, 13), "https://example.org/port", "en", TEXT)
DAY = 24 * 3600.0


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Answers]:
    database = BotDatabase.open(tmp_path / "bot.sqlite")
    yield Answers(database)
    database.close()


def cited(number: int, quote: str, article: Article = ARTICLE) -> Citation:
    start = article.text.index(quote)
    return Citation(number, article, start, start + len(quote))


def answered(*citations: Citation) -> Answer:
    return Answer("text [1]", citations, confidence=0.9, generated=False)


def test_an_answer_is_found_by_its_id_with_what_it_cited(answers: Answers) -> None:
    reply = answered(cited(1, "It is new."), cited(1, "The harbour opens."), cited(2, "A last paragraph."))
    id_ = answers.keep(Thread(5, 2, 9), 7, "What opens?", reply, 3.0)
    found = answers.find(id_)
    assert found is not None
    digest = found.citations[0].digest
    about = ("port.md", digest, "The port", "Daily", date(2024, 6, 13), "https://example.org/port")
    assert found == KeptAnswer(
        *(id_, Thread(5, 2, 9), 3.0, "What opens?", "text [1]"),
        answered=True,
        generated=False,
        citations=(
            KeptCitation(1, *about, "The harbour opens. It is new.", ((0, 18), (19, 29))),
            KeptCitation(2, *about, "A last paragraph.", ((0, 17),)),
        ),
    )
    assert (found.citation(2), found.citation(3)) == (found.citations[1], None)


def test_an_id_fits_into_a_button_and_cannot_be_guessed(answers: Answers) -> None:
    ids = {answers.keep(Thread(5), number, "?", answered(), 0.0) for number in range(20)}
    assert len(ids) == 20
    assert {len(id_) for id_ in ids} == {11}


def test_a_citation_knows_whether_the_article_still_says_the_same(answers: Answers) -> None:
    found = answers.find(answers.keep(Thread(5), 7, "?", answered(cited(1, "It is new.")), 0.0))
    assert found is not None
    citation = found.citations[0]
    assert [citation.is_of(ARTICLE), citation.is_of(replace(ARTICLE, text=TEXT + " More."))] == [True, False]


def test_a_refusal_keeps_the_headlines_that_came_nearest(answers: Answers) -> None:
    refusal = NoAnswer("The articles do not say.", 0.1, nearest=(ARTICLE, replace(ARTICLE, id="b.md", title="B")))
    found = answers.find(answers.keep(Thread(5), 7, "Why?", refusal, 0.0))
    assert found is not None
    assert (found.answered, found.text) == (False, "The articles do not say.")
    assert found.nearest == (KeptHeadline(1, "port.md", "The port"), KeptHeadline(2, "b.md", "B"))


def test_the_answer_of_an_earlier_try_is_replaced(answers: Answers) -> None:
    first = answers.keep(Thread(5), 7, "?", answered(cited(1, "It is new.")), 0.0)
    second = answers.keep(Thread(5), 7, "?", answered(), 1.0)
    assert answers.find(first) is None
    assert answers.find(second) is not None
    assert answers.count() == (1, 0)


def test_what_could_not_be_answered_is_listed_newest_first(answers: Answers) -> None:
    for number, question in enumerate(["Why?", "Who?", "When?"]):
        answers.keep(Thread(5), number, question, NoAnswer("No.", 0.0), float(number))
    answers.keep(Thread(5), 9, "What?", answered(), 9.0)
    assert answers.unanswered(2) == [(2.0, "When?"), (1.0, "Who?")]
    assert answers.count() == (1, 3)


def test_old_answers_are_forgotten(answers: Answers) -> None:
    old = answers.keep(Thread(5), 1, "?", answered(cited(1, "It is new.")), 0.0)
    new = answers.keep(Thread(5), 2, "?", answered(), 2 * DAY)
    answers.prune(3 * DAY, days=2)
    assert answers.find(old) is None
    assert answers.find(new) is not None


@given(st.text(alphabet="a \n", max_size=6_000), st.data())
def test_a_passage_always_holds_its_quotes_and_no_other_paragraph(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = _paragraph(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)
    assert "\n" not in text[first:start] + text[end:last]
    assert last - first <= max(1_502, end - start + 2)
