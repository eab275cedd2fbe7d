"""Tests of bot.answering."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.texts_english import ENGLISH
from bot.texts_latvian import LATVIAN
from tests.bot_api import Seat
from tests.bot_talk import Talk
from tests.model_server import Act, Asked, Handler, ModelServer, events_of, fails, says

GRAIN = "Who leads the talks on the grain corridor?"
WROTE = "Marta Vell leads the talks on the grain corridor [1]."


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with Talk(tmp_path_factory.mktemp("talk")) as made:
        yield made


def outcomes(talk: Talk) -> dict[str, int]:
    return talk.bot.parts.store.inbox.count()


def ended(talk: Talk, outcome: str, count: int = 1) -> bool:
    return talk.telegram.world.wait(lambda: outcomes(talk).get(outcome, 0) >= count, 10)


def test_an_answer_is_one_message_with_its_sources(talk: Talk) -> None:
    anna = talk.reader()
    answer = anna.ask(GRAIN)
    assert answer.text.endswith("\n\nSources\n[1] Grain talks resume in Odravia · The Harbour Post · 2024-03-04")
    assert answer.labels == ["[1]", "👍", "👎"]
    assert (len(anna.shown), answer.before) == (1, ())
    assert [action for chat, action, _ in talk.telegram.world.actions if chat == anna.chat.id][:1] == ["typing"]
    assert ended(talk, "answered")


def test_a_follow_up_is_understood_from_the_conversation(talk: Talk) -> None:
    anna = talk.reader()
    anna.ask(GRAIN)
    assert "Tarn" in anna.ask("Where will she travel on Friday?").text


def test_a_latvian_and_a_russian_read_every_word_but_the_quotes_in_their_language(talk: Talk) -> None:
    asked = "What do the articles of March 2024 say of the grain corridor?"
    latvian, russian = talk.reader("lv").ask(asked).text, talk.reader("ru").ask(asked).text
    assert latvian.startswith("Rakstos no 2024-03-01 līdz 2024-03-31:\n“")
    assert " — The Harbour Post, 2024-03-04 [1]" in latvian
    assert russian.startswith("В статьях с 2024-03-01 по 2024-03-31:\n“")
    assert talk.reader("lv").ask("Who won the chess olympiad in Budapest?").text.startswith("Raksti nepiemin: ")


def test_a_refusal_ends_as_one(talk: Talk) -> None:
    anna = talk.reader()
    assert ENGLISH.nearest in anna.ask("Who won the chess olympiad in Budapest?").text
    assert ended(talk, "refused")


def test_who_asks_too_much_is_told_and_the_question_is_not_answered(talk: Talk) -> None:
    anna = talk.reader()
    limits = talk.bot.parts.store.limits
    before, limits._a_minute = limits._a_minute, 1  # noqa: SLF001 - one person's limit, without a bot of its own
    try:
        anna.ask(GRAIN)
        assert "at most 1,000" in anna.ask(GRAIN).text.replace("1000", "1,000")
    finally:
        limits._a_minute = before  # noqa: SLF001 - the same
    assert ended(talk, "limited")


def test_a_question_that_cannot_be_asked_says_why(talk: Talk) -> None:
    anna = talk.reader()
    assert anna.ask("why " * 900).text.startswith("The question has")
    assert talk.reader("lv").ask("kāpēc " * 900).text == "Jautājums ir pārāk garš; lūdzu, uzdodiet to īsāk."
    assert talk.reader("ru").ask("?").text == "В вопросе нет слов; спросите что-нибудь о статьях."


@pytest.fixture
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Talk, ModelServer]]:
    with ModelServer(says(WROTE)) as model, Talk(tmp_path_factory.mktemp("m"), openai_base_url=model.address) as made:
        yield made, model


def whole(seat: Seat) -> str:
    return seat.next_where(lambda message: "👍" in message.labels).text


def test_a_model_writes_and_when_it_fails_quotes_come(told: tuple[Talk, ModelServer]) -> None:
    talk, model = told
    anna, boris, ilze = talk.reader(), talk.reader(), talk.reader("lv")
    anna.say(GRAIN)
    assert whole(anna).startswith(WROTE)
    model.acts[:] = [fails(401)]
    boris.say(GRAIN)
    quoted = whole(boris)
    assert quoted.startswith("“Marta Vell leads the talks")
    assert "model" in quoted.split("\n\n")[-2]
    assert len(anna.shown) == len(boris.shown) == 1
    ilze.say(GRAIN)
    assert "\n\nModelim pašlaik nevar pajautāt; atbilde ir citēta no rakstiem.\n\nAvoti\n" in whole(ilze)


def test_the_line_before_an_answer_grows_in_the_persons_language(told: tuple[Talk, ModelServer]) -> None:
    talk, _ = told
    ilze = talk.reader("lv")
    ilze.say("Who leads the talks on the grain corridor in the articles of March 2024?")
    assert whole(ilze).startswith(f"Rakstos no 2024-03-01 līdz 2024-03-31:\n{WROTE}")
    assert not [one for one in ilze.shown[0].before if "articles" in one]


def slowly(text: str) -> Act:
    """An answer of which a word comes at a time, some two seconds in all."""

    def act(handler: Handler, asked: Asked) -> None:
        handler.stream(event for event in events_of(text) if handler.wait(0.2))

    return act


def test_a_draft_grows_in_a_private_chat_and_a_message_in_a_group(tmp_path: Path) -> None:
    with (
        ModelServer(slowly(f"{WROTE} She is a former harbour master [1].")) as model,
        Talk(tmp_path, drafts=True, openai_base_url=model.address) as talk,
    ):
        anna, boris = talk.reader(), talk.telegram.seat(talk.telegram.group())
        question = anna.say(GRAIN)
        answer = anna.next_where(lambda message: "👍" in message.labels)
        assert (answer.reply_to, answer.before, anna.draft) == (question.id, (), None)
        assert anna.drafts
        assert all(one.endswith(ENGLISH.writing_draft) for one in anna.drafts)
        boris.mention(GRAIN)
        assert boris.next_where(lambda message: "👍" in message.labels).before
        assert boris.drafts == []


def test_a_draft_is_stopped_by_the_command_that_it_names(tmp_path: Path) -> None:
    with (
        ModelServer(slowly(" ".join([WROTE] * 40))) as model,
        Talk(tmp_path, drafts=True, openai_base_url=model.address) as talk,
    ):
        anna = talk.reader("lv")
        anna.say(GRAIN)
        assert talk.telegram.world.wait(lambda: any("/cancel" in one for one in anna.drafts), 60)
        anna.say("/cancel")
        assert anna.next().text.endswith(LATVIAN.stopped)
        assert model.left.wait(10)
        assert ended(talk, "cancelled")
