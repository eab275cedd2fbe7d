import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.attempts import HeldBackError
from bot.sending import AGAIN, Outgoing, Place, Sender
from bot.settings import BotSettings
from bot.store import Sent, Store
from tests.bot_api import TOKEN, BotApiServer, Seat, cuts, gateway, refuses
from tests.bot_api.faults import Fault
from tests.bot_api.refusals import bad_request, blocked, too_many

Given = TypeVar("Given")
Sending = Callable[[Callable[[Sender], Awaitable[Any]]], Any]
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("[1]", callback_data="1")]])


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, BotSettings()) as opened:
        yield opened


@pytest.fixture
def sending(telegram: BotApiServer, store: Store) -> Sending:
    """Runs what it is given with a sender that does not wait between its tries."""

    async def no_pause(seconds: float) -> None:
        assert seconds > 0

    async def run(work: Callable[[Sender], Awaitable[Given]]) -> Given:
        bot = Bot(
            TOKEN,
            base_url=f"{telegram.address}/bot",
            base_file_url=f"{telegram.address}/file/bot",
            request=HTTPXRequest(read_timeout=0.5),
        )
        async with bot:
            return await work(Sender(bot, store.people, lambda: 0.0, no_pause))

    return lambda work: asyncio.run(run(work))


def texts(seat: Seat) -> list[str]:
    return [message.text for message in seat.shown]


def test_a_message_goes_out_with_its_markup_and_buttons_without_a_preview(
    telegram: BotApiServer, sending: Sending
) -> None:
    anna = telegram.private()
    sent = sending(lambda s: s.send(Place(anna.chat.id), Outgoing("<b>Ports</b> &amp; ships", KEYBOARD)))
    (message,) = anna.shown
    assert (message.id, message.text) == (sent.message_id, "Ports & ships")
    (call,) = telegram.called("sendMessage")
    assert call.parameters.made_of_json("link_preview_options") == {"is_disabled": True}
    assert "message_thread_id" not in call.parameters.texts


def test_an_answer_goes_to_the_topic_as_a_reply_even_when_the_question_is_gone(
    telegram: BotApiServer, sending: Sending
) -> None:
    anna = telegram.seat(telegram.group(topics=True), topic=7)
    asked = anna.mention("who?")
    sending(lambda s: s.send(Place(anna.chat.id, 7, asked.id), Outgoing("He.")))
    sending(lambda s: s.send(Place(anna.chat.id, 7, 9_999), Outgoing("She.")))
    assert [(message.text, message.topic, message.reply_to) for message in anna.shown] == [
        ("He.", 7, asked.id),
        ("She.", 7, 0),
    ]


@pytest.mark.parametrize("fault", [refuses(too_many(1)), gateway(502), gateway(500)])
def test_what_was_refused_for_now_is_sent_once_a_little_later(
    telegram: BotApiServer, sending: Sending, fault: Fault
) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendMessage", fault)
    assert sending(lambda s: s.send(Place(anna.chat.id), Outgoing("Yes."))) is not None
    assert texts(anna) == ["Yes."]


def test_a_server_that_stays_broken_is_asked_four_times(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendMessage", gateway(502), times=9)
    with pytest.raises(TelegramError):
        sending(lambda s: s.send(Place(anna.chat.id), Outgoing("Yes.")))
    assert len(telegram.called("sendMessage")) == 4


@pytest.mark.parametrize("done", [False, True])
def test_what_was_cut_off_is_sent_again_and_marked(telegram: BotApiServer, sending: Sending, done: bool) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendMessage", cuts(done=done))
    sending(lambda s: s.send(Place(anna.chat.id), Outgoing("Yes.")))
    assert texts(anna) == (["Yes."] if done else []) + [f"{AGAIN}Yes."]


def test_what_is_cut_off_again_and_again_is_given_up(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendMessage", cuts(), times=99)
    with pytest.raises(NetworkError):
        sending(lambda s: s.send(Place(anna.chat.id), Outgoing("Yes.")))
    assert [call.parameters.text("text") for call in telegram.called("sendMessage")] == [
        "Yes.",
        *[f"{AGAIN}Yes."] * 4,
    ]


def test_what_timed_out_may_have_arrived_and_is_not_sent_again(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendMessage", cuts(done=True, seconds=1.0))
    with pytest.raises(TimedOut):
        sending(lambda s: s.send(Place(anna.chat.id), Outgoing("Yes.")))
    assert telegram.world.wait(lambda: texts(anna) == ["Yes."], 10)


def test_whoever_blocked_the_bot_is_not_written_to_again(
    telegram: BotApiServer, sending: Sending, store: Store
) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendMessage", refuses(blocked()))
    tried = [sending(lambda s: s.send(Place(anna.chat.id), Outgoing("Yes."))) for _ in range(2)]
    assert (tried, len(telegram.called("sendMessage"))) == ([None, None], 1)
    assert store.people.is_blocked(anna.chat.id)


@pytest.mark.parametrize(
    "why",
    [
        "not enough rights to send text messages to the chat",
        "need administrator rights in the channel chat",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_RESTRICTED",
        "TOPIC_CLOSED",
        "group chat was deactivated",
    ],
)
def test_where_the_bot_may_not_write_one_line_says_so_and_the_next_message_tries_again(
    telegram: BotApiServer, sending: Sending, caplog: pytest.LogCaptureFixture, why: str
) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendMessage", refuses(bad_request(why)))
    with caplog.at_level("INFO", "bot"):
        tried = [sending(lambda s: s.send(Place(anna.chat.id), Outgoing("Yes."))) for _ in range(2)]
    assert (tried[0], texts(anna)) == (None, ["Yes."])
    assert [(record.levelname, "takes no message now" in record.message) for record in caplog.records] == [
        ("INFO", True)
    ]


@pytest.mark.parametrize("why", ["message to be replied not found", "reply message not found", "TOPIC_DELETED"])
def test_where_what_is_answered_or_its_topic_is_gone_the_answer_goes_to_the_chat(
    telegram: BotApiServer, sending: Sending, why: str
) -> None:
    anna = telegram.private()
    place = Place(anna.chat.id, 0 if "repl" in why else 2, 3)
    telegram.faults.plan("sendMessage", refuses(bad_request(why)))
    sent = sending(lambda s: s.send(place, Outgoing("Yes.")))
    assert (type(sent), len(telegram.called("sendMessage"))) == (Sent, 2)


def test_a_message_that_may_no_longer_be_changed_is_left(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    telegram.faults.plan("editMessageText", refuses(bad_request("CHAT_WRITE_FORBIDDEN")))

    async def send_and_edit(sender: Sender) -> Sent | None:
        sent = await sender.send(Place(anna.chat.id), Outgoing("One."))
        assert sent is not None
        return await sender.edit(sent, Outgoing("Two."))

    assert (sending(send_and_edit), texts(anna)) == (None, ["One."])


def test_a_group_that_moved_gets_its_message_where_it_is_now(telegram: BotApiServer, sending: Sending) -> None:
    group = telegram.group()
    larger = telegram.moves(group)
    for _ in range(2):
        sent = sending(lambda s: s.send(Place(group.id), Outgoing("Yes.")))
        assert sent.chat_id == larger.id
    assert len(telegram.called("sendMessage")) == 3


def test_a_chat_that_is_gone_costs_nothing(sending: Sending) -> None:
    assert sending(lambda s: s.send(Place(404), Outgoing("Yes."))) is None


def test_markup_that_telegram_cannot_read_goes_out_as_plain_text(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    sent = sending(lambda s: s.send(Place(anna.chat.id), Outgoing("<b>Ports</i> &amp; ships", KEYBOARD)))
    assert texts(anna) == ["Ports & ships"]
    sending(lambda s: s.edit(sent, Outgoing("<i>Ships</b>")))
    assert texts(anna) == ["Ships"]


def test_a_message_that_is_too_long_goes_out_in_pieces(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    text = "word " * 1_500
    sending(lambda s: s.send(Place(anna.chat.id), Outgoing(text.strip(), KEYBOARD)))
    assert " ".join(texts(anna)).split() == text.split()
    assert [bool(message.rows) for message in anna.shown] == [False, True]


def test_an_edit_changes_the_message_and_the_same_text_again_is_no_failure(
    telegram: BotApiServer, sending: Sending
) -> None:
    anna = telegram.private()
    sent = sending(lambda s: s.send(Place(anna.chat.id), Outgoing("One.")))
    for _ in range(2):
        assert sending(lambda s: s.edit(sent, Outgoing("Two."))) == sent
    assert texts(anna) == ["Two."]


@pytest.mark.parametrize("fault", [cuts(), cuts(done=True), cuts(done=True, seconds=1.0), gateway(502)])
def test_an_edit_is_repeated_whatever_happened_on_the_way(
    telegram: BotApiServer, sending: Sending, fault: Fault
) -> None:
    anna = telegram.private()
    sent = sending(lambda s: s.send(Place(anna.chat.id), Outgoing("One.")))
    telegram.faults.plan("editMessageText", fault)
    assert sending(lambda s: s.edit(sent, Outgoing("Two."))) == sent
    assert texts(anna) == ["Two."]


def test_an_edit_of_a_message_that_is_gone_becomes_a_new_one(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    sent = sending(lambda s: s.send(Place(anna.chat.id), Outgoing("One.")))
    sending(lambda s: s.remove(sent))
    again = sending(lambda s: s.edit(sent, Outgoing("Two.")))
    assert again != sent
    assert texts(anna) == ["Two."]


def test_an_edit_that_will_not_wait_says_how_long_it_would_have_to(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    sent = sending(lambda s: s.send(Place(anna.chat.id), Outgoing("One.")))
    telegram.faults.plan("editMessageText", refuses(too_many(3)))
    with pytest.raises(HeldBackError) as held:
        sending(lambda s: s.edit(sent, Outgoing("Two."), patient=False))
    assert held.value.seconds == 3.0


def test_a_refusal_without_a_cure_is_raised(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendMessage", refuses(bad_request("BUTTON_DATA_INVALID")))
    with pytest.raises(BadRequest):
        sending(lambda s: s.send(Place(anna.chat.id), Outgoing("Yes.")))


def test_signs_that_fail_cost_nothing(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendChatAction", cuts())
    sending(lambda s: s.typing(Place(anna.chat.id)))
    sending(lambda s: s.note("no such query", "x" * 300))
    sending(lambda s: s.remove(Sent(anna.chat.id, 404)))
    assert [len(call.parameters.text("text")) for call in telegram.called("answerCallbackQuery")] == [200]


def test_a_file_is_downloaded_whatever_happens_on_the_way(telegram: BotApiServer, sending: Sending) -> None:
    document = telegram.world.keep_file("news.txt", "text/plain", b"News.")
    telegram.faults.plan("getFile", cuts())
    assert sending(lambda s: s.fetch(document.id)) == b"News."


def test_a_message_half_sent_is_sent_though_nobody_waits_for_it(telegram: BotApiServer, sending: Sending) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendMessage", refuses(too_many(1)))

    async def work(sender: Sender) -> bool:
        waiting = asyncio.create_task(sender.to_its_end(sender.send(Place(anna.chat.id), Outgoing("Yes."))))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})
        await sender.settle(10.0)
        return waiting.cancelled()

    assert sending(work)
    assert texts(anna) == ["Yes."]


def test_messages_pass_one_by_one_and_one_that_hangs_holds_the_others_up_for_a_moment(sending: Sending) -> None:
    async def work(sender: Sender) -> list[str]:
        noted: list[str] = []

        async def go(name: str, seconds: float) -> None:
            async with sender.narrow():
                noted.append(f"+{name}")
                await asyncio.sleep(seconds)
                noted.append(f"-{name}")

        await asyncio.gather(go("a", 0.01), go("b", 3.0), go("c", 0.01))
        return noted

    assert sending(work) == ["+a", "-a", "+b", "+c", "-c", "-b"]
