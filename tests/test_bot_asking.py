"""Tests of bot.handlers.asking."""

from collections.abc import Iterator

import pytest

from bot.texts_english import ENGLISH
from tests.bot_api.newsroom import UNANSWERED
from tests.bot_talk import Talk

GRAIN = "Who leads the talks on the grain corridor?"


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with Talk(tmp_path_factory.mktemp("talk")) as made:
        yield made


def test_any_text_of_a_private_chat_is_a_question(talk: Talk) -> None:
    assert "Marta Vell leads the talks on the grain corridor" in talk.reader().ask(GRAIN).text


def test_a_group_hears_the_bot_only_when_it_is_spoken_to(talk: Talk) -> None:
    group = talk.telegram.group(privacy=False)
    anna = talk.telegram.seat(group)
    anna.say(GRAIN)
    anna.say(f"@presscite {GRAIN}")
    asked = anna.mention(f", {GRAIN}")
    answer = anna.next()
    assert (answer.reply_to, "Marta Vell" in answer.text) == (asked.id, True)
    assert anna.shown == [answer]
    follow = anna.say("And where does she travel on Friday?", reply_to=answer)
    assert anna.next().reply_to == follow.id


def test_a_mention_under_somebodys_message_asks_about_that_message(talk: Talk) -> None:
    anna = talk.telegram.seat(talk.telegram.group(privacy=False))
    said = anna.say("The bridge over the Selm cost 84 million crowns.")
    anna.mention("", reply_to=said)
    assert "84 million" in anna.next().text


def test_the_command_asks_what_stands_behind_it(talk: Talk) -> None:
    anna = talk.reader()
    assert "Marta Vell" in anna.ask(f"/ask {GRAIN}").text
    assert anna.ask("/ask").text == ENGLISH.ask_usage


def test_a_mention_alone_is_told_how_to_ask(talk: Talk) -> None:
    anna = talk.telegram.seat(talk.telegram.group())
    anna.mention("")
    assert anna.next().text == ENGLISH.ask_usage


def test_the_last_question_can_be_asked_again(talk: Talk) -> None:
    anna = talk.reader()
    assert anna.ask("/retry").text == ENGLISH.nothing_to_retry
    first = anna.ask(GRAIN).text
    assert anna.ask("/retry").text == first


def test_a_headline_of_a_refusal_asks_about_its_article(talk: Talk) -> None:
    anna = talk.reader()
    refusal = anna.ask(UNANSWERED)
    assert ENGLISH.nearest in refusal.text
    anna.press(refusal.labels[0])
    answer = anna.next()
    assert answer.text.startswith(f"❓ {refusal.labels[0]}\n\n“")
    assert "[1]" in answer.labels


def test_a_button_whose_answer_is_forgotten_says_so(talk: Talk) -> None:
    anna = talk.reader()
    refusal = anna.ask(UNANSWERED)
    talk.bot.parts.store.database.run("DELETE FROM answers")
    assert anna.press(refusal.labels[0]) == {"text": ENGLISH.answer_forgotten, "alert": True}


def test_what_is_no_text_and_no_command_is_told_so(talk: Talk) -> None:
    anna = talk.reader()
    assert anna.ask("/nonsense").text == ENGLISH.not_understood
    anna.skip()
    anna.say(
        "",
        sticker={
            "file_id": "s",
            "file_unique_id": "s",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        },
    )
    assert anna.next().text == ENGLISH.text_only
