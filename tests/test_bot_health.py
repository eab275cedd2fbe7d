import asyncio
from typing import Any

import httpx

from bot.health import Health, health_listener
from tests.bot_api.ports import free_port


def looked(health: Health) -> tuple[int, dict[str, Any]]:
    async def run() -> tuple[int, dict[str, Any]]:
        listener, port = health_listener(lambda: health), free_port()
        listener.start("127.0.0.1", port)
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://127.0.0.1:{port}/healthz")
        await listener.stop()
        return answer.status_code, answer.json()

    return asyncio.run(run())


def test_a_bot_that_answers_is_well() -> None:
    health = Health(telegram=True, index=True, indexing=True, last_update_seconds=2.5, tasks=9)
    assert looked(health) == (
        200,
        {"well": True, "telegram": True, "index": True, "indexing": True, "last_update_seconds": 2.5, "tasks": 9},
    )


def test_a_bot_that_reaches_nobody_or_has_no_index_is_not() -> None:
    assert looked(Health(telegram=False, index=True, indexing=False, last_update_seconds=None, tasks=9))[0] == 503
    assert looked(Health(telegram=True, index=False, indexing=False, last_update_seconds=None, tasks=9))[0] == 503
