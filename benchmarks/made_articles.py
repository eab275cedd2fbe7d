"""Makes up news of any amount, with questions about it, for measuring time and memory."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from rag.records import Article

_SEED = 20_240_614
# About the words that a thousand articles of a daily paper use.
_VOCABULARY = 20_000
_NAMES = 3_000
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
_OUTLETS = (
    "The Morning Post",
    "Evening Chronicle",
    "Harbour News",
    "City Ledger",
    "Northern Wire",
    "The Observer Daily",
)
_FIRST_DAY = date(2019, 1, 1)
_DAYS = 1_800
_SENTENCES = (12, 24)
_WORDS = (8, 28)
# The exponent of Zipf's law for running text.
_ZIPF = 1.0


def made_articles(count: int) -> Iterator[Article]:
    """`count` articles of some 300 words: Zipfian words, names, numbers and dates; the same at each call."""
    maker = _Maker()
    for number in range(count):
        yield maker.article(number)


def made_question(article: Article, turn: int) -> str:
    """A question that `article` answers: a name and some words of one of its sentences, and now and then its month."""
    chance = random.Random(f"{_SEED}-{turn}")  # noqa: S311 - made up, no secret
    sentences = [line for line in article.text.split(". ") if " said " in line] or [article.text.split(". ")[0]]
    words = chance.choice(sentences).rstrip(".").split()
    name = " ".join(words[:2])
    telling = sorted(words[3:], key=len)[-4:]
    when = f" in {article.published:%B %Y}" if article.published and turn % 4 == 0 else ""
    return f"What did {name} say about the {' '.join(telling)}{when}?"


class _Maker:
    def __init__(self) -> None:
        self._chance = random.Random(_SEED)  # noqa: S311 - made up, no secret
        made = dict.fromkeys(self._word() for _ in range(_VOCABULARY * 2))
        self._words = [*_COMMONEST, *made][:_VOCABULARY]
        self._weights = list(accumulate(1 / (rank**_ZIPF) for rank in range(1, len(self._words) + 1)))
        self._names = [f"{self._word().capitalize()} {self._word().capitalize()}" for _ in range(_NAMES)]

    def article(self, number: int) -> Article:
        published = _FIRST_DAY + timedelta(days=self._chance.randrange(_DAYS))
        people = self._chance.choices(self._names, k=3)
        sentences = [self._sentence(people, published) for _ in range(self._chance.randint(*_SENTENCES))]
        title = " ".join([people[0], *self._running(6)])
        return Article(str(number), title, self._chance.choice(_OUTLETS), "", published, "", "en", " ".join(sentences))

    def _sentence(self, people: list[str], published: date) -> str:
        words = self._running(self._chance.randint(*_WORDS))
        kind = self._chance.random()
        if kind < 0.3:  # noqa: PLR2004 - three sentences of ten tell who spoke
            words = [self._chance.choice(people), "said", *words]
        elif kind < 0.45:  # noqa: PLR2004 - further ones hold a number
            words.insert(len(words) // 2, f"{self._chance.randrange(2, 90_000):,}")
        elif kind < 0.55:  # noqa: PLR2004 - or a date
            day = published - timedelta(days=self._chance.randrange(400))
            words += ["on", f"{day.day} {day:%B %Y}"]
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def _running(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)

    def _word(self) -> str:
        syllables = self._chance.choices((1, 2, 3), (2, 5, 3))[0]
        return "".join(
            self._chance.choice(_ONSETS) + self._chance.choice(_VOWELS) + self._chance.choice(_CODAS)
            for _ in range(syllables)
        )
