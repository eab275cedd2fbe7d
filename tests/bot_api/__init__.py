"""A Bot API server on this machine, written for the tests: Telegram's checks, a person's side, and faults on demand.

    with BotApiServer() as telegram:
        with BotProcess(telegram, folder) as bot:      # the real `python -m bot`
            anna = telegram.private()
            answer = anna.ask("Who leads the talks?")  # a Message: text, entities, buttons
            anna.press("[1]")

`telegram.faults.plan("sendMessage", refuses(too_many(1)))` makes the next call fail; `telegram.calls` holds what was
asked. By hand, `make demo-bot` opens a chat with the bot in the terminal.
"""

from tests.bot_api.faults import Fault, Faults, cuts, garbage, gateway, refuses
from tests.bot_api.nouns import Button, Chat, Message, User
from tests.bot_api.people import Seat
from tests.bot_api.server import BOT, TOKEN, BotApiServer, Call

__all__ = [
    "BOT",
    "TOKEN",
    "BotApiServer",
    "Button",
    "Call",
    "Chat",
    "Fault",
    "Faults",
    "Message",
    "Seat",
    "User",
    "cuts",
    "garbage",
    "gateway",
    "refuses",
]
