"""A chat with the bot in the terminal, without a token: python -m tests.bot_api, or make demo-bot.

The bot that answers is the real one, over corpus/ (or RAG_CORPUS_DIR); what it keeps is under data/demo. The person who
writes is an admin.
"""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.bot_api.bot_process import ROOT, BotProcess
from tests.bot_api.server import BotApiServer
from tests.bot_api.terminal import Terminal, converse

FOLDER = Path("data") / "demo"
_OWN = {"RAG_CORPUS_DIR": str(ROOT / "corpus"), "BOT_LOG_LEVEL": "INFO"}


def main() -> int:
    """Talk until the input ends; 1 where the bot does not start."""
    # A model's key, another corpus: what the bot is told elsewhere holds here too.
    told = {name: value for name, value in os.environ.items() if name.startswith(("OPENAI_", "RAG_", "MAX_"))}
    # The bot remembers the updates that it has seen: a second demonstration counts on from where the first one was.
    with BotApiServer(first_update_id=int(time.time())) as telegram:
        language = os.environ.get("LANG", "")[:2]
        you = telegram.person("You", language if language.isalpha() else "en")
        data = {"RAG_DATA_DIR": str((FOLDER / "data").resolve())}
        bot = BotProcess(telegram, FOLDER.resolve(), **{**_OWN, **data, **told, "ADMIN_USER_IDS": str(you.id)})
        try:
            bot.start()
        except TimeoutError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        with suppress(KeyboardInterrupt):
            terminal = Terminal(telegram.private(you), sys.stdout)
            if bot.process.poll() is None:
                converse(terminal, sys.stdin)
        ended = bot.process.poll()
        bot.__exit__()
    if ended is not None:
        sys.stderr.write(f"The bot ended; what it said is in {bot.log_file}.\n")
    return int(ended is not None)


if __name__ == "__main__":
    sys.exit(main())
