"""Tests of bot.buttons."""

import pytest
from telegram import InlineKeyboardMarkup

from bot.buttons import (
    CIRCLED,
    Deed,
    Pressed,
    articles,
    asks,
    questions,
    stop_button,
    under_answer,
    under_article,
    under_passage,
    under_refusal,
)
from bot.library import PAGE
from bot.store import KeptHeadline
from bot.texts_english import ENGLISH
from rag import Article

KEY = "k" * 11
# Telegram takes 1 to 64 bytes.
DATA_BYTES = 64


def told(keyboard: InlineKeyboardMarkup | None) -> list[list[tuple[str, str]]]:
    rows = keyboard.inline_keyboard if keyboard else ()
    return [[(one.text, str(one.callback_data)) for one in row] for row in rows]


@pytest.mark.parametrize("deed", list(Deed))
def test_what_a_button_carries_is_read_back_and_fits(deed: Deed) -> None:
    pressed = Pressed(deed, KEY, 123_456)
    assert Pressed.read(str(pressed)) == pressed
    assert len(str(pressed).encode()) <= DATA_BYTES


@pytest.mark.parametrize("data", [None, "", "x", "z:key:1", "p:key", "p:key:one", "p:a:1:b", "ask:now:1"])
def test_data_of_no_button_is_none(data: str | None) -> None:
    assert Pressed.read(data) is None


def test_only_what_asks_waits_for_its_turn() -> None:
    assert {deed for deed in Deed if asks(str(Pressed(deed, KEY)))} == {Deed.ASK, Deed.NEAREST}
    assert not asks(None)


def test_under_an_answer_stand_its_numbers_and_the_votes() -> None:
    rows = told(under_answer(KEY, range(1, 11)))
    assert [[label for label, _ in row] for row in rows] == [
        [f"[{number}]" for number in range(1, 9)],
        ["[9]", "[10]"],
        ["👍", "👎"],
    ]
    assert rows[1][1][1] == f"p:{KEY}:10"


def test_under_a_refusal_stand_the_headlines_nearest() -> None:
    near = [KeptHeadline(1, "a.md", "Grain\n talks"), KeptHeadline(2, "b.md", "")]
    assert told(under_refusal(KEY, near, ENGLISH)) == [
        [("Grain talks", f"n:{KEY}:1")],
        [("(no title)", f"n:{KEY}:2")],
        [("👍", f"u:{KEY}:0"), ("👎", f"d:{KEY}:0")],
    ]


def test_the_pages_of_an_article_are_turned_within_it() -> None:
    assert told(under_article(KEY, 0, 1, "ask", ENGLISH)) == [[("Ask about it", "q:ask:0")]]
    assert told(under_article(KEY, 0, 3, "ask", ENGLISH))[0] == [("2 ›", f"a:{KEY}:1")]
    assert told(under_article(KEY, 1, 3, "ask", ENGLISH))[0] == [("‹ 1", f"a:{KEY}:0"), ("3 ›", f"a:{KEY}:2")]


def test_single_buttons() -> None:
    assert told(under_passage(KEY, ENGLISH)) == [[("Read the article", f"a:{KEY}:0")]]
    assert told(stop_button(ENGLISH)) == [[("■ Stop", "x::0")]]
    assert told(questions([("Who?", KEY)])) == [[("Who?", f"q:{KEY}:0")]]
    assert questions([]) is None


def test_a_list_has_a_button_for_each_article() -> None:
    listed = [Article(f"{number}.md", "", "", "", None, "", "", "") for number in range(PAGE)]
    rows = articles(listed, CIRCLED, str.upper)
    assert [[one.text for one in row] for row in rows] == [list("①②③④⑤"), list("⑥⑦⑧⑨⑩")]
    assert rows[1][4].callback_data == "a:9.MD:0"
