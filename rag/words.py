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

# Closed-class words of English: they bind a sentence together and tell nothing of its subject. Other languages do
# without a list: the weight of such a word is near nothing because most passages hold it.
FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also am an and any are as at be because been before being below between
    both but by can could did do does doing down during each either few for from further had has have having he her
    here hers herself him himself his how i if in into is it its itself just let me might more most must my myself
    neither no nor not of off on once only or other ought our ours ourselves out over own please same shall she
    should so some such than that the their theirs them themselves then there these they this those through to too
    under until up us very was we were what when where whether which while who whom whose why will with within
    without would you your yours yourself yourselves
    """.split()
)

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


def is_function_word(word: str) -> bool:
    """Whether `word`, as written, binds an English sentence together and tells nothing of its subject."""
    return word.casefold() in FUNCTION_WORDS


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
    return _without_accents(folded) or folded


# A Snowball stemmer keeps its state in itself: one word at a time.
_stemming = threading.Lock()


@cache
def _stemmer(language: str) -> "Stemmer | None":
    if language not in SNOWBALL:
        return None
    import Stemmer

    return Stemmer.Stemmer(SNOWBALL[language])


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
