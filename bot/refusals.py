"""Says the archive's reasons for not answering, which are English, in a person's language."""

import re
from collections.abc import Callable

from bot.texts import Texts

_TOLD: tuple[tuple[str, Callable[[Texts], str]], ...] = (
    (r"The articles do not mention (?P<names>.+)\.", lambda texts: texts.refusal_names),
    (r"The articles do not speak of this\.", lambda texts: texts.refusal_nothing),
    (r"The articles do not speak of (?P<names>.+)\.", lambda texts: texts.refusal_names),
    (r"The articles come near this, but do not say it\.", lambda texts: texts.refusal_near),
    (r"The articles speak of (?P<subject>.+), but do not say .+\.", lambda texts: texts.refusal_kind),
    (r"The articles speak of (?P<subject>.+), but not of (?P<words>.+)\.", lambda texts: texts.refusal_words),
    (
        r"The articles mention (?P<names>.+), but not where they speak of (?P<subject>.+)\.",
        lambda texts: texts.refusal_apart,
    ),
    (r"The articles speak of (?P<years>[\d ,and]+), not (?P<asked>.+)\.", lambda texts: texts.refusal_years),
)


def in_words_of(texts: Texts, reason: str) -> str:
    """`reason` in the language of `texts`; one of a kind that is not known is said without its particulars."""
    from bot.texts_english import ENGLISH

    if texts is ENGLISH:
        return reason
    for pattern, sentence in _TOLD:
        match = re.fullmatch(pattern, reason)
        if match:
            named = {name: _joined(texts, told) for name, told in match.groupdict().items()}
            return sentence(texts).format(**named)
    return texts.refusal


def _joined(texts: Texts, names: str) -> str:
    """Names joined in English, joined in another language."""
    return names.replace(" and ", f" {texts.refusal_and} ").replace(" or ", f" {texts.refusal_or} ")
