"""Tests of bot.rendering."""

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot import rendering
from bot.markup import html, shown
from bot.splitting import split
from bot.store.answers import KeptCitation
from bot.texts_english import ENGLISH
from bot.texts_latvian import LATVIAN
from rag import Answer, Article, Citation, NoAnswer
from tests.bot_api.entities import Formatted, written
from tests.bot_api.html_text import read_html

PORT = Article(
    "news/port.md",
    "Port <opens>",
    "The Gazette",
    "Anna Berzina",
    date(2024, 5, 2),
    "https://gazette.example/port?a=1&b=2",
    "en",
    "The port opened on Thursday.\n\nThe mayor came. Visit evil.example now!",
)
BARE = Article("x.txt", "", "", "", None, "javascript:alert(1)", "", "Nothing is known of it.")


PROOF = KeptCitation(
    number=1,
    article_id=PORT.id,
    digest="",
    title=PORT.title,
    source=PORT.source,
    published=PORT.published,
    url=PORT.url,
    passage=PORT.text,
    quotes=((0, 28), (30, 45)),
)


def test_an_answer_is_followed_by_its_sources_each_article_once() -> None:
    citations = (
        Citation(1, PORT, 0, 28),
        Citation(2, BARE, 0, 23),
        Citation(1, PORT, 30, 45),
        Citation(3, PORT, 0, 28),
    )
    answer = Answer(
        "“The port opened on Thursday.” [1]\n“Nothing is known of it.” [2] … [3]", citations, 0.9, generated=False
    )
    assert html(rendering.answered(answer, ENGLISH)) == (
        "“The port opened on Thursday.” [1]\n“Nothing is known of it.” [2] … [3]\n\n"
        "<b>Sources</b>\n"
        '[1][3] <a href="https://gazette.example/port?a=1&amp;b=2">Port &lt;opens&gt;</a> · The Gazette · 2024-05-02\n'
        "[2] (no title)"
    )
    assert rendering.numbers(answer) == [1, 2, 3]


def test_why_a_model_did_not_write_stands_between_answer_and_sources() -> None:
    answer = Answer("“It.” [1]", (Citation(1, BARE, 0, 7),), 0.5, generated=False, notice="The model is\naway.")
    assert shown(rendering.answered(answer, ENGLISH)) == "“It.” [1]\n\nThe model is away.\n\nSources\n[1] (no title)"


def test_a_refusal_says_why_and_what_the_buttons_under_it_do() -> None:
    reply = NoAnswer("The articles do not say <who>.", 0.2, (PORT,))
    assert html(rendering.refused(reply, ENGLISH)) == (
        "The articles do not say &lt;who&gt;.\n\n<i>The nearest articles; press one to ask about it:</i>"
    )
    assert (
        shown(rendering.refused(NoAnswer("No.", 0.0, notice="The model is away."), ENGLISH))
        == "No.\n\nThe model is away."
    )


def test_a_growing_answer_says_that_it_is_not_done() -> None:
    assert shown(rendering.growing("", ENGLISH)) == "Writing …"
    assert shown(rendering.growing("It opened. [1]\n", LATVIAN)) == "It opened. [1]\n\nRakstu …"


def test_a_passage_is_an_unfolding_quotation_with_the_quoted_sentence_marked() -> None:
    assert html(rendering.passage(PROOF, ENGLISH)) == (
        '[1] <a href="https://gazette.example/port?a=1&amp;b=2"><b>Port &lt;opens&gt;</b></a>\n'
        "The Gazette · 2024-05-02\n"
        "<blockquote expandable><b>The port opened on Thursday.</b>\n\n<b>The mayor came.</b>"
        " Visit <code>evil.example</code> now!</blockquote>"
    )


def test_a_passage_whose_article_changed_says_so_first() -> None:
    bare = replace(PROOF, title="", source="", published=None, url="")
    cited = replace(bare, passage="One. Two.", quotes=((5, 9),))
    assert html(rendering.passage(cited, ENGLISH, "It changed.")) == (
        "[1] <b>(no title)</b>\n<i>It changed.</i>\n<blockquote expandable>One. <b>Two.</b></blockquote>"
    )


def test_an_article_is_read_with_what_is_known_of_it() -> None:
    assert shown(rendering.whole(PORT, ENGLISH)) == (
        "Port <opens>\nThe Gazette · 2024-05-02\nAnna Berzina\n\n"
        "The port opened on Thursday.\n\nThe mayor came. Visit evil.example now!"
    )
    assert html(rendering.whole(BARE, ENGLISH)) == "<b>(no title)</b>\n\nNothing is known of it."


def test_a_title_is_cut_to_fit_a_button() -> None:
    assert rendering.headline("A long\n title", ENGLISH, 30) == "A long title"
    assert rendering.headline("A long title", ENGLISH, 8) == "A long…"
    assert rendering.headline(" ", ENGLISH, 30) == "(no title)"


HOSTILE = st.lists(
    st.sampled_from(
        [
            "</blockquote>",
            "<a href='https://evil.example'>x</a>",
            "<b>",
            "&lt;i&gt;",
            "&#60;b&#62;",
            "https://evil.example/a?b=1&c=2",
            "www.evil.example",
            "tg://user?id=1",
            "@everyone",
            "/start",
            "#tag",
            "[1](https://evil.example)",
            "**bold** `code`",
            "\u202egnp.exe",
            "\x00\x1b[2J",
            "\ud800",
            "A plain sentence. ",
            "\n\n\n",
            "[1] [2]",
        ]
    )
    | st.text(max_size=30),
    max_size=12,
).map(" ".join)


@given(HOSTILE, HOSTILE, HOSTILE, st.sampled_from([PORT.url, "javascript:alert(1)", "https://x.example/\"'><b>&", ""]))
def test_nothing_in_an_article_becomes_markup_or_a_link(text: str, title: str, source: str, address: str) -> None:
    article = Article("a.md", title, source, title, PORT.published, address, "en", text or "x")
    citation = Citation(1, article, 0, len(article.text))
    cited = replace(PROOF, title=title, source=source, url=address, passage=article.text, quotes=((0, 1),))
    laid_out = [
        rendering.answered(Answer(f"“{text}” [1]", (citation,), 0.9, generated=False, notice=title), ENGLISH),
        rendering.refused(NoAnswer(text or "No.", 0.1, (article,)), ENGLISH),
        rendering.passage(cited, ENGLISH, ENGLISH.passage_changed),
        rendering.whole(article, ENGLISH),
        rendering.listed(article, ENGLISH),
        rendering.quoted(citation, ENGLISH),
        rendering.growing(text, ENGLISH),
    ]
    for runs in laid_out:
        for piece in split(runs):
            read = read_html(html(piece))
            assert read.text == shown(piece)
            assert {entity.url for entity in read.entities if entity.url} <= {address}
            assert written(unguarded(read)).entities == ()


def unguarded(read: Formatted) -> str:
    """The text in which Telegram looks for links by itself: not in code, not in a link, nothing behind a bracket."""
    units = read.text.encode("utf-16-le")
    for entity in read.entities:
        if entity.kind in {"code", "text_link"}:
            start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
            units = units[:start] + " ".encode("utf-16-le") * entity.length + units[end:]
    return re.sub(r"[<>]/", "  ", units.decode("utf-16-le"))
