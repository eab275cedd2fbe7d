import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.indexing import Indexing
from rag import Archive, Settings
from tests.conftest import write_corpus

# The language is told: no child has to load the model that guesses one.
HEAD = "---\nlanguage: en\n---\n"
PORT = {"port.md": f"{HEAD}# The port\n\nThe harbour of Riga opens on Monday.\n"}
SHIP = {"ship.md": f"{HEAD}# The ship\n\nThe ship sails on Tuesday.\n"}
# A child that indexes stands behind everything else a loaded machine does.
SECONDS = 120


def run(folder: Path, files: dict[str, str], *, watch: bool, steps: Callable[[Indexing, Archive], object]) -> None:
    """Let `steps` go through the life of an index over a corpus of `files`, from the bot's start to its end."""
    write_corpus(folder / "corpus", files)
    archive = Archive.open(Settings(corpus_dir=folder / "corpus", data_dir=folder / "data"))

    async def live() -> None:
        indexing = Indexing(Desk(lambda: archive, SECONDS), watch=watch)
        indexing.start()
        try:
            await asyncio.wait_for(asyncio.to_thread(steps, indexing, archive), SECONDS * 2)
        finally:
            await indexing.stop()

    try:
        asyncio.run(live())
    finally:
        archive.close()


def until(seen: Callable[[], bool]) -> bool:
    """Whether `seen` became true in time."""
    import time

    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if seen():
            return True
        time.sleep(0.05)
    return False


def test_an_empty_index_is_made_at_the_start_and_followed_from_then_on(tmp_path: Path) -> None:
    counts = []

    def steps(indexing: Indexing, archive: Archive) -> None:
        assert until(lambda: indexing.is_ready)
        counts.append(archive.count())
        write_corpus(tmp_path / "corpus", SHIP)
        assert until(lambda: archive.count() > 1)
        counts.append(archive.count())

    run(tmp_path, PORT, watch=True, steps=steps)
    assert counts == [1, 2]


def test_an_index_that_holds_articles_answers_at_once(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", PORT)
    with Archive.open(Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")) as archive:
        archive.sync()
    run(tmp_path, PORT, watch=True, steps=lambda indexing, _: until(lambda: indexing.is_ready))


def test_files_that_cannot_be_read_are_named_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        run(tmp_path, {**PORT, "bad.json": "{half"}, watch=False, steps=lambda one, _: until(lambda: one.is_ready))
    assert "indexed: 1 added, 0 changed, 0 removed, 0 unchanged, 1 failed" in caplog.text
    assert "bad.json could not be read" in caplog.text


def test_a_sync_that_is_asked_for_tells_how_far_it_is(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {**PORT, **SHIP})
    archive = Archive.open(Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data"))
    told: list[tuple[int, int]] = []

    async def live() -> tuple[int, bool]:
        indexing = Indexing(Desk(lambda: archive, SECONDS), watch=False)
        report = await indexing.sync(lambda done, total: told.append((done, total)))
        return report.added, indexing.is_running

    assert asyncio.run(live()) == (2, False)
    archive.close()
    assert told[-1] == (2, 2)
