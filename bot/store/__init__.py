"""What the bot remembers, in one SQLite file: updates, conversations, answers, feedback, people."""

from bot.store.answers import Answers, KeptAnswer, KeptCitation, KeptHeadline
from bot.store.conversations import Conversations, Thread
from bot.store.feedback import Feedback, Opinion
from bot.store.inbox import Inbox, Outcome, Sent
from bot.store.limits import Allowance, Limits
from bot.store.people import People, Person
from bot.store.store import Store

__all__ = [
    "Allowance",
    "Answers",
    "Conversations",
    "Feedback",
    "Inbox",
    "KeptAnswer",
    "KeptCitation",
    "KeptHeadline",
    "Limits",
    "Opinion",
    "Outcome",
    "People",
    "Person",
    "Sent",
    "Store",
    "Thread",
]
