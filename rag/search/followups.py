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
# A question of so few words, none of them a new name, is most often the rest of a sentence said before.
_SHORT = 3

_PRONOUNS = frozenset(
    """
    he her hers him his it its one ones same she such that their theirs them these they this those
    er ihn ihm sie ihr ihre es dies diese dieser él ella ellos ellas eso esto su sus
    il elle ils elles lui leur ça он она оно они его её ее их это этот viņš viņa viņi viņas tas tā tie
    """.split()
)
_OPENING = re.compile(
    r"\W*(?:and|or|but|what about|how about|what else|also|so|then|why|no|yes"
    r"|und|aber|oder|y|pero|et|mais|а|и|но|un|bet)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:\n]\W*$")


def carried(question: str, history: Sequence[Turn], language: str) -> list[tuple[str, float]]:
    """Earlier texts that belong to `question`, newest first, each with its weight beside the question's own 1.

    They are the last two questions and the names of the last answer. A question that leans on them by a pronoun, an
    opening such as "and", or its shortness gives them more than one that stands alone; none gives them nothing,
    since a conversation seldom leaves its subject at once.
    """
    if not history:
        return []
    weight = LEANING if leans(question, history, language) else STANDING
    texts = [(history[-1].question, weight), (" ".join(named(history[-1].answer)), weight * NAMES_SHARE)]
    if len(history) > 1:
        texts.append((history[-2].question, weight * OLDER_SHARE))
    return [(text, share) for text, share in texts if text.strip()]


def leans(question: str, history: Sequence[Turn], language: str) -> bool:
    """Whether `question` cannot be understood without what was said before it."""
    own = [question[word.start : word.end] for word in words(question, language)]
    if any(word.casefold() in _PRONOUNS for word in own) or _OPENING.match(question):
        return True
    telling = {word for word in own if not is_function_word(word, language)}
    return len(telling) <= _SHORT and not _brings_a_name(own, history, language)


def named(text: str) -> list[str]:
    """The words of `text` written with a capital that no sentence begins with, each once, in order."""
    return list(
        dict.fromkeys(
            text[word.start : word.end]
            for word in words(text, "")
            if text[word.start].isupper() and word.start and not _SENTENCE_END.search(text[: word.start][-8:])
        )
    )


def _brings_a_name(own: Sequence[str], history: Sequence[Turn], language: str) -> bool:
    said = {form for turn in history for form in forms(f"{turn.question} {turn.answer}", language)}
    return any(
        word[0].isupper() and not is_function_word(word, language) and not said.intersection(forms(word, language))
        for word in own[1:]
    )
