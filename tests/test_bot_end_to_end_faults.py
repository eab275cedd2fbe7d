"""The real bot when things go wrong: killed, ended, refused by Telegram, cut off, set up wrongly."""

import http.client
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.bot_api import BotApiServer, Message, Seat, cuts, garbage, gateway, refuses
from tests.bot_api.bot_process import BotProcess
from tests.bot_api.crowd import ask_all, tally, wait_for_all
from tests.bot_api.newsroom import index_newsroom
from tests.bot_api.parameters import Parameters
from tests.bot_api.ports import free_port
from tests.bot_api.refusals import cannot_parse, conflict, too_many, unauthorized
from tests.model_server import Asked, Handler, ModelServer, hangs, says

GRAIN = "Who leads the talks on the grain corridor?"


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


@pytest.fixture
def bot(telegram: BotApiServer, tmp_path: Path) -> Iterator[BotProcess]:
    """The bot over the newsroom, not started yet; whatever happens to it, it keeps the token and stays at home."""
    process = BotProcess(telegram, tmp_path, RAG_CORPUS_DIR=str(index_newsroom(tmp_path)))
    yield process
    process.__exit__()
    assert telegram.token.partition(":")[2] not in process.log
    assert process.reached_beyond == ""


def test_a_bot_that_is_killed_again_and_again_loses_no_question(telegram: BotApiServer, bot: BotProcess) -> None:
    kills = 2
    seats = [telegram.private() for _ in range(8)]
    bot.start()
    asked = ask_all(telegram, seats, 1)
    for _ in range(kills):
        asked += ask_all(telegram, seats, 1)
        wait_for_messages(telegram, 2)
        bot.kill()
        bot.start(wait=False)
    wait_for_all(telegram, asked, 30)
    counted = tally(asked)
    assert (counted.asked, counted.lost, counted.out_of_order, counted.wrong) == (24, 0, 0, 0)
    assert counted.extra <= kills


def test_what_comes_twice_is_answered_once_and_what_is_old_is_not_asked(
    telegram: BotApiServer, bot: BotProcess
) -> None:
    anna, ben = telegram.private(), telegram.private()
    question = anna.say(GRAIN)
    (update,) = telegram.world.updates.waiting
    stale = ben.say(GRAIN, date=int(time.time()) - 3600)
    bot.start()
    assert "Marta Vell" in anna.next().text
    apology = ben.next()
    assert (apology.reply_to, "Marta" in apology.text) == (stale.id, False)
    telegram.world.updates.put(update)
    telegram.world.updates.put(update)
    last = anna.say("How much did the bridge over the Selm cost?")
    assert anna.next().reply_to == last.id
    assert [len(anna.replies(one)) for one in (question, last)] == [1, 1]
    assert len(ben.shown) == 1


def test_fetching_goes_on_after_whatever_telegram_answers(telegram: BotApiServer, bot: BotProcess) -> None:
    anna = telegram.private()
    bot.start()
    faults = (refuses(conflict()), gateway(), refuses(unauthorized()), garbage())
    for fault in faults:
        telegram.faults.plan("getUpdates", fault)
    telegram.world.updates.put({"update_id": 700_000_500, "message": {"message_id": "?", "chat": 5}})
    telegram.world.updates.put({"update_id": 700_000_501, "message": None, "poll": 3})
    began = time.monotonic()
    assert telegram.world.wait(lambda: telegram.faults.made == len(faults), 40)
    assert "Marta Vell" in anna.ask(GRAIN).text
    assert time.monotonic() - began < 30
    telegram.dark = True
    telegram.break_connections()
    question = anna.say("How much did the bridge over the Selm cost?")
    time.sleep(1)
    telegram.dark = False
    anna.next_where(answers(question, "84 million"))


def test_a_token_that_telegram_takes_no_more_ends_the_bot(telegram: BotApiServer, bot: BotProcess) -> None:
    bot.start()
    telegram.faults.plan("*", refuses(unauthorized()), times=10_000)
    telegram.world.updates.put({"update_id": 700_000_900, "poll": None})
    began = time.monotonic()
    assert bot.ends(30) == 1
    assert time.monotonic() - began < 10
    assert "TELEGRAM_BOT_TOKEN" in bot.log.splitlines()[-1]


def test_a_message_that_telegram_refuses_arrives_all_the_same(telegram: BotApiServer, bot: BotProcess) -> None:
    held, cut, bad, gone, markup, twice, blocked = (telegram.private() for _ in range(7))
    group = telegram.group()
    moving = telegram.seat(group)
    faults = {
        held: [refuses(too_many(1))],
        cut: [cuts()],
        bad: [gateway()] * 2,
        gone: [cuts(done=True)],
        markup: [refuses(cannot_parse('Unsupported start tag "x" at byte offset 3'))],
    }
    for seat, planned in faults.items():
        for fault in planned:
            telegram.faults.plan("sendMessage", fault, given=goes_to(seat))
    blocked.chat.blocked = True
    bot.start()
    seats = [*faults, twice, blocked]
    for seat in seats:
        seat.say(GRAIN)
    larger = telegram.moves(group)
    moving.mention(GRAIN)
    for seat in [*faults, twice]:
        assert "Marta Vell" in seat.next().text
    assert "Marta Vell" in Seat(telegram.world, larger, moving.person).next().text
    assert [len(seat.shown) for seat in (held, bad, markup, twice, blocked)] == [1, 1, 1, 1, 0]
    assert len(cut.shown) == 1
    copies = gone.shown
    assert len(copies) == 1 or copies[1].text.startswith("↻")
    assert "<" not in markup.shown[0].text
    blocked.say(GRAIN)
    assert "84 million" in twice.ask("How much did the bridge over the Selm cost?").text
    assert sum(goes_to(blocked)(call.parameters) for call in telegram.called("sendMessage")) == 1


def test_a_bot_that_is_told_to_end_sends_what_is_done_and_answers_the_rest_later(
    telegram: BotApiServer, bot: BotProcess
) -> None:
    def act(handler: Handler, asked: Asked) -> None:
        if "Lurva" in asked.user.rsplit("<<<", 1)[-1]:
            hangs(handler, asked)
        else:
            handler.wait(0.5)
            says("Marta Vell leads the talks [1].")(handler, asked)

    seats = [telegram.private() for _ in range(3)]
    with ModelServer(act) as model:
        bot.variables |= {"OPENAI_BASE_URL": model.address, "OPENAI_MODEL": "any"}
        bot.start()
        seats[0].ask(GRAIN)
        asked = [seats[0].say("How many people were brought to safety in Lurva?"), seats[1].say(GRAIN)]
        asked.append(seats[2].say(GRAIN))
        assert telegram.world.wait(lambda: len(model.requests) >= 4, 20)
        began = time.monotonic()
        assert bot.stop() == 0
        assert time.monotonic() - began < 8
    del bot.variables["OPENAI_BASE_URL"]
    bot.start()
    words = ("320", "Marta Vell", "Marta Vell")
    for seat, question, word in zip(seats, asked, words, strict=True):
        seat.next_where(answers(question, word))
        assert len(seat.replies(question)) == 1


def test_a_restart_forgets_nothing_and_a_button_tells_what_changed_since(
    telegram: BotApiServer, bot: BotProcess, tmp_path: Path
) -> None:
    anna = telegram.private()
    bot.start()
    about_grain = anna.ask(GRAIN)
    about_bridge = anna.ask("How much did the bridge over the Selm cost?")
    anna.ask("/new")
    anna.ask(GRAIN)
    assert bot.stop() == 0
    corpus = tmp_path / "corpus"
    grain = corpus / "grain-corridor.md"
    grain.write_text(grain.read_text().replace("Forty ships", "Fifty ships"))
    # What was written a moment ago may still be growing, and would be taken up a moment after the rest.
    os.utime(grain, (time.time() - 60, time.time() - 60))
    (corpus / "selm-bridge.md").unlink()
    bot.start()
    bot.wait_for_log("indexed: 0 added, 1 changed, 1 removed")
    assert "Tarn" in anna.ask("And to whom will she speak in Tarn?").text
    anna.press("[1]", about_grain)
    assert "changed" in anna.next().text
    anna.press("[1]", about_bridge)
    assert "no longer" in anna.next().text


def test_by_webhook_with_health_and_limits(telegram: BotApiServer, bot: BotProcess, tmp_path: Path) -> None:
    hook, health = free_port(), free_port()
    anna = telegram.private()
    bot.variables |= {
        "WEBHOOK_URL": f"http://127.0.0.1:{hook}/telegram",
        "WEBHOOK_PORT": str(hook),
        "WEBHOOK_SECRET": "s3cret-of-the-webhook",
        "HEALTH_PORT": str(health),
        "QUESTIONS_PER_MINUTE": "2",
    }
    bot.start()
    assert "Marta Vell" in anna.ask(GRAIN).text
    assert "84 million" in anna.ask("How much did the bridge over the Selm cost?").text
    assert "2" in anna.ask(GRAIN).text
    assert "Marta" not in anna.shown[-1].text
    assert telegram.world.wait(lambda: status(f"http://127.0.0.1:{health}/healthz") == 200, 30)
    assert status(f"http://127.0.0.1:{hook}/telegram", "POST") in {401, 403}
    assert "s3cret" not in bot.log
    assert telegram.called("getUpdates") == []


def test_behind_a_webhook_what_cannot_be_sent_is_sent_when_telegram_answers_again(
    telegram: BotApiServer, bot: BotProcess
) -> None:
    hook, anna = free_port(), telegram.private()
    bot.variables |= {"WEBHOOK_URL": f"http://127.0.0.1:{hook}/telegram", "WEBHOOK_PORT": str(hook)}
    bot.start()
    assert "Marta Vell" in anna.ask(GRAIN).text
    telegram.dark = True
    telegram.break_connections()
    question = anna.say("How much did the bridge over the Selm cost?")
    bot.wait_for_log("waits until Telegram is reached again")
    telegram.dark = False
    assert answers(question, "84 million")(anna.next())
    assert telegram.called("getUpdates") == []


def test_a_bot_that_is_set_up_wrongly_says_so_in_a_sentence(telegram: BotApiServer, bot: BotProcess) -> None:
    for token, sentence in {"": "TELEGRAM_BOT_TOKEN is not set", "12:wrong-token": "TELEGRAM_BOT_TOKEN"}.items():
        bot.variables["TELEGRAM_BOT_TOKEN"] = token
        bot.start(wait=False)
        assert bot.ends() == 1
        assert sentence in bot.log.splitlines()[-1]
        assert "Traceback" not in bot.log


def test_a_bot_waits_for_a_telegram_that_is_down(telegram: BotApiServer, bot: BotProcess) -> None:
    anna = telegram.private()
    anna.say(GRAIN)
    telegram.dark = True
    bot.start(wait=False)
    time.sleep(2)
    assert bot.process.poll() is None
    telegram.dark = False
    assert "Marta Vell" in anna.next().text
    assert "Traceback" not in bot.log


def goes_to(seat: Seat) -> Callable[[Parameters], bool]:
    return lambda given: given.number("chat_id") == seat.chat.id


def answers(question: Message, word: str) -> Callable[[Message], bool]:
    return lambda message: message.reply_to == question.id and word in message.text


def wait_for_messages(telegram: BotApiServer, more: int) -> None:
    before = len(telegram.called("sendMessage"))
    telegram.world.wait(lambda: len(telegram.called("sendMessage")) >= before + more, 10)


def status(url: str, method: str = "GET") -> int:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.netloc, timeout=10)
    try:
        connection.request(method, address.path, "{}")
        return connection.getresponse().status
    finally:
        connection.close()
