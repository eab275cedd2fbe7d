"""Makes messages of runs: as many as it takes, the buttons under the last."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.markup import Run, foreign, html
from bot.sending import Outgoing
from bot.splitting import split


def messages(runs: Sequence[Run], keyboard: InlineKeyboardMarkup | None = None) -> list[Outgoing]:
    """The messages that show `runs`, at least one unless they are blank."""
    pieces = [html(piece) for piece in split(runs)]
    return [Outgoing(piece, keyboard if at == len(pieces) else None) for at, piece in enumerate(pieces, start=1)]


def first_message(runs: Sequence[Run], keyboard: InlineKeyboardMarkup | None = None) -> Outgoing:
    """One message with as much of `runs` as it holds."""
    return Outgoing(html(split(runs)[0]), keyboard)


def told(text: str, keyboard: InlineKeyboardMarkup | None = None) -> Outgoing:
    """One of the bot's own sentences, in which commands can be pressed."""
    return first_message([Run(text)], keyboard)


def told_of(text: str, keyboard: InlineKeyboardMarkup | None = None) -> Outgoing:
    """One of the bot's own sentences with a stranger's words in it."""
    return first_message(foreign(text), keyboard)
