"""A corpus that changes from round to round, and remembers every version of every article."""

import random
from pathlib import Path

from benchmarks.made_articles import made_articles
from rag.index.catalogue import Catalogue


class ChangingCorpus:
    """Articles of made-up news under `folder`; what a round changes is decided by `seed`."""

    def __init__(self, folder: Path, articles: int, seed: int) -> None:
        self.folder = folder
        self._chance = random.Random(seed)  # noqa: S311 - made up, no secret
        self._texts = [f"{article.title}\n\n{article.text}" for article in made_articles(articles)]
        self._next = 0
        self.now: dict[str, str] = {}
        self.past: dict[str, set[str]] = {}
        folder.mkdir(parents=True)

    def grow(self, amount: int) -> None:
        """Add so many articles."""
        for _ in range(amount):
            self._write(f"{self._next:06}.txt", self._texts[self._next % len(self._texts)])
            self._next += 1

    def change(self, *, added: int = 0, changed: int = 0, removed: int = 0) -> None:
        """Add, rewrite and remove so many articles."""
        for name in self._chance.sample(sorted(self.now), min(removed, len(self.now))):
            (self.folder / name).unlink()
            del self.now[name]
        for name in self._chance.sample(sorted(self.now), min(changed, len(self.now))):
            number = self._chance.randrange(1_000_000)
            self._write(name, f"{self.now[name]}\n\nThe count was corrected to {number} on the same day.\n")
        self.grow(added)

    def wrong_with(self, catalogue: Catalogue, *, complete: bool) -> list[str]:
        """What is wrong with the articles that answer: doubled, of no version there ever was, or gone.

        With `complete` they must be exactly those of the corpus.
        """
        articles = catalogue.articles()
        texts = {article.id: article.text.strip() for article in articles}
        wrong = [f"{len(articles) - len(texts)} articles answer twice"] if len(texts) != len(articles) else []
        strange = [id_ for id_, text in texts.items() if text not in self.past.get(id_, set())]
        if strange:
            wrong.append(f"{len(strange)} articles say what no version of them said: {strange[:3]}")
        if complete:
            lost = [name for name, text in self.now.items() if texts.get(name, "") != text]
            if lost or len(texts) != len(self.now):
                wrong.append(
                    f"{len(lost)} articles of the corpus are not there, {len(texts) - len(self.now):+d} in all"
                )
        return wrong

    def _write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")
        self.now[name] = text.strip()
        self.past.setdefault(name, set()).add(text.strip())
