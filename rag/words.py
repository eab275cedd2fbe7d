"""Cuts text into words, each with the one form in which two texts are compared.

Index, ranking, quoting and the check of answers all compare words by these forms and no others.
"""

import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rag.irregular import BASE_OF

if TYPE_CHECKING:
    from Stemmer import Stemmer

# Snowball's algorithms by ISO 639-1 code; the languages without one are compared by word forms.
SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

# Numbers keep their decimals, capitals joined by dots are one word (U.S.), an apostrophe may stand inside a word,
# and a sign of a script written without spaces is a word of its own.
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*(?=\W|_|$)"
    r"|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w]))?"
    r"|[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
    r"|[^\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
    r"(?:['’][^\W\d_]+)*"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
# Words that share a beginning of this length and share are forms of one word, or spellings of one name.
SHARED_START = 4
_SHARED_START_SHARE = 0.7
# 100,000 distinct words cover the vocabulary of a large corpus; an entry is about 150 bytes.
_REMEMBERED_WORDS = 100_000


class Word(NamedTuple):
    """A word of a text: `text[start:end]` is how it is written, `form` how it is compared.

    A tuple, because a question makes thousands, and a frozen dataclass takes five times as long to make.
    """

    start: int
    end: int
    form: str


def words(text: str, language: str) -> list[Word]:
    """The words of `text` in order, in the forms of `language` (ISO 639-1; "" compares by word forms)."""
    return [Word(*match.span(), form(match.group(), language)) for match in _WORD.finditer(text)]


def forms(text: str, language: str) -> list[str]:
    """The forms of the words of `text`, in order."""
    return [form(word, language) for word in _WORD.findall(text)]


@lru_cache(maxsize=_REMEMBERED_WORDS)
def form(word: str, language: str) -> str:
    """The form in which `word` is compared: case and accents folded, in `language` stemmed.

    Never empty for a non-empty word. Numbers lose the commas between their thousands and nothing else.
    """
    if word[0].isdigit():
        return word.replace(",", "") if _THOUSANDS.fullmatch(word) else word.casefold()
    if "." in word:
        return word.replace(".", "").casefold()
    folded = _POSSESSIVE.sub("", word.casefold()).replace("’", "'") or word.casefold()
    if language == "en":
        folded = BASE_OF.get(folded, folded)
    stemmer = _stemmer(language)
    if stemmer is not None:
        with _stemming:
            folded = stemmer.stemWord(folded) or folded
    return without_accents(folded) or folded


def begin_alike(one: str, other: str) -> bool:
    """Whether two forms share so much of their beginning that they are one word, or two spellings of one name."""
    if one[:SHARED_START] != other[:SHARED_START] or len(one) < SHARED_START:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    shared = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
    return shared >= _SHARED_START_SHARE * max(len(one), len(other))


# A Snowball stemmer keeps its state in itself: one word at a time.
_stemming = threading.Lock()


@cache
def _stemmer(language: str) -> "Stemmer | None":
    if language not in SNOWBALL:
        return None
    import Stemmer

    return Stemmer.Stemmer(SNOWBALL[language])


def without_accents(word: str) -> str:
    """`word` with the plain letters of its accented ones."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
