"""The real bot with a model that writes: an answer that grows, that is stopped, that is asked for again."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.bot_api import BotApiServer, Call, Seat
from tests.bot_api.bot_process import BotProcess
from tests.bot_api.newsroom import index_newsroom
from tests.model_server import Act, Asked, Handler, ModelServer, drips, events_of, says

GRAIN = "Who leads the talks on the grain corridor?"
ANSWER = "Marta Vell leads the talks on the grain corridor [1]. She is a former harbour master [1]."


@dataclass(frozen=True, slots=True)
class Scene:
    """The bot, Telegram and the model, whose next act is set by the test."""

    telegram: BotApiServer
    model: ModelServer
    bot: BotProcess

    def reader(self, act: Act) -> Seat:
        self.model.acts[:] = [act]
        self.model.left.clear()
        return self.telegram.private()


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("bot")
    corpus = index_newsroom(folder)
    with ModelServer() as model, BotApiServer() as telegram:
        told = {"OPENAI_BASE_URL": model.address, "OPENAI_MODEL": "any", "OPENAI_API_KEY": "sk-never-logged"}
        with BotProcess(telegram, folder, RAG_CORPUS_DIR=str(corpus), **told) as bot:
            yield Scene(telegram, model, bot)
        assert "sk-never-logged" not in bot.log
        assert telegram.token.partition(":")[2] not in bot.log
        assert bot.reached_beyond == ""


def slowly(text: str, seconds: float = 0.2) -> Act:
    """An answer of which a word comes at a time."""

    def act(handler: Handler, asked: Asked) -> None:
        handler.stream(event for event in events_of(text) if handler.wait(seconds))

    return act


def test_an_answer_grows_and_ends_whole(scene: Scene) -> None:
    anna = scene.reader(slowly(ANSWER))
    question = anna.say(GRAIN)
    answer = anna.next_where(lambda one: "[1]" in one.labels, 40)
    assert answer.reply_to == question.id
    assert answer.text.startswith("Marta Vell leads the talks on the grain corridor [1]. She is")
    assert len(anna.shown) == 1
    assert answer.before
    shown = shown_at(scene, anna)
    assert all(later - earlier >= 1.4 for earlier, later in itertools.pairwise(shown[:-1]))


def shown_at(scene: Scene, seat: Seat) -> list[float]:
    calls: list[Call] = [*scene.telegram.called("sendMessage"), *scene.telegram.called("editMessageText")]
    return sorted(call.at for call in calls if call.parameters.number("chat_id") == seat.chat.id)


@pytest.mark.parametrize("by", ["button", "command"])
def test_a_person_stops_the_answer_and_the_model_stops_writing(scene: Scene, by: str) -> None:
    anna = scene.reader(drips("Marta Vell leads the talks on the grain corridor [1]"))
    anna.say(GRAIN)
    growing = anna.next_where(lambda one: bool(one.labels), 40)
    began = time.monotonic()
    if by == "button":
        anna.press(growing.labels[0], growing)
    else:
        anna.say("/cancel")
    assert scene.model.left.wait(5)
    assert time.monotonic() - began < 2
    anna.next_where(lambda one: "Stopped" in one.text)
    scene.model.acts[:] = [says(ANSWER)]
    anna.say("/retry")
    anna.next_where(lambda one: one.text.startswith("Marta Vell leads") and "[1]" in one.labels)


def test_retry_asks_the_model_again(scene: Scene) -> None:
    anna = scene.reader(says(ANSWER))
    anna.say(GRAIN)
    anna.next_where(lambda one: "[1]" in one.labels)
    before = len(scene.model.requests)
    anna.say("/retry")
    assert scene.telegram.world.wait(lambda: sum("[1]" in one.labels for one in anna.shown) == 2, 20)
    assert len(scene.model.requests) > before
