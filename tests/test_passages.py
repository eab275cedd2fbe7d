import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.passages import PASSAGE_CHARACTERS, passages, sentences
from rag.records import Article


def article(text: str, language: str = "en") -> Article:
    return Article("a.txt", "Title", "", "", None, "", language, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. Army left. Mr. Smith went home.", ["The U.S. Army left.", "Mr. Smith went home."]),
        ("He took No. 5 with him. It cost 3.5 million.", ["He took No. 5 with him.", "It cost 3.5 million."]),
        ("J. K. Rowling wrote it. It sold.", ["J. K. Rowling wrote it.", "It sold."]),
        ("«It is clear,» she writes. «But why?» He left.", ["«It is clear,» she writes.", "«But why?»", "He left."]),
        ("He said “Stop. Go away.” and left. I stayed.", ["He said “Stop. Go away.” and left.", "I stayed."]),
        ("Prof. Dr. Anna B. Cole came. Fine.", ["Prof. Dr. Anna B. Cole came.", "Fine."]),
        ("Visit www.example.com now. Do it!", ["Visit www.example.com now.", "Do it!"]),
        ("It is according to Reuters.Russia wants out.", ["It is according to Reuters.", "Russia wants out."]),
        ("A heading without a stop\nThe first sentence.", ["A heading without a stop", "The first sentence."]),
        ("One paragraph\n\nand another", ["One paragraph", "and another"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, expected: list[str]) -> None:
    assert [span.cut(text) for span in sentences(text)] == expected


def test_lines_wrapped_by_hand_do_not_end_a_sentence() -> None:
    text = (
        "The council met on Tuesday to talk about the price of bread and\n"
        "milk, which have both gone up by a third since the new year, and\n"
        "it heard from nine bakers. None of them expects the price to fall\n"
        "before the harvest comes in."
    )
    assert [span.cut(text).replace("\n", " ") for span in sentences(text)] == [
        (
            "The council met on Tuesday to talk about the price of bread and milk, which have both gone up by a third "
            "since the new year, and it heard from nine bakers."
        ),
        "None of them expects the price to fall before the harvest comes in.",
    ]


def test_passages_hold_whole_sentences_of_about_a_thousand_characters() -> None:
    text = " ".join(f"Sentence number {n} tells of the harbour and its ships." for n in range(60))
    found = passages(article(text))
    assert [text[p.end - 1] for p in found] == ["."] * len(found)
    assert all(text[p.start : p.start + 8] == "Sentence" for p in found)
    assert all(PASSAGE_CHARACTERS * 0.8 < p.end - p.start <= PASSAGE_CHARACTERS for p in found[:-1])
    assert [p.number for p in found] == list(range(len(found)))


def test_a_sentence_is_cut_only_where_it_alone_is_longer_than_a_passage() -> None:
    text = "word " * 500 + "end."
    found = passages(article(text))
    assert all(p.end - p.start <= PASSAGE_CHARACTERS for p in found)
    assert " ".join(text[p.start : p.end] for p in found) == text


@given(st.text(alphabet=st.sampled_from("aAbЖä 1.,!?»“”'\n\r\t😀"), max_size=400))
def test_sentences_cover_every_character_that_is_not_white_space(text: str) -> None:
    covered: set[int] = set()
    for span in sentences(text):
        assert span.cut(text) == span.cut(text).strip() != ""
        assert covered.isdisjoint(range(span.start, span.end))
        covered.update(range(span.start, span.end))
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@given(st.text(max_size=3_000))
def test_every_sentence_lies_in_one_passage(text: str) -> None:
    found = passages(article(text))
    for span in sentences(text):
        if span.end - span.start <= PASSAGE_CHARACTERS:
            assert sum(p.start <= span.start and span.end <= p.end for p in found) == 1
