"""Tests of bot.handlers.starting."""

from collections.abc import Iterator

import pytest

from bot.texts_english import ENGLISH
from bot.texts_latvian import LATVIAN
from tests.bot_talk import Talk


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with Talk(tmp_path_factory.mktemp("talk"), admins=frozenset({501})) as made:
        yield made


def test_admins_are_told_what_they_may_do(talk: Talk) -> None:
    admin, anna = talk.reader(), talk.reader()
    assert admin.ask("/help").text == f"{ENGLISH.help}\n\n{ENGLISH.help_admin}"
    assert anna.ask("/help").text == ENGLISH.help


def test_the_start_shows_what_this_is_with_three_questions_that_are_answered(talk: Talk) -> None:
    anna = talk.reader()
    start = anna.ask("/start")
    assert start.text == (f"{ENGLISH.welcome}\n\nArticles: 6. The newest: 2024-06-09.\n\n{ENGLISH.welcome_try}")
    assert len(start.labels) == 3
    for label in start.labels:
        anna.press(label, start)
        assert "[1]" in anna.next().labels


def test_the_status_tells_what_is_indexed_and_what_answers(talk: Talk) -> None:
    lines = talk.reader().ask("/status").text.split("\n")
    assert lines[:2] == ["Articles: 6", "Newest: 2024-06-09"]
    assert lines[2].startswith("Last brought up to date: 20")
    assert lines[3:] == ["Answers: quoted from the articles"]


def test_a_person_is_spoken_to_in_their_language(talk: Talk) -> None:
    assert talk.reader("lv").ask("/help").text == LATVIAN.help


def test_an_empty_archive_says_so(talk: Talk) -> None:
    for path in talk.corpus.iterdir():
        path.unlink()
    talk.sync()
    anna = talk.reader()
    start = anna.ask("/start")
    assert (start.text, start.labels) == (f"{ENGLISH.welcome}\n\n{ENGLISH.welcome_empty}", [])
    assert anna.ask("Who leads the talks?").text == ENGLISH.welcome_empty
