"""The command `bot`, also as `python -m bot`: runs the bot, or prints what people thought of its answers."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.settings import BotSettings, forget_secrets
from rag import RagError, Settings

# Votes and questions printed unless told otherwise.
_PRINTED = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit status: 0 done, 1 failed, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="bot", description="The Telegram bot of Presscite.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="answer in Telegram, until stopped (what `bot` alone does)")
    feedback = commands.add_parser("feedback", help="print the votes on answers, and the questions without one")
    feedback.add_argument("--limit", type=int, default=_PRINTED, metavar="N", help="of each, the newest N")
    asked = parser.parse_args(arguments)
    try:
        if asked.command == "feedback":
            return _feedback(asked.limit)
        return _run()
    except RagError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def _run() -> int:
    settings, archive_settings = BotSettings.from_environment(), Settings.from_environment()
    settings.needs_token()
    forget_secrets()
    from bot.redaction import start_logging
    from bot.running import run

    start_logging(settings.log_level, (*settings.secrets, archive_settings.openai_api_key))
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    status, is_idle = 0, True
    try:
        is_idle = loop.run_until_complete(run(settings, archive_settings))
    except RagError as error:
        print(error, file=sys.stderr)
        status, is_idle = 1, False
    except Exception:  # the log hides secrets, a bare traceback would not
        logging.getLogger(__name__).exception("the bot cannot go on")
        status, is_idle = 1, False
    logging.shutdown()
    if not is_idle:
        # A thread that waits for a model would hold the process for as long; everything is written down.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status


def _feedback(limit: int) -> int:
    from bot.store import Store

    with Store.open(Settings.from_environment().data_dir, BotSettings.from_environment()) as store:
        liked, disliked = store.feedback.count()
        answers, refusals = store.answers.count()
        print(f"{answers:,} answers, {refusals:,} questions without one; {liked:,} votes for, {disliked:,} against")
        for opinion in store.feedback.opinions(limit):
            print(f"\n{_day(opinion.given)}  {'👍' if opinion.liked else '👎'}  {opinion.question}")
            print("    " + opinion.answer.replace("\n", "\n    "))
        unanswered = store.answers.unanswered(limit)
        if unanswered:
            print("\nNot answered:")
        for sent, question in unanswered:
            print(f"{_day(sent)}  {question}")
    return 0


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


if __name__ == "__main__":
    sys.exit(main())
