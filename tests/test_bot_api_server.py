"""The Bot API server of the tests, asked by the real client library and by plain HTTP."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update, error

from tests.bot_api import TOKEN, BotApiServer, cuts, garbage, gateway, refuses
from tests.bot_api.refusals import blocked, too_many, unauthorized

Given = TypeVar("Given")


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


def asked(telegram: BotApiServer, work: Callable[[Bot], Awaitable[Given]], token: str = TOKEN) -> Given:
    """What `work` gives with a real client of this server."""

    async def run() -> Given:
        bot = Bot(token, base_url=f"{telegram.address}/bot", base_file_url=f"{telegram.address}/file/bot")
        async with bot:
            return await work(bot)

    return asyncio.run(run())


def post(telegram: BotApiServer, method: str, body: object, token: str = TOKEN) -> dict[str, Any]:
    """Telegram's answer to plain JSON."""
    connection = HTTPConnection(urlsplit(telegram.address).netloc, timeout=10)
    try:
        connection.request("POST", f"/bot{token}/{method}", json.dumps(body), {"Content-Type": "application/json"})
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        return answer
    finally:
        connection.close()


def refusal(telegram: BotApiServer, method: str, **body: object) -> str:
    answer = post(telegram, method, body)
    assert answer["ok"] is False
    return str(answer["description"])


def test_a_message_goes_there_and_an_answer_comes_back(telegram: BotApiServer) -> None:
    anna = telegram.private()

    async def work(bot: Bot) -> int:
        (update,) = await bot.get_updates(timeout=5)
        assert update.message is not None
        sent = await update.message.reply_html("<b>Hello</b> &amp; <a href='https://a.org'>more</a>", do_quote=True)
        assert await bot.get_updates(offset=update.update_id + 1) == ()
        return sent.message_id

    question = anna.say("Who?")
    message_id = asked(telegram, work)
    answer = anna.next()
    assert (answer.id, answer.text, answer.reply_to) == (message_id, "Hello & more", question.id)
    assert answer.body.stretches("bold") == ["Hello"]
    assert [one.url for one in answer.body.entities] == ["", "https://a.org"]


def test_a_pressed_button_is_answered_once(telegram: BotApiServer) -> None:
    anna = telegram.private()
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("[1]", callback_data="a:1")]])

    async def work(bot: Bot) -> None:
        await bot.send_message(anna.chat.id, "Press", reply_markup=buttons)
        update = (await bot.get_updates(timeout=5))[0]
        assert update.callback_query is not None
        assert update.callback_query.data == "a:1"
        with pytest.raises(error.BadRequest, match=r"(?i)message_too_long"):
            await update.callback_query.answer("a" * 201)
        await update.callback_query.answer("Here")
        with pytest.raises(error.BadRequest, match=r"Query is too old"):
            await update.callback_query.answer("Again")

    bot = threading.Thread(target=asked, args=(telegram, work))
    bot.start()
    anna.next()
    assert anna.press("[1]") == {"text": "Here", "alert": False}
    bot.join()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("ā <b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("ā</b>", "Unexpected end tag at byte offset 2"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<span>x</span>", 'Unsupported start tag "span" at byte offset 0'),
        ("<blockquote>a<blockquote expandable>b</blockquote></blockquote>", "Blockquotes can't be nested"),
    ],
)
def test_html_that_telegram_cannot_read_is_refused(telegram: BotApiServer, text: str, why: str) -> None:
    chat = telegram.private().chat.id
    said = refusal(telegram, "sendMessage", chat_id=chat, text=text, parse_mode="HTML")
    assert said == f"Bad Request: can't parse entities: {why}"


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "<b> </b>\n", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>a</b> " * 101, "parse_mode": "HTML"}, "101 entities are more than the 100 that are shown"),
        ({"text": "a", "chat_id": 9}, "chat not found"),
        ({"text": "a", "message_thread_id": 1}, "message thread not found"),
        ({"text": "a", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b", "callback_data": "ā" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b", "url": "javascript:1"}]]}},
            "inline keyboard button URL 'javascript:1' is invalid: Wrong HTTP URL",
        ),
    ],
)
def test_what_telegram_would_not_show_is_refused(
    telegram: BotApiServer, parameters: dict[str, object], why: str
) -> None:
    body = {"chat_id": telegram.private().chat.id, **parameters}
    assert refusal(telegram, "sendMessage", **body) == f"Bad Request: {why}"


def test_the_longest_text_and_the_most_entities_are_shown(telegram: BotApiServer) -> None:
    anna = telegram.private()
    post(telegram, "sendMessage", {"chat_id": anna.chat.id, "text": "<b>" + "😀" * 2048 + "</b>", "parse_mode": "HTML"})
    post(telegram, "sendMessage", {"chat_id": anna.chat.id, "text": "<b>a</b> " * 100, "parse_mode": "HTML"})
    assert [(len(one.text), len(one.body.entities)) for one in anna.shown] == [(2048, 1), (199, 100)]


def test_a_reply_to_a_message_that_is_gone_is_sent_without_it_where_that_is_allowed(telegram: BotApiServer) -> None:
    anna = telegram.private()
    reply = {"message_id": 77, "allow_sending_without_reply": True}
    answer = post(telegram, "sendMessage", {"chat_id": anna.chat.id, "text": "a", "reply_parameters": reply})
    assert answer["ok"]
    assert anna.next().reply_to == 0


def test_edits_are_checked_as_telegram_does(telegram: BotApiServer) -> None:
    anna = telegram.private()
    asked_for = anna.say("Hi")
    sent = post(telegram, "sendMessage", {"chat_id": anna.chat.id, "text": "one"})["result"]
    edit = {"chat_id": anna.chat.id, "message_id": sent["message_id"]}
    assert "message is not modified" in refusal(telegram, "editMessageText", **edit, text="one")
    assert "message to edit not found" in refusal(telegram, "editMessageText", **{**edit, "message_id": 99}, text="x")
    assert "can't be edited" in refusal(telegram, "editMessageText", **{**edit, "message_id": asked_for.id}, text="x")
    assert post(telegram, "editMessageText", {**edit, "text": "two"})["result"]["text"] == "two"
    assert (anna.next().text, anna.shown[0].before) == ("two", ("one",))
    assert post(telegram, "deleteMessage", edit)["ok"]
    assert "message to delete not found" in refusal(telegram, "deleteMessage", **edit)
    assert anna.shown == []


def test_an_unknown_method_and_an_unknown_token_get_telegrams_own_answers(telegram: BotApiServer) -> None:
    assert post(telegram, "sendDice", {}) == {"ok": False, "error_code": 404, "description": "Not Found"}
    answer = post(telegram, "getMe", {}, token="1:other")  # noqa: S106 - no token at all
    assert answer == {"ok": False, "error_code": 401, "description": "Unauthorized"}


def test_a_second_reader_of_updates_ends_the_first(telegram: BotApiServer) -> None:
    said: list[str] = []
    first = threading.Thread(target=lambda: said.append(refusal(telegram, "getUpdates", timeout=20)))
    first.start()
    assert telegram.world.wait(lambda: telegram.world.updates.reads > 0, 10)
    assert post(telegram, "getUpdates", {})["result"] == []
    first.join()
    assert said[0].startswith("Conflict: terminated by other getUpdates request")


def test_updates_stay_until_they_are_confirmed(telegram: BotApiServer) -> None:
    anna = telegram.private()
    for text in ("a", "b", "c"):
        anna.say(text)
    first = post(telegram, "getUpdates", {"limit": 2})["result"]
    again = post(telegram, "getUpdates", {})["result"]
    rest = post(telegram, "getUpdates", {"offset": first[1]["update_id"] + 1})["result"]
    assert [[one["message"]["text"] for one in given] for given in (first, again, rest)] == [
        ["a", "b"],
        ["a", "b", "c"],
        ["c"],
    ]


def test_only_the_kinds_of_update_that_were_asked_for_come(telegram: BotApiServer) -> None:
    anna = telegram.private()
    post(telegram, "getUpdates", {"allowed_updates": ["message"]})
    anna.edit(anna.say("a"), "b")
    assert [list(one) for one in post(telegram, "getUpdates", {})["result"]] == [["update_id", "message"]]


def test_in_a_group_the_bot_is_shown_what_is_meant_for_it(telegram: BotApiServer) -> None:
    group = telegram.group(topics=True)
    anna = telegram.seat(group, topic=5)
    anna.say("among us")
    anna.mention("who leads?")
    anna.say("/ask who?")
    (first, second) = post(telegram, "getUpdates", {})["result"]
    assert first["message"]["text"] == "@presscite_bot who leads?"
    assert first["message"]["entities"] == [{"type": "mention", "offset": 0, "length": 14}]
    assert first["message"]["message_thread_id"] == 5
    assert second["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 4}]


def test_every_update_can_be_read_by_the_client_library(telegram: BotApiServer) -> None:
    anna = telegram.private()
    post(telegram, "getUpdates", {"allowed_updates": list(Update.ALL_TYPES)})
    message = anna.say("a")
    anna.edit(message, "b")
    anna.upload("a.txt", b"text", caption="/add")
    anna.say_as_business("c")
    anna.react(message, "👍")
    telegram.posts(telegram.channel(), "d")
    telegram.seat(telegram.group(topics=True), topic=3).say("/ask e", reply_to=None)

    async def work(bot: Bot) -> list[str]:
        return [next(kind for kind in one.to_dict() if kind != "update_id") for one in await bot.get_updates()]

    assert asked(telegram, work) == [
        *("message", "edited_message", "message", "business_message", "message_reaction", "channel_post", "message")
    ]


def test_a_document_is_fetched_and_one_is_sent(telegram: BotApiServer) -> None:
    anna = telegram.private()
    anna.upload("a.txt", b"the text")

    async def work(bot: Bot) -> bytes:
        (update,) = await bot.get_updates()
        assert update.message
        assert update.message.document
        file = await update.message.document.get_file()
        await bot.send_document(anna.chat.id, b"back", filename="b.txt", caption="<b>x</b>", parse_mode="HTML")
        return bytes(await file.download_as_bytearray())

    assert asked(telegram, work) == b"the text"
    back = anna.next()
    assert back.document is not None
    assert (back.document.name, back.document.content, back.text) == ("b.txt", b"back", "x")


def test_inline_results_are_checked(telegram: BotApiServer) -> None:
    query = telegram.world.new_query()
    result = {"type": "article", "id": "1", "title": "T", "input_message_content": {"message_text": "x"}}
    many = [{**result, "id": str(number)} for number in range(51)]
    given = {"inline_query_id": query.id}
    assert "RESULTS_TOO_MUCH" in refusal(telegram, "answerInlineQuery", **given, results=many)
    assert "RESULT_ID_DUPLICATE" in refusal(telegram, "answerInlineQuery", **given, results=[result, result])
    bad = {**result, "input_message_content": {"message_text": "<b>", "parse_mode": "HTML"}}
    assert "can't parse" in refusal(telegram, "answerInlineQuery", **given, results=[bad])
    assert post(telegram, "answerInlineQuery", {**given, "results": [result]})["ok"]
    assert query.answer == {"results": [result], "cache_time": 300}


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # of the library's own reading of retry_after
def test_faults_come_as_they_were_planned(telegram: BotApiServer) -> None:
    anna = telegram.private()
    plan = telegram.faults.plan
    plan("sendMessage", refuses(too_many(3)))
    plan("sendMessage", refuses(blocked()))
    plan("sendMessage", gateway())
    plan("sendMessage", garbage())
    plan("sendMessage", cuts())
    plan("sendMessage", cuts(done=True))
    plan("sendMessage", refuses(unauthorized()), given=lambda given: given.text("text") == "no")
    seen: list[str] = []

    async def work(bot: Bot) -> None:
        for _ in range(6):
            with pytest.raises(error.TelegramError) as raised:
                await bot.send_message(anna.chat.id, "yes")
            seen.append(type(raised.value).__name__)
        await bot.send_message(anna.chat.id, "yes")
        with pytest.raises(error.InvalidToken):
            await bot.send_message(anna.chat.id, "no")

    asked(telegram, work)
    assert seen == ["RetryAfter", "Forbidden", "NetworkError", "TelegramError", "NetworkError", "NetworkError"]
    assert [one.text for one in anna.shown] == ["yes", "yes"]
    assert [call.status for call in telegram.called("sendMessage")] == [429, 403, 502, 200, 0, 0, 200, 401]


def test_a_group_that_became_larger_tells_its_new_id(telegram: BotApiServer) -> None:
    group = telegram.group()
    larger = telegram.moves(group)
    answer = post(telegram, "sendMessage", {"chat_id": group.id, "text": "x"})
    assert answer["parameters"] == {"migrate_to_chat_id": larger.id}
    assert post(telegram, "sendMessage", {"chat_id": larger.id, "text": "x"})["ok"]


def test_a_dark_server_answers_nobody(telegram: BotApiServer) -> None:
    telegram.dark = True
    with pytest.raises(ConnectionError):
        post(telegram, "getMe", {})
    telegram.dark = False
    assert post(telegram, "getMe", {})["ok"]


def test_a_webhook_gets_each_update_until_it_takes_it(telegram: BotApiServer) -> None:
    got: list[tuple[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            update = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append((update["message"]["text"], self.headers["X-Telegram-Bot-Api-Secret-Token"]))
            self.send_response(500 if len(got) == 1 else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as hook:
        threading.Thread(target=hook.serve_forever, args=(0.02,), daemon=True).start()
        url = f"http://127.0.0.1:{hook.server_address[1]}/x"
        assert post(telegram, "setWebhook", {"url": url, "secret_token": "s3"})["ok"]
        assert "can't use getUpdates method while webhook is active" in refusal(telegram, "getUpdates")
        telegram.private().say("a")
        assert telegram.world.wait(lambda: not telegram.world.updates.waiting, 10)
        with suppress(OSError):
            hook.shutdown()
    assert got == [("a", "s3"), ("a", "s3")]
    assert post(telegram, "deleteWebhook", {})["ok"]
    assert post(telegram, "getUpdates", {})["result"] == []
