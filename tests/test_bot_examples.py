"""Tests of bot.examples."""

import asyncio

from bot.desk import Desk
from bot.examples import Examples, examples
from rag import Answer
from tests.bot_api.newsroom import ARTICLES
from tests.conftest import OpenArchive

LATVIAN = (
    "---\ntitle: Ostā atver jaunu graudu termināli\ndate: 2024-07-01\n---\n\n"
    "Rīgas ostā pirmdien atvēra jaunu graudu termināli.\n"
)


def test_three_questions_are_found_that_the_articles_answer(open_archive: OpenArchive) -> None:
    archive = open_archive({**ARTICLES, "lv.md": LATVIAN})
    archive.sync()
    found = examples(archive)
    assert len(found) == 3
    assert all(question.startswith(("Who is ", "What is said about ")) for question in found)
    assert all(isinstance(archive.ask(question), Answer) for question in found)


def test_a_small_archive_gives_several_of_one_article(open_archive: OpenArchive) -> None:
    archive = open_archive({"grain.md": ARTICLES["grain-corridor.md"], "lv.md": LATVIAN})
    archive.sync()
    found = examples(archive)
    assert "Ostā atver jaunu graudu termināli" in found
    assert len(found) >= 2


def test_an_archive_without_articles_has_none(open_archive: OpenArchive) -> None:
    assert examples(open_archive()) == []


def test_they_are_found_anew_after_a_sync(open_archive: OpenArchive) -> None:
    archive = open_archive(ARTICLES)

    async def twice() -> tuple[tuple[str, ...], tuple[str, ...]]:
        desk, found = Desk(lambda: archive, 30), Examples()
        before = await found.of(desk)
        archive.sync()
        return before, await found.of(desk)

    before, after = asyncio.run(twice())
    assert (len(before), len(after)) == (0, 3)
