"""Tests of bot.handlers.administering."""

from collections.abc import Iterator

import pytest

from bot.handlers.administering import reported
from bot.markup import shown
from bot.texts_english import ENGLISH
from rag import FailedFile, SyncReport
from tests.bot_api import Seat
from tests.bot_api.newsroom import UNANSWERED
from tests.bot_talk import Talk

# The first person of a town.
ADMIN = 501


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with Talk(tmp_path_factory.mktemp("talk"), admins=frozenset({ADMIN})) as made:
        yield made


@pytest.fixture(scope="module")
def admin(talk: Talk) -> Seat:
    seat = talk.reader()
    assert seat.person.id == ADMIN
    return seat


def test_admins_see_what_nobody_could_answer_and_who_asks(talk: Talk, admin: Seat) -> None:
    anna = talk.reader()
    anna.ask(UNANSWERED)
    anna.press("👎")
    stats = admin.ask("/stats").text
    assert stats.startswith("Questions: 1\nAnswered: 0\nNot answered: 1\n👍 0   👎 1\n\nWhat nobody could answer:\n20")
    assert stats.count(UNANSWERED) == 2
    users = admin.ask("/users").text.split("\n")
    assert users[0] == ENGLISH.users
    assert any(line.startswith(f"Anna ({anna.person.id})  1  20") for line in users)


def test_the_corpus_is_read_again_and_reported(talk: Talk, admin: Seat) -> None:
    (talk.corpus / "torn.json").write_text("{")
    (talk.corpus / "new.md").write_text("---\ntitle: A mill burned\n---\n\nA mill burned down in Ostrel.\n")
    admin.say("/reindex")
    report = admin.next_where(lambda message: "Added: 1" in message.text)
    assert ENGLISH.unreadable in report.text
    assert "torn.json: " in report.text
    admin.skip()
    assert "Ostrel" in admin.ask("What burned down in Ostrel?").text


def test_a_report_tells_the_counts_and_names_what_was_not_read() -> None:
    failed = tuple(FailedFile(f"{number}.json", "it is\ntorn") for number in range(25))
    text = shown(reported(SyncReport(1, 2, 3, 4, failed, seconds=5.3), ENGLISH))
    assert text.startswith(
        "Done in 5.3 s. Added: 1, changed: 2, removed: 3, unchanged: 4, failed: 25.\n\nNot read:\n0.json: it is torn\n"
    )
    assert text.endswith("19.json: it is torn\n…")
