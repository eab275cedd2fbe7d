"""Many people asking at once, and the count of what became of their questions."""

import itertools
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bot_api.newsroom import ANSWERED
from tests.bot_api.nouns import Message
from tests.bot_api.people import Seat
from tests.bot_api.server import BotApiServer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put, and a word that its answer must hold."""

    seat: Seat
    message: Message
    word: str

    @property
    def answers(self) -> list[Message]:
        return [one for one in self.seat.replies(self.message) if one.text]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of questions: `lost` without an answer, `extra` answers beyond the first, `wrong` ones.

    `out_of_order` counts answers that came before that of an earlier question of the same chat; `seconds` are those
    from question to first answer, in ascending order.
    """

    asked: int
    lost: int
    extra: int
    wrong: int
    out_of_order: int
    seconds: tuple[float, ...]

    @property
    def p95(self) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(0.95 * len(self.seconds)))] if self.seconds else 0.0


def ask_all(telegram: BotApiServer, seats: Sequence[Seat], each: int) -> list[Asked]:
    """Let everybody put `each` questions, one after the other without waiting, all of them side by side."""
    questions = itertools.cycle(ANSWERED.items())
    asked = []
    with telegram.world.changed:
        for _ in range(each):
            for seat in seats:
                question, word = next(questions)
                asked.append(Asked(seat, seat.say(question), word))
    return asked


def wait_for_all(telegram: BotApiServer, asked: Sequence[Asked], seconds: float) -> float:
    """Wait until everything has an answer, or so long; the seconds it took."""
    began = time.monotonic()
    open_ones = list(asked)
    while open_ones and time.monotonic() - began < seconds:
        answered = {(one.chat.id, one.reply_to) for one in list(telegram.world.messages.values())}
        open_ones = [one for one in open_ones if (one.seat.chat.id, one.message.id) not in answered]
        telegram.world.wait(lambda: False, 0.2)
    return time.monotonic() - began


def tally(asked: Sequence[Asked]) -> Tally:
    pairs = [(one, one.answers) for one in sorted(asked, key=lambda one: one.message.id)]
    firsts: dict[int, list[int]] = defaultdict(list)
    for one, answers in pairs:
        firsts[one.seat.chat.id] += [answer.id for answer in answers[:1]]
    return Tally(
        asked=len(pairs),
        lost=sum(not answers for _, answers in pairs),
        extra=sum(len(answers[1:]) for _, answers in pairs),
        wrong=sum(one.word not in answer.text for one, answers in pairs for answer in answers),
        out_of_order=sum(later < earlier for ids in firsts.values() for earlier, later in itertools.pairwise(ids)),
        seconds=tuple(sorted(answers[0].written - one.message.written for one, answers in pairs if answers)),
    )
