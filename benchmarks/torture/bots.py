"""Tries the bot: a crowd at once, kills while people ask, thousands of questions under faults."""

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.bot import blackout, crowd, helper, kills, soak
from benchmarks.bot.figures import Figure
from benchmarks.torture.promise import Findings, Promise, Trial


def _held(measured: Callable[[], Iterator[Figure]], _: Trial) -> Findings:
    """A measure of the bot, its figures in one line and those above what is promised as broken."""
    figures = list(measured())
    return Findings(
        "; ".join(f"{figure.name}: {figure.value:.4g} {figure.unit}".strip() for figure in figures),
        tuple(" ".join(str(figure).split()) for figure in figures if not figure.holds),
    )


BOT_CROWD = Promise(
    "bot-crowd",
    "P4",
    "50 chats that ask at once are answered in time, in order, once",
    partial(_held, crowd.measured),
)
BOT_KILLS = Promise("bot-kills", "T1", "A bot killed among questions loses none", partial(_held, kills.measured))
BOT_BLACKOUT = Promise(
    "bot-blackout",
    "T3",
    "A minute in which nothing reaches Telegram costs no answer",
    partial(_held, blackout.measured),
)
BOT_MEMORY = Promise("bot-memory", "P1", "2,000 questions leave the bot no larger", partial(_held, soak.measured))
BOT_SOAK = Promise(
    "bot-soak",
    "P1",
    "2,000 questions with every third call of Telegram failing: each has one end, and nothing grows",
    partial(_held, partial(soak.measured, faults=soak.FAULTS, drift=1.05)),
)
BOT_HELPER = Promise(
    "bot-helper",
    "P1",
    "What helps the bot to answer grows no more once it has read the archive",
    partial(_held, helper.measured),
)
