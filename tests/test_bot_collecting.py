"""Tests of bot.handlers.collecting."""

from collections.abc import Iterator

import pytest

from bot.handlers.collecting import confirmed
from bot.markup import shown
from bot.texts_english import ENGLISH
from rag import Additions, Article, FailedFile
from tests.bot_api import Seat, refuses
from tests.bot_api.refusals import not_found
from tests.bot_talk import Talk

# The first people of a server.
ADMIN, LATVIAN_ADMIN = 501, 502
COMET = b"---\ntitle: Comet seen over Ostrel\ndate: 2024-06-10\n---\n\nRuta Simms saw a comet over Ostrel on Monday.\n"


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with Talk(
        tmp_path_factory.mktemp("talk"), admins=frozenset({ADMIN, LATVIAN_ADMIN}), max_article_bytes=100_000
    ) as made:
        yield made


@pytest.fixture(scope="module")
def admin(talk: Talk) -> Seat:
    return talk.reader()


def test_a_document_is_saved_indexed_confirmed_and_not_taken_twice(talk: Talk, admin: Seat) -> None:
    admin.upload("comet.md", COMET)
    admin.next_where(lambda message: message.text == "Added: Comet seen over Ostrel")
    admin.skip()
    assert "Ruta Simms" in admin.ask("Who saw a comet over Ostrel?").text
    admin.upload("copy.md", COMET)
    admin.next_where(lambda message: message.text == "Already there: Comet seen over Ostrel")
    assert len(list(talk.corpus.iterdir())) == 7


def test_what_cannot_be_an_article_is_refused(talk: Talk, admin: Seat) -> None:
    admin.skip()
    admin.upload("picture.png", b"\x89PNG", "image/png")
    assert admin.next().text == ENGLISH.add_usage
    admin.upload("huge.txt", b"long " * 30_000)
    assert admin.next().text == "The document is larger than 100,000 bytes."
    admin.upload("empty.md", b"")
    admin.next_where(lambda message: message.text.startswith(ENGLISH.unreadable))
    assert len(list(talk.corpus.iterdir())) == 7


@pytest.mark.parametrize("written", ["/add", "/add /etc/passwd", "/add file:///etc/passwd", "/add ../corpus"])
def test_only_a_link_can_be_added_by_name(admin: Seat, written: str) -> None:
    assert admin.ask(written).text == ENGLISH.add_usage


def test_a_link_that_cannot_be_read_says_why(admin: Seat) -> None:
    admin.say("/add http://127.0.0.1:1/page")
    admin.next_where(lambda message: message.text.startswith(ENGLISH.unreadable) and "127.0.0.1" in message.text)
    admin.skip()


@pytest.mark.usefixtures("admin")
def test_a_latvian_admin_is_told_so_in_latvian(talk: Talk) -> None:
    ilze = talk.reader("lv")
    ilze.say("/add http://127.0.0.1:8080/page")
    ilze.next_where(
        lambda message: message.text == "Nav nolasīts:\nhttp://127.0.0.1:8080/page: serveris nav publiskajā internetā"
    )


def test_an_article_is_removed_after_a_second_thought(talk: Talk, admin: Seat) -> None:
    title = "Comet seen over Ostrel"
    asked = admin.ask("/remove 1")
    assert asked.text == ENGLISH.remove_confirm.format(title=title)
    admin.press(ENGLISH.keep_it)
    admin.next_where(lambda message: message.id == asked.id and message.text == ENGLISH.kept)
    again = admin.ask("/remove 1")
    admin.press(ENGLISH.remove_yes, again)
    gone = admin.next_where(lambda message: message.id == again.id and message.text == f"Removed: {title}")
    assert gone.labels == []
    assert len(list(talk.corpus.iterdir())) == 6


def test_an_article_that_is_gone_already_is_not_removed_again(talk: Talk, admin: Seat) -> None:
    admin.upload("comet.md", COMET)
    admin.next_where(lambda message: message.text == "Added: Comet seen over Ostrel")
    admin.say("/remove 1")
    asked = admin.next_where(lambda message: ENGLISH.remove_yes in message.labels)
    admin.press(ENGLISH.remove_yes, asked)
    gone = admin.next_where(lambda message: message.id == asked.id and message.text.startswith("Removed:"))
    told = admin.press_button(asked, asked.buttons[0])
    assert told["text"] == ENGLISH.article_unknown
    assert admin.now(gone).text == gone.text


def test_a_document_that_telegram_no_longer_gives_is_asked_for_again(talk: Talk, admin: Seat) -> None:
    talk.telegram.faults.plan("getFile", refuses(not_found()))
    admin.upload("late.md", COMET)
    admin.next_where(lambda message: message.text == ENGLISH.not_fetched)


def test_an_article_to_be_removed_is_named_by_its_number(admin: Seat) -> None:
    assert admin.ask("/remove").text == ENGLISH.remove_usage
    assert admin.ask("/remove 99").text == ENGLISH.article_unknown


def test_what_became_of_each_is_told() -> None:
    saved = Article("a.md", "Grain", "", "", None, "", "", "")
    failed = FailedFile("https://news.example/x", "it is a PDF")
    assert shown(confirmed(Additions((saved,), (), (failed,)), ["Salt"], ENGLISH)) == (
        "Added: Grain\nAlready there: Salt\n\nNot read:\nhttps://news.example/x: it is a PDF"
    )
