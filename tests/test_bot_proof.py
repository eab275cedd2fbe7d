"""Tests of bot.handlers.proof."""

from collections.abc import Iterator

import pytest

from bot.texts_english import ENGLISH
from tests.bot_api import Button
from tests.bot_talk import Talk

GRAIN = "Who leads the talks on the grain corridor?"
FLOOD = "How many people were brought to safety in Lurva?"
BRIDGE = "How much did the bridge over the Selm cost?"


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with Talk(tmp_path_factory.mktemp("talk")) as made:
        yield made


def test_a_number_opens_its_passage_with_the_quoted_sentence_marked(talk: Talk) -> None:
    anna = talk.reader()
    answer = anna.ask(GRAIN)
    assert anna.press("[1]") == {"text": "", "alert": False}
    passage = anna.next()
    assert passage.reply_to == answer.id
    assert passage.text.startswith("[1] Grain talks resume in Odravia\nThe Harbour Post · 2024-03-04\nMarta Vell leads")
    (shown,) = passage.body.stretches("expandable_blockquote")
    assert shown in (talk.corpus / "grain-corridor.md").read_text()
    assert "Marta Vell leads the talks on the grain corridor, the ministry of Odravia said on Monday." in (
        passage.body.stretches("bold")
    )
    assert passage.labels == [ENGLISH.read]


def test_an_old_button_opens_what_was_cited_and_says_that_it_changed_or_is_gone(talk: Talk) -> None:
    anna = talk.reader()
    bridge = anna.ask(BRIDGE)
    path = talk.corpus / "selm-bridge.md"
    path.write_text(path.read_text().replace("84 million", "90 million"))
    talk.sync()
    anna.press("[1]", bridge)
    changed = anna.next().text
    assert ENGLISH.passage_changed in changed
    assert "It cost 84 million crowns" in changed
    path.unlink()
    talk.sync()
    anna.press("[1]", bridge)
    gone = anna.next().text
    assert ENGLISH.passage_gone in gone
    assert "It cost 84 million crowns" in gone


def test_markup_in_an_article_is_shown_as_it_stands(talk: Talk) -> None:
    anna = talk.reader()
    anna.ask(FLOOD)
    anna.press("[1]")
    assert "Two barns were swept away <b>overnight</b> & a mill stands in water." in anna.next().text


def test_votes_are_kept_with_question_and_answer(talk: Talk) -> None:
    anna = talk.reader()
    anna.ask(GRAIN)
    assert anna.press("👍")["text"] == ENGLISH.thanks
    assert anna.press("👎")["text"] == ENGLISH.thanks
    (opinion,) = talk.bot.parts.store.feedback.opinions(10)
    assert (opinion.liked, opinion.question, opinion.user_id) == (False, GRAIN, anna.person.id)


def test_a_button_of_a_forgotten_answer_says_so(talk: Talk) -> None:
    anna = talk.reader()
    anna.ask(GRAIN)
    talk.bot.parts.store.database.run("DELETE FROM answers")
    assert anna.press("[1]") == {"text": ENGLISH.answer_forgotten, "alert": True}
    assert anna.press("👍")["text"] == ENGLISH.answer_forgotten


def test_a_button_is_bound_to_the_chat_of_its_answer(talk: Talk) -> None:
    anna, boris = talk.reader(), talk.reader()
    answer, other = anna.ask(GRAIN), boris.ask(GRAIN)
    for button in answer.buttons:
        assert boris.press_button(other, button)["text"] == ENGLISH.answer_forgotten
    assert talk.bot.parts.store.feedback.opinions(10) == []


@pytest.mark.parametrize("data", ["x", "p:", "p:zzz:1", "p:" + "A" * 60, "z:a:1", "a::0", "p:a:99999999999999999999"])
def test_a_button_that_this_bot_never_made_is_met_quietly(talk: Talk, data: str) -> None:
    anna = talk.reader()
    answer = anna.ask(GRAIN)
    assert anna.press_button(answer, Button("?", data))["alert"]
    assert len(anna.shown) == 1
