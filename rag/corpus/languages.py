"""Tells the language of a text."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from rag.words import SNOWBALL

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Languages of the press that Snowball has no stemmer for. Without Bosnian and Malay: on the Universal Declaration of
# Human Rights they took half of the Serbian and a third of the Indonesian samples, and lose little as those.
_WITHOUT_STEMMER = frozenset(
    {
        *("af", "az", "be", "bg", "bn", "fa", "gl", "he", "hr", "is", "ja", "ka", "kk", "ko"),
        *("lv", "mk", "mt", "sk", "sl", "sq", "sw", "th", "uk", "ur", "vi", "zh"),
    }
)
# Codes that say the same as another: Bokmål, Nynorsk, and the old codes of Hebrew, Indonesian, Yiddish.
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi"}
# On the Declaration in 48 languages 300 characters are told as well as 1,000 (95 of 100, the rest being twins such
# as Serbian and Bosnian), in 0.15 ms instead of 0.37; the rest is room for a caption of names.
_READ_CHARACTERS = 500
# A name or two is no language.
_FEWEST_LETTERS = 20
# There, a right language had a probability above this 99 times of 100; lists of names stay below it.
_SURE = 0.5
# Of 1,100 English questions 99 of 100 were told at this and at 0.8, of 660 foreign snippets 98 and 96.
_SURE_OF_QUESTION = 0.6
# Letters of Latin script, and everything that stands between them.
_LATIN = re.compile(r"[\0-\u024f\u1e00-\u20ff]*")
# Questions are asked in it whatever the archive holds.
_ENGLISH = "en"


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language `text` is written in, or "" when it is too short or not clearly one."""
    start = text[:_READ_CHARACTERS]
    if sum(map(str.isalpha, start)) < (_FEWEST_LETTERS if start.isascii() else _FEWEST_LETTERS / 2):
        return ""
    language, probability = _identifier().classify(start)
    return str(language) if probability >= _SURE else ""


def question_language(question: str, among: Sequence[str]) -> str:
    """The language `question` is asked in: English or one of `among`, the archive's languages, commonest first.

    When it is not clear, the commonest. With fewer than two to choose from, nothing is loaded.
    """
    held = [language for language in among if language]
    if len(held) < 2:  # noqa: PLR2004 - a choice needs two
        return held[0] if held else ""
    telling = _without_names(question[:_READ_CHARACTERS])
    if not telling:
        return held[0]
    candidates = {*held, _ENGLISH}
    scores = {code: score for code, score in _identifier().rank(telling) if code in candidates}
    best = max(scores, key=lambda code: scores[code])  # English is always among them
    return best if scores[best] >= _SURE_OF_QUESTION * sum(scores.values()) else held[0]


def _without_names(question: str) -> str:
    """`question` without the words that may be foreign names, or "" where a single Latin word is left."""
    words = question.split()
    kept = [
        word
        for place, word in enumerate(words)
        if (place == 0 or not word[0].isupper()) and any(map(str.isalpha, word))
    ]
    return " ".join(kept) if len(kept) > 1 or not _LATIN.fullmatch(question) else ""


def language_code(written: str) -> str:
    """The two-letter code in a tag such as "en", "EN" or "en-GB", or "" where it holds none."""
    match = re.fullmatch(r"([a-z]{2})(?:[-_][a-z0-9]+)*", written.strip(), re.IGNORECASE)
    return _SAME.get(match[1].lower(), match[1].lower()) if match else ""


@cache
def _identifier() -> "LanguageIdentifier":
    """The model, read once in about half a second; it ships inside py3langid."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages((SNOWBALL.keys() | _WITHOUT_STEMMER) & set(identifier.labels))
    return identifier
