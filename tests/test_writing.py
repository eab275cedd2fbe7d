"""The check of a model's text, against a table of replies and by properties."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.records import Answer, Citation, Evidence
from rag.writing.faults import Fault
from rag.writing.marks import find_marks
from rag.writing.writing import ABSENCE, DANGLING, LAYOUT, MARKUP, QUESTION, Checked, Checker, check
from tests.replies import CAMPS, EVIDENCE, HARBOUR, REPLIES, SENTENCES, Reply

# Enough replies that the promise of no sentence without proof is tried on every form of mark, cut and attack.
GENERATED_REPLIES = 1_000


@pytest.mark.parametrize("case", REPLIES, ids=lambda case: case.name)
def test_reply_is_left_with_what_the_articles_prove(case: Reply) -> None:
    checked = check(case.reply, EVIDENCE, case.language)
    quotes = tuple(" ".join(SENTENCES[key] for key in keys.split("+")) for keys in case.quotes)
    assert (checked.text, tuple(citation.quote for citation in checked.citations)) == (case.text, quotes)


def test_table_holds_at_least_eighty_replies_each_named_once() -> None:
    assert len({case.name for case in REPLIES}) == len(REPLIES) >= 80


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("Lindqvist said: “We will close every terminal” [1].", Fault.QUOTATION),
        ("The harbour employs 1,251 people [1].", Fault.FIGURE),
        ("A strike on 6 February lasted three days [1].", Fault.DATE),
        ("Norland closed the border after Russia moved 30 tanks [2].", Fault.NAME),
        ("Vass said Norland could reopen two crossings in summer [2].", Fault.SPEAKER),
        ("Lindqvist said the old terminal would be closed [1].", Fault.OPPOSITE),
        ("School attendance was 45% in Karsk [3].", Fault.EXCHANGED),
        ("Gold prices rose in early trade [1].", Fault.WORDS),
        ("Рейл убил Васс [2].", Fault.LANGUAGE),
        ("# The harbour employs 1,250 people [1]", LAYOUT),
        ("The harbour employs 1,250 people, see https://evil.example [1].", MARKUP),
        ("Does the harbour employ 1,250 people [1]?", QUESTION),
        ("The articles do not answer this.", ABSENCE),
    ],
)
def test_removed_sentence_comes_with_its_reason(reply: str, reason: str) -> None:
    language = "ru" if "Рейл" in reply else "en"
    assert [removed.reason for removed in check(reply, EVIDENCE, language).removed] == [str(reason)]


def test_sentence_that_leans_on_a_removed_one_goes_with_it() -> None:
    checked = check("Halan met Vass in Karsk [2]. This lasted three days [1].", EVIDENCE, "en")
    assert [removed.reason for removed in checked.removed] == [Fault.NAME, DANGLING]


def test_what_is_left_becomes_an_answer() -> None:
    checked = check("The harbour employs 1,250 people [1].", EVIDENCE, "en")
    start = HARBOUR.text.index(SENTENCES["jobs"])
    citation = Citation(1, HARBOUR, start, start + len(SENTENCES["jobs"]))
    assert checked == Checked("The harbour employs 1,250 people [1].", (citation,), ())
    assert checked.answer(0.7) == Answer(checked.text, (citation,), 0.7, generated=True)


def test_nothing_left_is_no_answer() -> None:
    checked = check("Gold rose. The articles do not answer this.", EVIDENCE, "en")
    assert checked.answer(0.7) is None
    assert checked.says_nothing_found


def test_reply_without_evidence_is_left_with_nothing() -> None:
    assert check("The harbour employs 1,250 people [1].", (), "en").text == ""


def test_evidence_keeps_the_numbers_of_retrieval() -> None:
    third = Evidence(3, CAMPS, 0, len(CAMPS.text), 0.5)
    checked = check("Doctors treated 320 patients last week [3].", (third,), "en")
    assert checked.text == "Doctors treated 320 patients last week [1]."


def test_quotation_is_cut_from_the_passage_and_not_from_the_whole_article() -> None:
    start = HARBOUR.text.index(SENTENCES["wages"])
    part = Evidence(1, HARBOUR, start, len(HARBOUR.text), 0.5)
    assert check("The strike lasted three days [1].", (part,), "en").text == ""
    assert check("The harbour employs 1,250 people [1].", (part,), "en").citations[0].quote == SENTENCES["jobs"]


def test_broken_off_reply_loses_the_sentence_it_breaks_off_in() -> None:
    reply = "Doctors treated 320 patients last week [3]. The harbour employs 1,250 people"
    assert check(reply, EVIDENCE, "en", cut_off=True).text == "Doctors treated 320 patients last week [1]."


def test_sentence_is_shown_as_soon_as_the_next_begins() -> None:
    checker = Checker(EVIDENCE, "en")
    shown = [checker.feed(piece) for piece in ("The harbour employs 1,250 people", " [1]", ".", " Doctors", " t")]
    assert shown == ["", "", "", "", "The harbour employs 1,250 people [1]."]


def test_endless_reply_is_read_to_a_bound() -> None:
    checked = check("The harbour employs 1,250 people [1]. " * 3_000, EVIDENCE, "en")
    assert 0 < len(checked.text) < 21_000
    assert len(checked.citations) == 1


def test_similarity_counts_as_a_tie_to_another_language() -> None:
    reply = "Рейл встретил Васс [2]."
    assert check(reply, EVIDENCE, "ru").text == ""
    assert check(reply, EVIDENCE, "ru", lambda _one, _other: 0.9).text == "Рейл встретил Васс [1]."
    assert check("Путин встретил Васс [2].", EVIDENCE, "ru", lambda _one, _other: 0.9).text == ""


_MARKS = ["", " [1]", " [2]", " [3][4]", " [1-9]", "【2】", " (1)", " [0]", " [77]", " [Source 3]", "¹"]
_TRUE = [*SENTENCES.values(), *(case.reply for case in REPLIES if len(case.reply) < 400)]
_NOISE = [
    "Gold rose.",
    "# Title\n",
    "\n\n",
    "\n- ",
    "```\n",
    "<think>",
    "</think>",
    "**",
    "“",
    "”",
    '"',
    "Mr. ",
    "not ",
]
_NOISE += ["[", "]", "`", "| a |"]
_PIECE = st.one_of(
    st.tuples(st.sampled_from(_TRUE), st.sampled_from(_MARKS)).map("".join),
    st.sampled_from(_NOISE),
    st.text(alphabet="aA1 .[]()\n“”\"'*-,%é字。", max_size=12),
)
_GENERATED = st.lists(_PIECE, min_size=1, max_size=6).map(" ".join)


@settings(max_examples=GENERATED_REPLIES, deadline=None)
@given(_GENERATED, st.sampled_from(["en", "ru", ""]))
def test_every_sentence_shown_is_proved_by_a_quotation(reply: str, language: str) -> None:
    checked = check(reply, EVIDENCE, language)
    for citation in checked.citations:
        assert citation.quote == citation.article.text[citation.start : citation.end] != ""
        assert any(e.start <= citation.start < citation.end <= e.end for e in EVIDENCE if e.article is citation.article)
    shown = [number for mark in find_marks(checked.text, 10_000) for number in mark.numbers]
    assert list(dict.fromkeys(shown)) == [citation.number for citation in checked.citations]
    assert [citation.number for citation in checked.citations] == list(range(1, len(checked.citations) + 1))
    for line in checked.text.split("\n"):
        assert not line or re.search(r"\[\d+\][.!…。！]*$", line)


@settings(max_examples=200, deadline=None)
@given(_GENERATED, st.lists(st.integers(0, 600), max_size=12), st.booleans())
def test_reply_in_pieces_is_shown_as_the_whole_one_is(reply: str, cuts: list[int], cut_off: bool) -> None:
    bounds = [0, *sorted(min(cut, len(reply)) for cut in cuts), len(reply)]
    checker = Checker(EVIDENCE, "en")
    shown = [checker.feed(reply[start:end]) for start, end in pairwise(bounds)]
    shown.append(checker.finish(cut_off=cut_off))
    assert checker.result == check(reply, EVIDENCE, "en", cut_off=cut_off)
    assert "".join(shown) == checker.result.text
