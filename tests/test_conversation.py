"""Tests of rag.commands.conversation."""

import io

from rag.commands.conversation import Conversation, question_of
from rag.commands.screen import Screen
from rag.index.lexicon import Narrowing
from tests.conftest import OpenArchive

HARBOUR = """---
title: Harbour opens
source: The Gazette
published: 2024-05-02
---
The new harbour of Ventspils opened on 2 May 2024. The mayor Anna Berzina cut the ribbon at noon.
"""


class Terminal(io.StringIO):
    """A stream that takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_conversation_answers_until_an_empty_line(open_archive: OpenArchive) -> None:
    out, err = io.StringIO(), io.StringIO()
    with open_archive({"harbour.md": HARBOUR}) as archive:
        archive.sync()
        typed = io.StringIO("Who cut the ribbon at the new harbour of Ventspils?\n???\n\nnever asked\n")
        Conversation(archive, Screen(out, err), Narrowing()).hold(typed)
        assert typed.read() == "never asked\n"
    assert "Anna Berzina" in out.getvalue()
    assert "harbour.md" in out.getvalue()
    assert err.getvalue() == (
        "Ask about the articles; an empty line ends.\n"
        "> \n"
        "> The question '???' has no words; ask something of the articles.\n"
        "\n"
        "> "
    )


def test_a_conversation_ends_with_its_input(open_archive: OpenArchive) -> None:
    err = io.StringIO()
    Conversation(open_archive(), Screen(io.StringIO(), err), Narrowing()).hold(io.StringIO(""))
    assert err.getvalue() == "Ask about the articles; an empty line ends.\n> \n"


def test_a_follow_up_is_asked_with_the_turns_before_it(open_archive: OpenArchive) -> None:
    out = io.StringIO()
    with open_archive({"harbour.md": HARBOUR}) as archive:
        archive.sync()
        conversation = Conversation(archive, Screen(out, io.StringIO()), Narrowing())
        conversation.answer("When did the new harbour of Ventspils open?")
        conversation.answer("Who cut the ribbon there?")
    assert "Anna Berzina" in out.getvalue()


def test_an_empty_index_is_told_where_to_put_articles(open_archive: OpenArchive) -> None:
    out, err = io.StringIO(), io.StringIO()
    with open_archive({"empty.txt": ""}) as archive:
        archive.sync()
        Conversation(archive, Screen(out, err), Narrowing()).answer("Who leads the talks?")
        folder = str(archive.settings.corpus_dir)
    assert err.getvalue() == f"The index holds no articles; put some into {folder!r} and run: rag sync\n"


def test_a_question_waits_in_a_pipe_and_never_in_a_terminal() -> None:
    assert question_of(io.StringIO("  Who leads the talks?\n")) == "Who leads the talks?"
    assert question_of(Terminal("typed later")) == ""
    assert question_of(None) == ""


def test_a_question_from_a_pipe_is_read_no_further_than_any_question_is_long() -> None:
    assert len(question_of(io.StringIO("x" * 1_000_000))) == 20_000
