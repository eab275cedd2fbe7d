"""A chat with the running bot in a terminal: what it shows, and a line a turn for what a person does."""

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from tests.bot_api.nouns import Button, Message
from tests.bot_api.people import Seat

HELP = "Write a question or a /command; a number presses the button with it; ':send FILE' sends a file; Ctrl-D ends."
# A message that grows by edits is shown when it has stood still for so long.
_STILL_SECONDS = 0.8
# After the last thing that happened, this long without another means that the turn is over.
_QUIET_SECONDS = 1.5
_SECONDS_A_TURN = 60.0
_BOLD, _LINK, _PLAIN = "\x1b[1m", "\x1b[4m", "\x1b[0m"


@dataclass(slots=True)
class Terminal:
    """One person's chat on a stream; buttons are numbered through the whole of it."""

    seat: Seat
    out: TextIO
    pressed: dict[int, tuple[Message, Button]] = field(default_factory=dict)
    _shown: dict[int, tuple[str, int]] = field(default_factory=dict)
    _writing: threading.Lock = field(default_factory=threading.Lock)

    def do(self, line: str) -> bool:
        """Do what a line asks for; whether the bot heard of it."""
        words = line.strip()
        if words.isdecimal():
            return self._press(int(words))
        if words.startswith(":send "):
            return self._send(Path(words.removeprefix(":send ").strip()).expanduser())
        if words:
            self.seat.say(words)
        return bool(words)

    def wait(self) -> None:
        """Show what comes until the turn is over: something came, and then nothing for a while."""
        until, quiet, came = time.monotonic() + _SECONDS_A_TURN, time.monotonic(), False
        while time.monotonic() < until and not (came and time.monotonic() - quiet > _QUIET_SECONDS):
            if self.show() or self._is_changing():
                quiet, came = time.monotonic(), True
            self.seat.world.wait(lambda: False, 0.05)

    def show(self) -> bool:
        """Write down what is new and stands still; whether there was anything."""
        new = [one for one in self.seat.shown if self._is_new(one) and self._is_still(one)]
        for message in new:
            again = message.id in self._shown
            self._shown[message.id] = _state(message)
            self._write("✎" if again else "•", message)
        return bool(new)

    def tell(self, line: str) -> None:
        with self._writing:
            self.out.write(line + "\n")
            self.out.flush()

    def _press(self, number: int) -> bool:
        if number not in self.pressed:
            self.tell(f"There is no button {number}.")
            return False
        message, button = self.pressed[number]
        if button.url:
            self.tell(f"It leads to {button.url}")
            return False
        try:
            answer = self.seat.press_button(self.seat.now(message), button)
        except TimeoutError as error:
            self.tell(str(error))
            return False
        if answer["text"]:
            self.tell(f"  ° {answer['text']}")
        return True

    def _send(self, file: Path) -> bool:
        try:
            self.seat.upload(file.name, file.read_bytes())
        except OSError as error:
            self.tell(f"The file cannot be sent: {error}")
            return False
        return True

    def _is_new(self, message: Message) -> bool:
        return self._shown.get(message.id) != _state(message)

    def _is_still(self, message: Message) -> bool:
        """At a terminal the beginning of an answer is shown at once, else only what came of it."""
        begins = self.out.isatty() and not message.before
        return begins or time.time() - message.changed > _STILL_SECONDS

    def _is_changing(self) -> bool:
        return any(self._is_new(one) for one in self.seat.shown)

    def _write(self, sign: str, message: Message) -> None:
        body = _drawn(message) if self.out.isatty() else message.text
        lines = [f"{sign} {line}" if not index else f"  {line}" for index, line in enumerate(body.split("\n"))]
        if message.document is not None:
            lines.append(f"  [file] {message.document.name}")
        lines += ["  " + "   ".join(self._numbered(message, one) for one in row) for row in message.rows]
        self.tell("\n".join(lines) + "\n")

    def _numbered(self, message: Message, button: Button) -> str:
        known = next((n for n, (one, own) in self.pressed.items() if (one.id, own) == (message.id, button)), None)
        number = known or len(self.pressed) + 1
        self.pressed[number] = (message, button)
        return f"({number}) {button.label}"


def converse(terminal: Terminal, lines: TextIO) -> None:
    """A turn a line until the lines end; at a terminal what comes is shown while the person writes."""
    terminal.tell(HELP + "\n")
    if not terminal.out.isatty():
        for line in lines:
            terminal.tell(f"> {line.rstrip()}")
            if terminal.do(line):
                terminal.wait()
        return
    ended = threading.Event()
    showing = threading.Thread(target=_keep_showing, args=(terminal, ended), daemon=True)
    showing.start()
    for line in lines:
        terminal.do(line)
    ended.set()
    showing.join()


def _keep_showing(terminal: Terminal, ended: threading.Event) -> None:
    while not ended.wait(0.1):
        terminal.show()


def _state(message: Message) -> tuple[str, int]:
    return message.text, hash(message.rows)


def _drawn(message: Message) -> str:
    """The text with bold and links drawn as a terminal can."""
    raw, marks = message.text.encode("utf-16-le"), []
    for one in message.body.entities:
        if one.kind in {"bold", "text_link"}:
            shown = _BOLD if one.kind == "bold" else _LINK
            marks += [(one.offset, shown), (one.offset + one.length, _PLAIN + (f" ({one.url})" if one.url else ""))]
    drawn, position = "", 0
    for place, mark in sorted(marks, key=lambda pair: pair[0]):
        drawn += raw[2 * position : 2 * place].decode("utf-16-le") + mark
        position = place
    return drawn + raw[2 * position :].decode("utf-16-le")
