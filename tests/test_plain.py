"""Markdown and HTML, turned into plain text."""

import pytest

from rag.writing.plain import addresses, is_markup, without_markup, without_unseen


def _plain(text: str) -> str | None:
    return without_markup(text, lambda address: address.startswith("https://known.example"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**Bold** and *thin*, __bold__ and _thin_, ~~gone~~", "Bold and thin, bold and thin, gone"),
        ("a snake_case word and `code`", "a snake_case word and code"),
        ("<b>Bold</b><br/> and <i>thin</i>", "Bold and thin"),
        ("see [the page](https://known.example/a) [1]", "see the page [1]"),
        ("see [1](https://known.example/a)", "see"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ("a\u202eb\u200bc\x00", "abc"),
        (r"1\. not a list \* star", "1. not a list * star"),
        ("3.5 at 17:00, said J. Smith of the U.S. and Co.", "3.5 at 17:00, said J. Smith of the U.S. and Co."),
    ],
)  # fmt: skip
def test_dress_is_taken_off(text: str, plain: str) -> None:
    assert _plain(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "see https://evil.example",
        "see www.evil.example/x",
        "see evil-site.com today",
        "write to a@evil.example",
        "[text](https://evil.example)",
        "[text](javascript:alert)",
        "![x](https://evil.example/p.png)",
        "<script>x</script>",
        "&lt;script&gt;x",
        "<a href=x>y</a>",
        "`a[1]`",
        "tg://user?id=1",
    ],
)
def test_what_has_no_plain_form_is_refused(text: str) -> None:
    assert _plain(text) is None


def test_addresses_come_without_the_stop_behind_them() -> None:
    assert addresses("See https://a.example/b?c=d, www.b.org. And c@d.example!") == [
        "https://a.example/b?c=d",
        "www.b.org",
        "c@d.example",
    ]


def test_leftover_marks_are_markup() -> None:
    assert [is_markup(text) for text in ("a [1 b", "| a | b |", "<|im_end", "a [sic] b")] == [True, True, True, False]


def test_unseen_characters_are_taken_out() -> None:
    assert without_unseen("a\u2066b\ufeffc\U000e0041d") == "abcd"
