import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus.encoding import readable, text_of
from rag.errors import ArticleError

ENGLISH = "The café’s owner said “no” – it costs €5, she told reporters in Zürich."
RUSSIAN = (
    "Министр иностранных дел заявил в среду, что переговоры будут продолжены на следующей неделе. По его словам, обе"
    " стороны согласились встретиться ещё раз, хотя разногласия остаются большими."
)
LATVIAN = "Ārlietu ministrs trešdien paziņoja, ka sarunas turpināsies nākamnedēļ, lai gan domstarpības ir lielas."
POLISH = "Minister spraw zagranicznych powiedział w środę, że rozmowy będą kontynuowane w przyszłym tygodniu."
SPANISH = "El señor Núñez dijo el miércoles que la reunión seguirá mañana. «¿Qué más pedirán?», preguntó."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_english_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert text_of(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE])
def test_a_byte_order_mark_is_believed(mark: bytes) -> None:
    encoding = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-32-be"
    assert text_of(mark + RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "utf-16-le"),
        (LATVIAN, "cp1257"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (SPANISH, "cp1252"),
    ],
)
def test_letters_tell_the_code_page(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("shift", ["", "a"])
def test_a_long_text_of_two_byte_characters_is_read_to_its_end(shift: str) -> None:
    text = shift + "部长周三表示，会谈将于下周继续进行，双方仍有分歧。" * 1_000
    assert text_of(text.encode("gb18030")) == text


def test_a_word_or_two_are_enough_for_windows_1252() -> None:
    assert text_of("Café".encode("cp1252")) == "Café"


def test_a_declared_code_page_is_believed() -> None:
    assert text_of("Ārija".encode("cp1257"), "windows-1257") == "Ārija"


@pytest.mark.parametrize("declared", ["hex", "idna", "no-such-code", "utf-8"])
def test_a_declaration_that_cannot_be_true_is_passed_over(declared: str) -> None:
    assert text_of("Café".encode("cp1252"), declared) == "Café"


def test_latin_1_is_declared_for_windows_1252() -> None:
    assert text_of("“no”".encode("cp1252"), "ISO-8859-1") == "“no”"


def test_a_torn_character_does_not_spoil_the_rest() -> None:
    assert text_of(RUSSIAN.encode()[:-2]) == RUSSIAN[:-2] + "\ufffd."[:1]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty; write the article in it or delete it"),
        (b"%PDF-1.7\nsome text", "it is a PDF document, not text; save its text as .txt, .md or .html"),
        (bytes(range(256)), "it is a binary file, not text; save its text as .txt, .md or .html"),
        (b"one\ntwo \0 and three", "it holds NUL characters, the first in line 2; save it again as plain text"),
        (RUSSIAN.encode("cp866"), "its encoding cannot be told; save it as UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_cure(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError) as refused:
        text_of(data)
    assert str(refused.value) == reason


def test_line_ends_are_one_character() -> None:
    assert readable("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_control_characters_become_spaces_and_tabs_stay() -> None:
    assert readable("a\x1b[31mb\tc\x0cd\x85e") == "a [31mb\tc d e"


def test_half_a_surrogate_pair_is_replaced_and_a_whole_one_joined() -> None:
    assert readable("a\ud800b\ud83d\ude00") == "a\ufffdb😀"


def test_letters_keep_their_unicode_form() -> None:
    assert readable("e\u0301 é ﬁ") == "e\u0301 é ﬁ"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_read_letter_by_letter(text: str) -> None:
    assert text_of(("x" + text).encode()) == "x" + text


@given(st.binary(), st.sampled_from(["", "utf-8", "cp1257", "hex", "x"]))
def test_any_bytes_are_text_or_refused(data: bytes, declared: str) -> None:
    try:
        text = text_of(data, declared)
    except ArticleError:
        return
    assert "\r" not in text
    text.encode()
