"""The chat with the bot in a terminal, read as its user reads it."""

import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot_api import BOT, BotApiServer, Button, Seat
from tests.bot_api.bot_process import ROOT
from tests.bot_api.entities import Entity, Formatted
from tests.bot_api.terminal import HELP, Terminal, converse


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def seat() -> Iterator[Seat]:
    with BotApiServer() as telegram:
        yield telegram.private()


def show(seat: Seat, text: str, *buttons: Button) -> None:
    seat.world.write(seat.chat, BOT, Formatted(text), rows=(buttons,) if buttons else ())


def answering(seat: Seat) -> None:
    """Answer the person's message, then the press of its button, as a bot would."""
    updates = seat.world.updates
    (update,) = updates.take(0, 1, 10)
    show(seat, "Marta Vell [1]", Button("[1]", "a:1"), Button("Outlet", url="https://a.example"))
    (update,) = updates.take(update["update_id"] + 1, 1, 10)
    query = seat.world.queries[update["callback_query"]["id"]]
    with seat.world.changed:
        query.answer = {"text": "Here it is", "alert": False}
        seat.world.changed.notify_all()
    show(seat, "The passage\nof two lines")


def test_a_line_is_a_turn_and_a_number_presses_a_button(seat: Seat, tmp_path: Path) -> None:
    out = io.StringIO()
    bot = threading.Thread(target=answering, args=(seat,))
    bot.start()
    converse(Terminal(seat, out), io.StringIO(f"Who leads?\n1\n2\n9\n\n:send {tmp_path}/none\n"))
    bot.join()
    assert out.getvalue() == (
        f"{HELP}\n\n"
        "> Who leads?\n• Marta Vell [1]\n  (1) [1]   (2) Outlet\n\n"
        "> 1\n  ° Here it is\n• The passage\n  of two lines\n\n"
        "> 2\nIt leads to https://a.example\n"
        "> 9\nThere is no button 9.\n"
        "> \n"
        f"> :send {tmp_path}/none\nThe file cannot be sent: [Errno 2] No such file or directory: '{tmp_path}/none'\n"
    )


def test_a_terminal_shows_what_is_bold_and_where_a_link_leads(seat: Seat) -> None:
    entities = (Entity("bold", 2, 4), Entity("text_link", 7, 4, "https://a.example"))
    seat.world.write(seat.chat, BOT, Formatted("😀bold link.", entities))
    screen = Screen()
    Terminal(seat, screen).show()
    assert screen.getvalue() == "• 😀\x1b[1mbold\x1b[0m \x1b[4mlink\x1b[0m (https://a.example).\n\n"


def test_the_demonstration_talks_with_the_real_bot(tmp_path: Path) -> None:
    said = "Who heads Ukraine's national security council?\n1\n/status\n"
    command = [sys.executable, "-m", "tests.bot_api"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, input=said, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment, timeout=120
    )
    shown = done.stdout.split("\n> ")
    assert "Oleksandr Turchynov, who heads Ukraine's national security council" in shown[1]
    assert "(1) [1]" in shown[1]
    assert "Oleksandr Turchynov" in shown[2]
    assert "Articles: 2" in shown[3]
    assert done.stderr == ""
    again = subprocess.run(
        command, input="/new\n", capture_output=True, text=True, check=True, cwd=tmp_path, env=environment, timeout=120
    )
    assert "A new conversation begins" in again.stdout
