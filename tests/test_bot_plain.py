from hypothesis import given
from hypothesis import strategies as st

from bot.plain import cut, plain, units


def test_tags_go_and_entities_are_read() -> None:
    markup = '<b>Ports &amp; ships</b>: 1 &lt; 2 <a href="https://example.org/?a=1&amp;b=2">[1]</a>'
    assert plain(markup) == "Ports & ships: 1 < 2 [1]"


def test_what_is_no_tag_stays() -> None:
    assert plain("a < b, c > d, <3") == "a < b, c > d, <3"


def test_length_is_counted_in_units_of_utf_16() -> None:
    assert [units("port"), units("ā"), units("🚢")] == [4, 1, 2]


def test_a_text_is_cut_after_a_line_or_a_word() -> None:
    assert cut("one two\nthree four", 10) == ["one two\n", "three four"]
    assert cut("one two three", 8) == ["one two ", "three"]
    assert cut("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


@given(st.text(alphabet="ab 🚢\n"), st.integers(2, 12))
def test_the_pieces_fit_and_joined_are_the_whole(text: str, most: int) -> None:
    pieces = cut(text, most)
    assert "".join(pieces) == text
    assert all(units(piece) <= most for piece in pieces)
