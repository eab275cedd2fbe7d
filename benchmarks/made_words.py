"""Makes up the words of a language: a few that are everywhere, many that are rare."""

import random
from collections.abc import Sequence
from itertools import accumulate

# About the words that ten thousand articles of a daily paper use.
_VOCABULARY = 40_000
# The exponent of Zipf's law for running text.
_ZIPF = 1.0
# The commonest words of English, in the order of how common they are: they fill the head of Zipf's law.
_COMMONEST = (
    *("the", "of", "to", "and", "in", "a", "that", "for", "on", "with", "is", "as", "was", "at", "by", "it", "from"),
    *("be", "has", "he", "have", "an", "are", "not", "will", "its", "were", "but", "which", "they", "this", "had"),
    *("been", "who", "more", "their", "after", "would", "about", "his", "or", "also", "when", "up", "new", "than"),
)
# Syllables that make up all the other words.
_ONSETS = ("b", "br", "c", "ch", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "n", "r", "s", "t", "l", "nd", "st", "rk")


class MadeWords:
    """A vocabulary, drawn from by `chance`; two made with chances of one seed are the same."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        made = dict.fromkeys(self._word() for _ in range(_VOCABULARY * 2))
        self._words = [*_COMMONEST, *made][:_VOCABULARY]
        self._weights = list(accumulate(1 / (rank**_ZIPF) for rank in range(1, len(self._words) + 1)))

    def running(self, count: int) -> list[str]:
        """Words as running text has them."""
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)

    def telling(self, count: int) -> list[str]:
        """Words that are not among the commonest, each once."""
        return self._chance.sample(self._words[len(_COMMONEST) :], count)

    def name(self) -> str:
        """A word written with a capital."""
        return self._word().capitalize()

    def _word(self) -> str:
        syllables = self._chance.choices((1, 2, 3), (2, 5, 3))[0]
        return "".join(
            self._chance.choice(_ONSETS) + self._chance.choice(_VOWELS) + self._chance.choice(_CODAS)
            for _ in range(syllables)
        )


def running(chance: random.Random, words: Sequence[str]) -> str:
    """One of `words`, the first of them far more often than the last."""
    return words[int(len(words) * chance.random() ** 2)]
