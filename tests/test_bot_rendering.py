"""Tests of bot.rendering."""

from dataclasses import replace
from datetime import date

from bot import rendering
from bot.markup import html, shown
from bot.store.answers import KeptCitation
from bot.texts_english import ENGLISH
from bot.texts_latvian import LATVIAN
from rag import Answer, Article, Citation, NoAnswer

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
