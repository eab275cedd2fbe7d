"""Makes up news of any amount, with questions about it, for measuring time and memory."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from benchmarks.made_words import MadeWords, running
from rag.records import Article

_SEED = 20_240_614
_SUBJECTS = 250
# The words of one subject beside those of the whole language, and of one event beside those of its subject.
_WORDS_OF_SUBJECT = 260
_WORDS_OF_EVENT = 24
# Shares of a text's words: its event's are below the first, its subject's below the second, the rest anybody's.
_SHARES = (0.20, 0.35)
_PEOPLE = 3_000
_PLACES = 400
_OUTLETS = 40
# An event is told by one to so many articles, most by one or two.
_MOST_TOLD = 12
_FIRST_DAY = date(2015, 1, 1)
_DAYS = 3_600
_SENTENCES = (9, 19)
_WORDS = (8, 28)
# Of the articles that follow another of their event so many repeat it, with a sentence of their own in front.
_COPIED = 0.09


def made_articles(count: int) -> Iterator[Article]:
    """`count` articles of some 300 words, the same at each call; of a larger count they are the first.

    Events of 250 subjects, each told by a few outlets within days: words as common as Zipf's law has them, names,
    numbers and dates; one article in sixteen is nearly another's copy.
    """
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


@dataclass(slots=True)
class _Event:
    """Something that happened: `left` articles are still to tell of it."""

    day: date
    people: list[str]
    place: str
    words: list[str]
    subject: list[str]
    left: int
    last: Article | None = None


class _Maker:
    def __init__(self) -> None:
        self._chance = random.Random(_SEED)  # noqa: S311 - made up, no secret
        self._made = MadeWords(self._chance)
        self._people = [f"{self._made.name()} {self._made.name()}" for _ in range(_PEOPLE)]
        self._places = [self._made.name() for _ in range(_PLACES)]
        kinds = ("Post", "News", "Chronicle", "Ledger", "Wire", "Observer", "Times", "Gazette")
        self._outlets = [f"{self._chance.choice(self._places)} {self._chance.choice(kinds)}" for _ in range(_OUTLETS)]
        self._outlet_weights = list(accumulate(1 / rank for rank in range(1, _OUTLETS + 1)))
        self._subjects = [self._made.telling(_WORDS_OF_SUBJECT) for _ in range(_SUBJECTS)]
        self._events: list[_Event] = []

    def article(self, number: int) -> Article:
        event = self._event()
        published = event.day + timedelta(days=self._chance.choice((0, 0, 0, 1, 1, 2, 4)))
        outlet = self._chance.choices(self._outlets, cum_weights=self._outlet_weights)[0]
        copied = event.last
        if copied is not None and self._chance.random() < _COPIED:
            text = f"{self._sentence(event)} {copied.text}"
        else:
            text = " ".join(self._sentence(event) for _ in range(self._chance.randint(*_SENTENCES)))
        title = " ".join([event.people[0], *self._telling(event, 3), *self._made.running(3)])
        made = Article(str(number), title, outlet, "", published, "", "en", text)
        event.last = made
        event.left -= 1
        return made

    def _event(self) -> _Event:
        """An event that is still being told, or a new one."""
        self._events = [event for event in self._events[-8:] if event.left]
        if not self._events or self._chance.random() < 0.3:  # noqa: PLR2004 - a few run beside each other
            subject = self._chance.choice(self._subjects)
            self._events.append(
                _Event(
                    day=_FIRST_DAY + timedelta(days=self._chance.randrange(_DAYS)),
                    people=self._chance.sample(self._people, 3),
                    place=self._chance.choice(self._places),
                    words=self._chance.sample(subject, _WORDS_OF_EVENT // 2) + self._made.telling(_WORDS_OF_EVENT // 2),
                    subject=subject,
                    left=1 + int(_MOST_TOLD * self._chance.random() ** 4),
                )
            )
        return self._chance.choice(self._events)

    def _sentence(self, event: _Event) -> str:
        words = self._mixed(event, self._chance.randint(*_WORDS))
        kind = self._chance.random()
        if kind < 0.3:  # noqa: PLR2004 - three sentences of ten tell who spoke
            words = [self._chance.choice(event.people), "said", *words]
        elif kind < 0.45:  # noqa: PLR2004 - further ones hold a number
            words.insert(len(words) // 2, f"{self._chance.randrange(2, 90_000):,}")
        elif kind < 0.55:  # noqa: PLR2004 - or a date
            day = event.day - timedelta(days=self._chance.randrange(400))
            words += ["on", f"{day.day} {day:%B %Y}"]
        elif kind < 0.65:  # noqa: PLR2004 - or a place
            words += ["in", event.place]
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def _mixed(self, event: _Event, count: int) -> list[str]:
        words = self._made.running(count)
        for place in range(count):
            share = self._chance.random()
            if share < _SHARES[0]:
                words[place] = self._telling(event, 1)[0]
            elif share < _SHARES[1]:
                words[place] = running(self._chance, event.subject)
        return words

    def _telling(self, event: _Event, count: int) -> list[str]:
        return [running(self._chance, event.words) for _ in range(count)]
