"""Turns the bytes of a file into its text."""

import codecs
import re
from collections import Counter

from rag.errors import ArticleError, Fault

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
)
# Control bytes that no writer types; tabs, line ends, form feeds and escapes do occur in text.
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
# Compressed and random bytes hold one control byte in ten, a text with a stray one far fewer than one in twenty.
_BINARY_SHARE = 1 / 20
_STRAY_CONTROLS = 3
# Latin text in UTF-16 has a zero in nearly every pair of bytes; Cyrillic text has one where a space stands.
_ZERO_SHARE = 1 / 10
_FEWEST_ZEROS = 4  # fewer are strays
# Bytes above ASCII for each plain letter: Czech, the densest in Latin script measured, has one for three; Japanese
# in Shift JIS has five for one, and Cyrillic has hardly a plain letter.
_LATIN_SHARE = 1
# In Cyrillic, even between HTML tags, nearly all letters above ASCII stand in words of three and more without a
# plain letter; in Latin script hardly any do.
_FOREIGN_SHARE = 1 / 2
# A copy with a torn character or two is still UTF-8: one broken for ten whole ones.
_WHOLE_FOR_BROKEN = 10
# Letters of an alphabet stand out in a few thousand characters; more only takes time.
_SAMPLE_BYTES = 20_000

# The first wins where several fit equally well.
_LATIN_CODECS = ("cp1252", "cp1257", "cp1250", "iso8859_2", "cp1254")
_OTHER_CODECS = [
    *("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"),  # Russian twice, Greek, Hebrew, Arabic
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),  # Japanese twice, Chinese twice, Korean
]
# The letters that each alphabet adds to the plain ones.
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        *("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü¿¡ªº", "àèéìíîòóùú", "áâãàçéêíóôõúüªº"),  # German to Portuguese
        *("æøåé", "åäöé", "äõöüšž", "áðéíóúýþæö", "éèëïóöü", "àçéèíïóòúü·"),  # Danish to Catalan
        *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű"),  # Polish Czech Slovak Hungarian
        *("ăâîşţ", "čćđšž", "āčēģīķļņšūž", "ąčęėįšųūž", "âçğıîöşüû"),  # Romanian Croatian Latvian Lithuanian Turkish
    )
)
_SIGNS = frozenset("“”„‘’‚«»‹›–—…•§°€£©®™\u00a0")

_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_LETTER = re.compile(rb"[\xc0-\xff]")  # where every Windows code page has its letters
_PLAIN_LETTER = re.compile(rb"[A-Za-z]")
_FOREIGN_WORD = re.compile(rb"(?<![A-Za-z])[\xc0-\xff]{3,}(?![A-Za-z])")
_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f]")


def text_of(data: bytes, declared: str = "") -> str:
    """The text that `data` holds, in UTF-8, UTF-16, UTF-32 or the code page its letters fit best.

    `declared` is the encoding a file names for itself; it is believed where the bytes allow. Raises ArticleError
    when `data` is empty or is not text.
    """
    if not data:
        raise ArticleError("the file is empty; write the article in it or delete it", Fault.EMPTY)
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return readable(data.decode(codec, "replace"))
    codec = _wide_codec(data)
    if codec:
        return readable(data.decode(codec, "replace"))
    _refuse_binary(data)
    return readable(_unmarked(data, declared))


def readable(text: str) -> str:
    """`text` as it can be stored and shown: every line ends with one newline, a control character becomes a space.

    A lone half of a surrogate pair, which no encoding can write, becomes U+FFFD. Nothing else is touched, Unicode
    normal forms included, since quotes are compared letter by letter. Raises ArticleError at a NUL.
    """
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ArticleError(f"it holds NUL characters, the first in line {line}; save it again as plain text")
    text = _CONTROL.sub(" ", _LINE_END.sub("\n", text))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _wide_codec(data: bytes) -> str:
    """UTF-16 that does not say so: every zero byte is on one side of the pairs."""
    pairs = len(data) // 2
    low, high = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(low, high) < max(_FEWEST_ZEROS, pairs * _ZERO_SHARE) or min(low, high):
        return ""
    return "utf-16-le" if high else "utf-16-be"


def _refuse_binary(data: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ArticleError(f"it is {kind}, not text; save its text as .txt, .md or .html", Fault.BINARY)
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > max(_STRAY_CONTROLS, len(data) * _BINARY_SHARE):
        raise ArticleError("it is a binary file, not text; save its text as .txt, .md or .html", Fault.BINARY)


def _unmarked(data: bytes, declared: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(_page(declared))
    except (UnicodeDecodeError, LookupError):
        pass
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if len(text) - len(re.sub(r"[^\x00-\x7f\ufffd]", "", text)) > broken * _WHOLE_FOR_BROKEN:
        return text
    return data.decode(_guessed(data), "replace")


def _page(declared: str) -> str:
    """Python's name of a code page; LookupError for what is none, such as "hex" or "idna"."""
    name = codecs.lookup(declared).name.replace("-", "_")
    if name in {"ascii", "iso8859_1"}:
        return "cp1252"  # as every browser does: https://encoding.spec.whatwg.org/#names-and-labels
    if not name.startswith(("cp", "iso8859", "koi8", "gb", "big5", "shift_jis", "euc_")):
        raise LookupError(declared)
    return name


def _guessed(data: bytes) -> str:
    sample = data[:_SAMPLE_BYTES]
    latin = max(_LATIN_CODECS, key=lambda codec: _fit(sample, codec))
    if _is_latin(sample):
        return latin
    from charset_normalizer import from_bytes

    guess = from_bytes(data, cp_isolation=_OTHER_CODECS).best()  # all of it: a sample may end inside a character
    if guess is not None:
        return guess.encoding
    if _fit(sample, latin) == 1:
        return latin
    raise ArticleError("its encoding cannot be told; save it as UTF-8", Fault.ENCODING)


def _is_latin(data: bytes) -> bool:
    high, plain = len(_HIGH.findall(data)), len(_PLAIN_LETTER.findall(data))
    letters = len(_HIGH_LETTER.findall(data))
    foreign = sum(len(word) for word in _FOREIGN_WORD.findall(data))
    return not letters or (high <= plain * _LATIN_SHARE and foreign <= letters * _FOREIGN_SHARE)


def _fit(data: bytes, codec: str) -> float:
    """The share of the characters above ASCII that belong to one and the same alphabet, 0..1.

    charset-normalizer 3.5 takes Spanish in Windows-1252 for Windows-1250 five times of six; this never did.
    """
    counts = Counter(c.lower() for c in data.decode(codec, "replace") if not c.isascii())
    signs = sum(counts[sign] for sign in _SIGNS)
    best = max(sum(counts[letter] for letter in alphabet) for alphabet in _ALPHABETS)
    return (signs + best) / max(1, counts.total())
