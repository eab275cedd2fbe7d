"""Shows what is written of an answer as a draft, where Telegram takes one."""

import logging
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, InvalidToken

from bot.attempts import Pause, attempt

# Telegram takes a draft away after thirty seconds; one whose model thinks for longer is shown again before.
REFRESH_SECONDS = 20.0
# Draft ids are whole numbers of 32 bits.
_MOST_IDS = 2**31 - 1
_log = logging.getLogger(__name__)


def draft_id_of(update_id: int) -> int:
    """The id of the draft that answers an update: never 0, and the same each time it is shown."""
    return update_id % _MOST_IDS + 1


async def shown(call: Callable[[], Awaitable[object]], pause: Pause) -> bool:
    """Make the `call` that shows a draft; False where Telegram refuses it, and any message would do better.

    Raises HeldBackError where it takes nothing for a while, and other TelegramErrors.
    """
    try:
        await attempt(call, repeatable=False, patient=False, pause=pause)
    except (BadRequest, InvalidToken) as error:
        # A server that does not know the method says "not found", which the library takes for the token's refusal.
        _log.info("Telegram takes no draft here (%s); the answer grows by edits", type(error).__name__)
        return False
    return True
