"""A reply, cut into sentences while it arrives."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rag.writing.reply import REPLY_CHARACTERS, SENTENCE_CHARACTERS, ReplyCutter, ReplySentence


def _cut(reply: str, bounds: list[int] | None = None, *, cut_off: bool = False) -> list[ReplySentence]:
    cutter = ReplyCutter("en")
    ends = [0, *sorted(min(bound, len(reply)) for bound in bounds or []), len(reply)]
    found = [sentence for start, end in pairwise(ends) for sentence in cutter.feed(reply[start:end])]
    return found + cutter.finish(cut_off=cut_off)


def _texts(reply: str) -> list[str]:
    return [sentence.text for sentence in _cut(reply)]


def test_sentence_keeps_the_marks_behind_its_stop() -> None:
    assert _texts("The U.S. grew 3.5%. Mr. Smith left.[2] He won [3]. [1] Next.") == [
        "The U.S. grew 3.5%.",
        "Mr. Smith left.[2]",
        "He won [3]. [1]",
        "Next.",
    ]


def test_year_in_brackets_is_no_mark() -> None:
    assert _texts("He left. (2014) was bad.") == ["He left.", "(2014) was bad."]


def test_quotation_of_two_sentences_is_one() -> None:
    assert _texts("“We won. It is over,” he said. They left.") == ["“We won. It is over,” he said.", "They left."]


def test_full_width_stop_ends_a_sentence() -> None:
    assert _texts("他来了。【1】他走了。") == ["他来了。【1】", "他走了。"]


def test_lines_items_and_paragraphs_are_told_apart() -> None:
    assert _cut("Intro\n- One [1]\n2. Two\n\nEnd.") == [
        ReplySentence("Intro", 0),
        ReplySentence("One [1]", 1, item=True),
        ReplySentence("Two", 1, item=True),
        ReplySentence("End.", 2),
    ]


def test_line_that_goes_on_in_lower_case_is_one_with_the_next() -> None:
    assert _texts("The harbour\nemploys\n1,250 people.\n1. One") == ["The harbour employs 1,250 people.", "One"]


def test_code_and_thoughts_are_left_out() -> None:
    assert _texts("<think>I lie.\nOften.</think>\nOne.\n```\ntwo. Two.\n```\nThree.\n~~~\nfour") == ["One.", "Three."]


def test_headings_and_tables_are_no_sentences() -> None:
    assert [(s.text, s.plain) for s in _cut("# Title\n| a | b |\n---\nOne.")] == [
        ("# Title", False),
        ("| a | b |", False),
        ("---", False),
        ("One.", True),
    ]


def test_endless_sentence_goes_with_its_line() -> None:
    found = _cut("word " * SENTENCE_CHARACTERS + "not. Two.\nThree.")
    assert [(len(s.text) <= SENTENCE_CHARACTERS, s.plain) for s in found] == [(True, False), (True, True)]
    assert found[-1].text == "Three."


def test_endless_reply_is_cut_off() -> None:
    assert sum(len(s.text) + 1 for s in _cut("One two. " * REPLY_CHARACTERS)) <= REPLY_CHARACTERS


def test_broken_off_reply_loses_its_unfinished_sentence() -> None:
    assert [s.text for s in _cut("One two. It cost 3.", cut_off=True)] == ["One two."]


def test_sentence_comes_as_soon_as_its_end_is_certain() -> None:
    cutter = ReplyCutter("en")
    pieces = ("It rains", ".", " [1", "]", " Then", " it")
    assert [[s.text for s in cutter.feed(piece)] for piece in pieces] == [[], [], [], [], [], ["It rains. [1]"]]


_PARTS = st.sampled_from([*"\n“”a。1~", "One. ", "Mr. ", "- ", "```", "<think>", "</think>", "[1]", "(2)", "# ", ". "])


@given(st.lists(_PARTS, max_size=25).map("".join), st.lists(st.integers(0, 120), max_size=8), st.booleans())
def test_cuts_are_the_same_however_the_reply_comes(reply: str, bounds: list[int], cut_off: bool) -> None:
    assert _cut(reply, bounds, cut_off=cut_off) == _cut(reply, cut_off=cut_off)
