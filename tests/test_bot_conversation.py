"""Tests of bot.handlers.conversation."""

from collections.abc import Iterator

import pytest

from bot.texts_english import ENGLISH
from tests.bot_talk import Talk
from tests.model_server import ModelServer, drips

GRAIN = "Who leads the talks on the grain corridor?"
# The first person of a town.
ADMIN = 501


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with ModelServer(drips("Marta Vell leads the talks on the grain corridor [1]")) as server:
        yield server


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory, model: ModelServer) -> Iterator[Talk]:
    with Talk(tmp_path_factory.mktemp("talk"), admins=frozenset({ADMIN}), openai_base_url=model.address) as made:
        yield made


def test_an_answer_is_stopped_by_who_asked_or_an_admin_alone(talk: Talk, model: ModelServer) -> None:
    boss = talk.telegram.person("Boss")
    assert boss.id == ADMIN
    group = talk.telegram.group()
    admin = talk.telegram.seat(group, boss)
    anna, boris = talk.telegram.seat(group), talk.telegram.seat(group)
    anna.say(f"/ask {GRAIN}")
    growing = anna.next()
    assert growing.labels == [ENGLISH.stop]
    assert boris.press(ENGLISH.stop)["text"] == ENGLISH.only_asker
    assert admin.press(ENGLISH.stop)["text"] == ""
    assert model.left.wait(30)
    anna.next_where(lambda message: ENGLISH.stopped in message.text and not message.labels)


def test_where_nothing_is_written_there_is_nothing_to_stop(talk: Talk) -> None:
    assert talk.reader().ask("/cancel").text == ENGLISH.nothing_to_stop


def test_a_new_conversation_forgets_the_one_before(talk: Talk) -> None:
    anna = talk.reader()
    anna.say(GRAIN)
    anna.next()
    anna.press(ENGLISH.stop)
    anna.next_where(lambda message: ENGLISH.stopped in message.text)
    anna.skip()
    assert anna.ask("/reset").text == ENGLISH.forgotten
    assert anna.ask("/retry").text == ENGLISH.nothing_to_retry
