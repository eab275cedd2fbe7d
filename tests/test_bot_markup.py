"""Tests of bot.markup."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import (
    Run,
    Style,
    clean,
    cut,
    emphasized,
    foreign,
    html,
    is_web_address,
    linked,
    one_line,
    shortened,
    shown,
    units,
)

TAG = re.compile(r"<[^>]*>")


@given(st.text())
def test_a_strangers_text_stays_text(text: str) -> None:
    written = html(foreign(text))
    assert set(TAG.findall(written)) <= {"<code>", "</code>"}
    assert unescape(TAG.sub("", written)) == clean(text)


def test_markup_in_an_article_is_shown_as_letters() -> None:
    assert html(foreign("<b>1 < 2 & 3</b>")) == "&lt;b&gt;1 &lt; 2 &amp; 3&lt;/b&gt;"
    assert html(foreign("[a](b) *c* _d_ `e`")) == "[a](b) *c* _d_ `e`"


@pytest.mark.parametrize(
    "lure",
    [
        "https://evil.example/a?b=c",
        "tg://resolve?domain=evil",
        "www.evil.example",
        "evil.example/pay",
        "t.me/evil",
        "@everyone",
        "someone@evil.example",
        "/start",
        "#sale",
        "$BTC",
    ],
)
def test_what_telegram_would_turn_into_a_link_is_set_as_code(lure: str) -> None:
    assert html(foreign(f"Go to {lure} now.", Style.BOLD)) == f"<b>Go to </b><code>{lure}</code><b> now.</b>".replace(
        "&", "&amp;"
    )


@pytest.mark.parametrize(
    "plain",
    [
        "The U.S. and the U.K. met at 3.30 p.m. on 12.5.2024.",
        "and/or 24/7",
        "“Yes,” he said. “No.”",
        "e.g. 5.5",
        "$5 million, #1",
        "</b>",
    ],
)
def test_ordinary_writing_is_left_alone(plain: str) -> None:
    assert foreign(plain) == [Run(plain)]


def test_what_could_harm_is_replaced() -> None:
    assert clean("a\x00b\u202ec\ud800d\r\ne\tf\n\n \n\ng") == "a\ufffdb\ufffdc\ufffdd\ne f\n\ng"
    assert one_line(" a\n b\u2028c ") == "a b c"
    assert [shortened("a\nlong line", most) for most in (11, 7)] == ["a long line", "a long…"]


@pytest.mark.parametrize(
    ("address", "ok"),
    [
        ("https://news.example/a?b=c#d", True),
        ("http://news.example", True),
        ("HTTPS://news.example/", True),
        ("javascript:alert(1)", False),
        ("tg://user?id=1", False),
        ("data:text/html,x", False),
        ("//news.example", False),
        ("https://", False),
        ("https://user:pw@news.example/", False),
        ("https://news.example/a b", False),
        ("https://news.example/\u202e", False),
        ("https://[news", False),
        ("https://news.example/" + "a" * 3_000, False),
        ("", False),
    ],
)
def test_only_an_address_of_the_web_may_stand_behind_a_link(address: str, ok: bool) -> None:
    assert is_web_address(address) is ok


def test_a_link_cannot_break_out_of_its_address() -> None:
    run = linked("A & B", 'https://news.example/"><b>&x', Style.BOLD)
    assert html(run) == '<a href="https://news.example/&quot;&gt;&lt;b&gt;&amp;x"><b>A &amp; B</b></a>'
    assert html(linked("evil.example", "javascript:x")) == "<code>evil.example</code>"


def test_quoted_runs_side_by_side_are_one_quotation() -> None:
    runs = [Run("Said: "), Run("a", quoted=True), Run("b", Style.BOLD, quoted=True), Run("\n"), Run("c", quoted=True)]
    assert html(runs) == ("Said: <blockquote expandable>a<b>b</b></blockquote>\n<blockquote expandable>c</blockquote>")
    assert shown(runs) == "Said: ab\nc"


def test_a_run_counts_its_entities() -> None:
    assert [Run("a").entities, Run("a", Style.BOLD).entities, Run("a", Style.BOLD, "https://a.example").entities] == [
        0,
        1,
        2,
    ]


def test_a_long_text_without_spaces_is_read_in_one_go() -> None:
    assert shown(foreign("a" * 300_000)) == "a" * 300_000
    assert shown(foreign("a.b-@" * 60_000)) == "a.b-@" * 60_000


@pytest.mark.parametrize(("text", "length"), [("abc", 3), ("ā", 1), ("😀", 2), ("\ud800", 1), ("", 0)])
def test_length_is_counted_as_telegram_does(text: str, length: int) -> None:
    assert units(text) == length


def test_cutting_keeps_the_style() -> None:
    runs = [Run("abc"), Run("def", Style.BOLD), Run("ghi")]
    assert cut(runs, 2, 7) == [Run("c"), Run("def", Style.BOLD), Run("g")]
    assert cut(runs, 4, 5) == [Run("e", Style.BOLD)]
    assert cut(runs, 3, 3) == []


def test_a_stretch_is_made_bold_where_it_is_plain() -> None:
    runs = [Run("one "), Run("@two", Style.CODE), Run(" three")]
    assert emphasized(runs, 2, 11) == [
        *(Run("on"), Run("e ", Style.BOLD), Run("@two", Style.CODE), Run(" th", Style.BOLD), Run("ree")),
    ]
