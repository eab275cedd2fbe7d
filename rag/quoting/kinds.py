"""Whether a sentence holds an answer of the kind that is asked for."""

import re
from collections.abc import Collection, Sequence

from rag.function_words import is_function_word
from rag.quoting.asked import AnswerKind
from rag.words import Word

_MONTH_NAMES = """
    january february march april may june july august september october november december
"""
_MONTHS = frozenset(_MONTH_NAMES.split())
_WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_NUMBER_WORDS_TEXT = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
    millions billion billions trillion dozen dozens half third quarter
"""
_NUMBER_WORDS = frozenset(_NUMBER_WORDS_TEXT.split())
_LOOSE_NUMBERS_TEXT = """
    one no none once twice single double several both
"""
_LOOSE_NUMBERS = frozenset(_LOOSE_NUMBERS_TEXT.split())
_PLACE_PREPOSITIONS_TEXT = """
    in at from near to of into outside across around on via
"""
_PLACE_PREPOSITIONS = frozenset(_PLACE_PREPOSITIONS_TEXT.split())
_LOOSE_TIME = re.compile(
    r"\b(?:centur(?:y|ies)|ago|yesterday|today|tomorrow|decades?|era|(?:last|next|this) (?:year|month|week|\w+day))\b",
    re.IGNORECASE,
)
_TIME_UNIT = re.compile(
    r"\b(?:years?|days?|months?|weeks?|hours?|minutes?|seconds?|decades?|centur(?:y|ies))\b", re.IGNORECASE
)
_AGE = re.compile(r"\b(?:aged?|years? old|[- ]year-old|born|birthday)\b|, \d\d,", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|so that|so as to|in order to|as a result|results? (?:of|from)|resulted"
    r"|led to|leads to|caus(?:e|es|ed|ing)|reasons?|thanks to|since|therefore|thus|for fear|prompt(?:s|ed|ing)?"
    r"|to (?:avoid|prevent|protect|ensure|help|keep)|explain(?:s|ed)?|blam(?:e|ed|ing)|after)\b",
    re.IGNORECASE,
)


def kind_held(
    kind: AnswerKind, text: str, words: Sequence[Word], known: Collection[str], language: str = "en"
) -> float:
    """How surely a sentence holds an answer of `kind`: 0 not, 1 surely; .5 where the kind says nothing.

    `words` are the words of `text`; `known` are the forms that the question itself holds: they answer nothing. Of a
    sentence in another `language` than English only figures and names are told; what else it holds is left open.
    """
    if kind in (AnswerKind.OTHER, AnswerKind.YES_NO):
        return 0.5
    if language not in {"en", ""} and kind not in (AnswerKind.PERSON, AnswerKind.PLACE):
        figure = kind is not AnswerKind.REASON and any(_is_figure(text, word, known) for word in words)
        return 1.0 if figure else 0.5
    if kind is AnswerKind.REASON:
        return 1.0 if _REASON.search(text) else 0.0
    if kind in (AnswerKind.PERSON, AnswerKind.PLACE):
        return _name_held(text, words, known, place=kind is AnswerKind.PLACE)
    return _figure_held(kind, text, words, known)


def _name_held(text: str, words: Sequence[Word], known: Collection[str], *, place: bool) -> float:
    best = 0.0
    for index, word in enumerate(words):
        written = text[word.start : word.end]
        if not written[0].isupper() or word.form in known or is_function_word(written):
            continue
        if written.casefold() in _MONTHS or written.casefold() in _WEEKDAYS:
            continue
        before = text[words[index - 1].start : words[index - 1].end] if index else ""
        follows_capital = before[:1].isupper()
        if place:
            close = before.casefold() in _PLACE_PREPOSITIONS or before.casefold() == "the" or follows_capital
            best = max(best, 1.0 if close else 0.5)
        elif index or _next_is_capital(text, words, index):
            return 1.0
    return best


def _is_figure(text: str, word: Word, known: Collection[str]) -> bool:
    return text[word.start].isdigit() and word.form not in known


def _next_is_capital(text: str, words: Sequence[Word], index: int) -> bool:
    return index + 1 < len(words) and text[words[index + 1].start].isupper()


def _figure_held(kind: AnswerKind, text: str, words: Sequence[Word], known: Collection[str]) -> float:
    digits = [word.form for word in words if word.form[0].isdigit() and word.form not in known]
    spoken = [text[word.start : word.end].casefold() for word in words if word.form not in known]
    counted = any(word.split("-")[0] in _NUMBER_WORDS for word in spoken)
    if kind is AnswerKind.TIME:
        return _time_held(text, digits, [w for w in words if w.form not in known])
    if kind is AnswerKind.NUMBER:
        if digits or counted:
            return 1.0
        return 0.5 if any(word in _LOOSE_NUMBERS for word in spoken) else 0.0
    if kind is AnswerKind.AMOUNT:
        return 1.0 if digits else 0.8 if counted else 0.0
    unit = _AGE if kind is AnswerKind.AGE else _TIME_UNIT
    if not (digits or counted):
        return 0.0
    return 1.0 if unit.search(text) else 0.4


def _time_held(text: str, digits: Sequence[str], words: Sequence[Word]) -> float:
    named = any(
        text[word.start].isupper() and text[word.start : word.end].casefold() in _MONTHS | _WEEKDAYS for word in words
    )
    if named or any(re.fullmatch(r"(?:1\d{3}|20\d\d)s?", number) for number in digits):
        return 1.0
    if _LOOSE_TIME.search(text):
        return 0.6
    return 0.3 if digits else 0.0
