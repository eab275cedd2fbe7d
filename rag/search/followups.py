"""Tells how much of the conversation before a question still belongs to it."""

import re
from collections.abc import Sequence

from rag.function_words import is_function_word
from rag.records import Turn
from rag.words import forms, words

# The weight of the question before, beside the 1 of this one: where this one leans on it, and where it stands alone.
# Found on real conversations; anything from .4 to .6 and from .1 to .3 does as well within a hundredth of recall.
LEANING = 0.5
STANDING = 0.2
# The question before that one weighs this share of it, and the names in the answer before this share.
OLDER_SHARE = 0.4
NAMES_SHARE = 0.4
# A question of so few words, none of them a name, is most often the rest of a sentence said before.
_SHORT = 3
# With so many telling words before it, a pronoun speaks of them: "Teachers in Warsaw began a strike, who leads it?"
_ANTECEDENT = 3

_PRONOUNS = frozenset(
    """
    he her hers him his it its one ones same she such that their theirs them these they this those
    er ihn ihm sie ihr ihre es dies diese dieser él ella ellos ellas eso esto su sus
    il elle ils elles lui leur ça он она оно они его её ее их это этот viņš viņa viņi viņas tas tā tie
    """.split()
)
_OPENING = re.compile(
    r"\W*(?:and|or|but|what about|how about|what else|also|so|then|no|yes"
    r"|und|aber|oder|y|pero|et|mais|а|и|но|un|bet)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:\n]\W*$")


def carried(question: str, history: Sequence[Turn], language: str) -> list[tuple[str, float]]:
    """Earlier texts that belong to `question`, newest first, each with its weight beside the question's own 1.

    They are the last two questions and the names of the last answer. A question that goes on with them by a pronoun,
    an opening such as "and", or few words without a new name gives them more than one that stands alone; none gives
    them nothing, since a conversation seldom leaves its subject at once.
    """
    if not history:
        return []
    weight = LEANING if _goes_on(question, history, language) else STANDING
    texts = [(history[-1].question, weight), (" ".join(named(history[-1].answer)), weight * NAMES_SHARE)]
    if len(history) > 1:
        texts.append((history[-2].question, weight * OLDER_SHARE))
    return [(text, share) for text, share in texts if text.strip()]


def leans(question: str, history: Sequence[Turn], language: str) -> bool:
    """Whether `question` cannot be understood without what was said before it."""
    return bool(history) and (points_back(question, language) or _is_rest(question, language))


def points_back(question: str, language: str) -> bool:
    """Whether an opening such as "and", or a pronoun with nothing before it to stand for, says that more was said."""
    if _OPENING.match(question):
        return True
    telling = 0
    for place, written in enumerate(_written(question, language)):
        if written.casefold() in _PRONOUNS:
            return telling < _ANTECEDENT
        if not is_function_word(written, language):
            # A name is all that a pronoun needs; the first word has its capital from its place.
            telling += _ANTECEDENT if place and _is_name(written) else 1
    return False


def _goes_on(question: str, history: Sequence[Turn], language: str) -> bool:
    """Whether a question most likely speaks of what was said: one that can be understood alone may do so too."""
    own = _written(question, language)
    if _OPENING.match(question) or any(written.casefold() in _PRONOUNS for written in own):
        return True
    said = {form for turn in history for form in forms(f"{turn.question} {turn.answer}", language)}
    telling = [written for written in own if not is_function_word(written, language)]
    new = (written for written in own[1:] if _is_name(written) and not is_function_word(written, language))
    return len(telling) <= _SHORT and all(said.intersection(forms(written, language)) for written in new)


def _is_rest(question: str, language: str) -> bool:
    """Whether a question has few words, and names nothing."""
    telling = [written for written in _written(question, language) if not is_function_word(written, language)]
    return len(telling) <= _SHORT and not any(map(_is_name, _written(question, language)[1:]))


def _written(question: str, language: str) -> list[str]:
    return [question[word.start : word.end] for word in words(question, language)]


def _is_name(written: str) -> bool:
    return written[0].isupper()


def named(text: str) -> list[str]:
    """The words of `text` written with a capital that no sentence begins with, each once, in order."""
    return list(
        dict.fromkeys(
            text[word.start : word.end]
            for word in words(text, "")
            if text[word.start].isupper() and word.start and not _SENTENCE_END.search(text[: word.start][-8:])
        )
    )
