"""Questions asked one after another, each answered with those before it in mind."""

from typing import TextIO

from rag.archive import Archive
from rag.commands import layout
from rag.commands.screen import Screen
from rag.errors import RagError
from rag.index.lexicon import Narrowing
from rag.records import Answer, NoAnswer, Turn

_PROMPT = "> "
_WELCOME = "Ask about the articles; an empty line ends."
# More than the longest question that is answered, so that one too long is refused, not cut.
_MOST_CHARACTERS = 20_000


class Conversation:
    """A conversation with an archive, held to `narrowing`."""

    def __init__(self, archive: Archive, screen: Screen, narrowing: Narrowing) -> None:
        self._archive = archive
        self._screen = screen
        self._narrowing = narrowing
        self._turns: list[Turn] = []

    def answer(self, question: str, *, as_json: bool = False) -> None:
        """Answer one question; raises RagError."""
        held = self._narrowing
        reply = self._archive.ask(question, history=self._turns, source=held.source, since=held.since, until=held.until)
        self._turns.append(Turn(question, _said(reply)))
        if as_json:
            self._screen.document(reply)
        else:
            self._screen.show(layout.replied(reply))
        if isinstance(reply, NoAnswer) and not reply.nearest and not self._archive.count():
            folder = str(self._archive.settings.corpus_dir)
            self._screen.tell(f"The index holds no articles; put some into {folder!r} and run: rag sync")

    def hold(self, terminal: TextIO) -> None:
        """Answer what is typed at `terminal` until an empty line or its end; a failure does not end it."""
        self._screen.tell(_WELCOME)
        while question := self._typed(terminal):
            try:
                self.answer(question)
            except RagError as error:
                self._screen.tell(str(error))
            self._screen.prompt("\n")

    def _typed(self, terminal: TextIO) -> str:
        """The next line without the space around it; "" at the end."""
        self._screen.prompt(_PROMPT)
        line = terminal.readline()
        if not line:
            # Ctrl-D leaves the cursor behind the prompt.
            self._screen.prompt("\n")
        return line.strip()


def question_of(stream: TextIO | None) -> str:
    """The question that waits in a stream; "" for a terminal, where nothing waits."""
    if stream is None or stream.isatty():
        return ""
    return stream.read(_MOST_CHARACTERS).strip()


def _said(reply: Answer | NoAnswer) -> str:
    return reply.text if isinstance(reply, Answer) else reply.reason
