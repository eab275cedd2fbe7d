"""Tests of bot.handlers.inline."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.handlers.inline import MOST_RESULTS, results
from bot.texts_english import ENGLISH
from bot.texts_latvian import LATVIAN
from rag import Answer, Article, Citation, Lack, Missing, NoAnswer
from tests.bot_api.newsroom import UNANSWERED
from tests.bot_talk import Talk

ARTICLE = Article(
    "a.md", "Port <opens>", "Gazette", "", date(2024, 5, 2), "https://gazette.example/a", "en", "One fell. Two rose."
)


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with Talk(tmp_path_factory.mktemp("talk")) as made:
        yield made


def test_the_answer_comes_first_and_then_each_quote() -> None:
    text = "“One fell.” [1]\n“Two rose.” [1]"
    answer = Answer(text, (Citation(1, ARTICLE, 0, 9), Citation(1, ARTICLE, 10, 19)), 0.9, generated=False)
    whole, first, second = results(answer, ENGLISH)
    assert whole.input_message_content.message_text.startswith(text)  # type: ignore[attr-defined]
    assert (first.title, first.description) == ("“One fell.”", "Port <opens>")
    assert second.input_message_content.message_text == (  # type: ignore[attr-defined]
        '“Two rose.”\n\n<a href="https://gazette.example/a"><b>Port &lt;opens&gt;</b></a>\nGazette · 2024-05-02'
    )
    assert len({one.id for one in (whole, first, second)}) == 3


def test_there_are_never_too_many() -> None:
    citations = tuple(Citation(number, ARTICLE, 0, number) for number in range(1, 30))
    assert len(results(Answer("x", citations, 0.9, generated=False), ENGLISH)) == MOST_RESULTS


def test_a_refusal_says_why() -> None:
    (one,) = results(NoAnswer("The articles do not say who.", 0.1), ENGLISH)
    assert (one.title, one.description) == (ENGLISH.inline_nothing, "The articles do not say who.")


def test_a_refusal_says_why_in_the_persons_language() -> None:
    reply = NoAnswer("The articles do not speak of this.", 0.1, missing=Missing(Lack.SUBJECT))
    (one,) = results(reply, LATVIAN)
    assert (one.title, one.description) == ("Raksti to nesaka", "Raksti par to nerunā.")
    assert one.input_message_content.message_text == "Raksti par to nerunā."  # type: ignore[attr-defined]


def test_what_is_typed_behind_the_bots_name_is_answered_with_quotes(talk: Talk) -> None:
    anna = talk.telegram.person()
    found = talk.telegram.inline(anna, "Who leads the talks on the grain corridor?")
    assert "Marta Vell leads the talks" in found[0]["input_message_content"]["message_text"]
    assert talk.telegram.inline(anna, UNANSWERED)[0]["title"] == ENGLISH.inline_nothing
    assert talk.telegram.inline(anna, "a") == []
    (call, *_) = talk.telegram.called("answerInlineQuery")
    assert call.parameters.number("cache_time") == 30
    assert talk.bot.parts.store.answers.count() == (0, 0)


def test_a_question_that_cannot_be_asked_finds_nothing_instead_of_waiting(talk: Talk) -> None:
    anna = talk.telegram.person()
    assert talk.telegram.inline(anna, "😀" * 20) == []
