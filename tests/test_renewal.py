"""Three hundred articles that come again, are rewritten and are taken back, while their embedder works or fails."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag import Settings, SyncReport
from rag.errors import ProviderError, RagError
from rag.index.index_writer import Stores
from rag.index.lexicon import Narrowing
from rag.providers.troubles import ModelError, Trouble
from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here
from tests.conftest import write_corpus

if TYPE_CHECKING:
    from rag.ports import Vectors

ARTICLES = 300
SYLLABLES = ("bar", "den", "fil", "gor", "hum", "kas", "lem", "mir", "nod", "pul", "ras", "sten", "tol", "vur")
WORDS = [first + second + third for first in SYLLABLES for second in SYLLABLES for third in SYLLABLES]
# So many words make a sentence of some 700 characters, two of which do not fit one passage.
WORDS_A_PARAGRAPH = 70
WIDTH = 8
ROUNDS = 5


def embedded(texts: Sequence[str]) -> "Vectors":
    return np.asarray([[len(text), *(text.count(letter) for letter in "aeioust")] for text in texts], dtype=np.float32)


class Counting:
    """Counts the texts it embeds."""

    name = "letters"

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, texts: Sequence[str]) -> "Vectors":
        self.asked += len(texts)
        return embedded(texts)


def unready(trouble: Trouble, status: int) -> Callable[["Vectors"], "Vectors"]:
    def fault(rows: "Vectors") -> "Vectors":
        raise ModelError(trouble, status)

    return fault


FAULTS = (
    unready(Trouble.BUSY, 429),
    unready(Trouble.SERVER_FAILED, 503),
    unready(Trouble.TIMEOUT, 0),
    lambda rows: np.full_like(rows, np.nan),
    lambda rows: rows[:, : WIDTH - 1],
)


class Flaky:
    """Fails three times of ten, in all the ways that servers do, once it is to; refuses one text for good."""

    name = "letters"

    def __init__(self) -> None:
        self.fails = False
        self.calls = 0
        self._chance = np.random.default_rng(11)

    def embed(self, texts: Sequence[str]) -> "Vectors":
        self.calls += 1
        if any("poison" in text for text in texts):
            raise ProviderError("The model refuses the text.")
        if self.fails and self._chance.random() < 0.3:
            return FAULTS[self._chance.integers(len(FAULTS))](embedded(texts))
        return embedded(texts)


@dataclass(frozen=True, slots=True)
class House:
    """A corpus of one file an article, and its index."""

    settings: Settings
    stores: Stores

    def write(self, texts: dict[str, str]) -> None:
        write_corpus(self.settings.corpus_dir, texts)

    def sync(self, embedder: Counting | Flaky) -> SyncReport:
        return sync_here(SyncJob(self.settings), self.stores, embedder, lambda *_: None)

    def passages(self) -> tuple[int, int, int]:
        """How many catalogue, vectors and words hold."""
        catalogue, vectors, words = self.stores.catalogue, self.stores.vectors, self.stores.lexicon
        return catalogue.count_passages(), len(vectors.keys()), words.count()

    def served(self, form: str) -> int:
        """How many passages answer to a word, as both stores find them."""
        keys = {key for key, _ in self.stores.lexicon.search({form: 1.0}, 2 * 6 * ARTICLES, Narrowing())}
        assert keys <= self.stores.vectors.keys()
        return len(self.stores.catalogue.located(keys))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    stores = open_stores(settings)
    yield House(settings, stores)
    close_stores(stores)


def text_of(number: int, told: str, paragraphs: int = 6) -> str:
    """Every paragraph is a passage and holds `told`; no two articles are alike."""
    chance = random.Random(f"{number} {told}")  # noqa: S311 - made-up text, no secret
    rest = [" ".join(chance.choices(WORDS, k=WORDS_A_PARAGRAPH)) for _ in range(paragraphs)]
    return "---\nlanguage: en\n---\n" + "\n\n".join(f"Report {number} tells of {told}, {words}." for words in rest)


def test_articles_that_come_again_cost_nothing_and_leave_nothing_behind(house: House) -> None:
    embedder = Counting()
    texts = {f"{number:03}.md": text_of(number, "harvest") for number in range(ARTICLES)}
    for _ in range(3):
        house.write(texts)
        house.sync(embedder)
        assert house.passages() == (6 * ARTICLES,) * 3
    assert embedder.asked == 6 * ARTICLES
    edited, retracted = list(texts)[:30], list(texts)[30:40]
    house.write({name: text_of(number, "drought", 2) for number, name in enumerate(edited)})
    for name in retracted:
        (house.settings.corpus_dir / name).unlink()
    report = house.sync(embedder)
    assert dict(report.counts()) == {"added": 0, "changed": 30, "removed": 10, "unchanged": 260, "failed": 0}
    assert house.passages() == (6 * 260 + 2 * 30,) * 3
    assert (house.served("harvest"), house.served("drought")) == (6 * 260, 2 * 30)
    assert embedder.asked == 6 * ARTICLES + 2 * 30


def test_an_embedder_that_fails_three_times_of_ten_costs_no_article(house: House) -> None:
    embedder = Flaky()
    house.write({f"{number:03}.md": text_of(number, "harvest", 1) for number in range(ARTICLES)})
    house.sync(embedder)
    house.write({f"{number:03}.md": text_of(number, "drought", 1) for number in range(ARTICLES)})
    house.write({"bad.md": "This text is poison to the model."})
    embedder.fails = True
    rounds = 0
    while house.served("drought") < ARTICLES and rounds < ROUNDS:
        rounds += 1
        with suppress(RagError):
            report = house.sync(embedder)
        # Each article answers, in one version, whichever it is.
        assert house.served("harvest") + house.served("drought") == house.stores.catalogue.count_articles() == ARTICLES
    assert house.passages() == (ARTICLES,) * 3
    assert house.served("drought") == ARTICLES
    assert [failed.path for failed in report.failed] == ["bad.md"]
    before = embedder.calls
    house.sync(embedder)
    assert embedder.calls - before <= 6
