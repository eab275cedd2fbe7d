"""Posts updates to the bot, where it asked for that."""

import json
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from tests.bot_api.updates import Update
from tests.bot_api.world import Webhook, World

_SECONDS = 20.0
_PAUSE = 0.2


def deliver(world: World) -> None:
    """Post one update after the other, each until it is taken, as long as the world is open."""
    while not world.updates.closed:
        with world.changed:
            world.changed.wait_for(lambda: world.updates.closed or bool(world.webhook.url and world.updates.waiting))
            if world.updates.closed:
                return
            webhook, update = world.webhook, world.updates.waiting[0]
        if _is_taken(webhook, update):
            world.updates.confirm(update["update_id"])
        else:
            world.wait(lambda: world.updates.closed, _PAUSE)


def _is_taken(webhook: Webhook, update: Update) -> bool:
    address = urlsplit(webhook.url)
    connection = HTTPConnection(address.hostname or "127.0.0.1", address.port or 80, timeout=_SECONDS)
    headers = {"Content-Type": "application/json"}
    if webhook.secret:
        headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
    with suppress(OSError, HTTPException):
        try:
            connection.request("POST", address.path or "/", json.dumps(update), headers)
            return 200 <= connection.getresponse().status < 300
        finally:
            connection.close()
    return False
