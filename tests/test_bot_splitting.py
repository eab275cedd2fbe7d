"""Tests of bot.splitting."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.markup import Run, Style, foreign, html, shown, units
from bot.splitting import MESSAGE_UNITS, split

MARK = re.compile(r"\[\d+\]")
SENTENCES = st.sampled_from(
    [
        "“The port opened.” [1]",
        "Fish & chips cost < 5 €. [12]",
        "Тихо!\n\n",
        "Grain moved [3].",
        "😀😀😀?",
        "\n",
        "a" * 70,
        "[7]",
    ]
)
STYLES = st.sampled_from(list(Style))
RUNS = st.lists(
    st.builds(
        Run,
        st.lists(SENTENCES | st.text(max_size=20), max_size=8).map(" ".join),
        STYLES,
        st.sampled_from(["", "https://news.example/a?b&c"]),
        st.booleans(),
    ),
    max_size=12,
)


class Reading(HTMLParser):
    """Reads HTML as Telegram does: tags must close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []
        self.entities = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.entities += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def bare(text: str) -> str:
    return "".join(text.split())


@given(RUNS, st.integers(150, 400), st.integers(3, 8))
def test_nothing_is_lost_and_every_piece_can_be_sent(runs: list[Run], limit: int, entities: int) -> None:
    cleaned = [
        Run(re.sub("[\x00-\x1f\ud800-\udfff]", " ", run.text), run.style, run.address, run.quoted) for run in runs
    ]
    pieces = split(cleaned, limit, entities)
    assert bare("".join(map(shown, pieces))) == bare(shown(cleaned))
    for piece in pieces:
        text = shown(piece)
        assert 0 < units(text) <= limit
        assert text.strip() == text
        reading = Reading(html(piece))
        assert reading.open == []
        assert reading.text == text
        assert reading.entities <= entities
    assert [mark for piece in pieces for mark in MARK.findall(shown(piece))] == MARK.findall(shown(cleaned))


def test_a_short_text_is_one_piece() -> None:
    assert split([Run("One. [1]")]) == [[Run("One. [1]")]]
    assert split([Run(" \n ")]) == split([]) == []


def test_a_text_of_just_the_limit_is_one_piece() -> None:
    assert len(split([Run("😀" * (MESSAGE_UNITS // 2))])) == 1
    assert len(split([Run("😀" * (MESSAGE_UNITS // 2) + "a")])) == 2


def test_it_is_split_at_a_paragraphs_end_where_that_fills_the_message_well() -> None:
    text = "First. Second.\n\nThird sentence. Fourth."
    assert [shown(piece) for piece in split([Run(text)], 25)] == ["First. Second.", "Third sentence. Fourth."]


def test_it_is_split_at_a_sentences_end_where_the_paragraph_ends_too_early() -> None:
    text = "A.\n\nThe second is here. [1] The third one. [2]"
    assert [shown(piece) for piece in split([Run(text)], 35)] == ["A.\n\nThe second is here. [1]", "The third one. [2]"]


def test_a_number_stays_with_its_sentence() -> None:
    assert [shown(piece) for piece in split([Run("Grain moved. [1]")], 14)] == ["Grain", "moved. [1]"]


def test_a_letter_stays_with_its_accent() -> None:
    assert all(not shown(piece).startswith("\u0301") for piece in split([Run("e\u0301" * 50)], 7))


def test_a_short_link_is_not_cut() -> None:
    runs = [Run("Read it here: "), Run("two words", address="https://a.example"), Run(" and go.")]
    assert [shown(piece) for piece in split(runs, 40)] == ["Read it here: two words and go."]
    assert [shown(piece) for piece in split([Run("x" * 32 + " "), *runs[1:2]], 40)] == ["x" * 32, "two words"]


def test_what_is_set_as_code_counts_among_the_entities() -> None:
    runs = foreign(" ".join(["@someone"] * 250))
    assert [sum(run.entities for run in piece) for piece in split(runs)] == [100, 100, 50]


def test_a_quotation_goes_on_in_the_next_message() -> None:
    pieces = split([Run("He said: "), Run("One two three. Four five six.", quoted=True)], 25)
    assert [html(piece) for piece in pieces] == [
        "He said: <blockquote expandable>One two three.</blockquote>",
        "<blockquote expandable>Four five six.</blockquote>",
    ]
