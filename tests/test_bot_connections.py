import asyncio

from telegram import Bot

from bot.connections import Connections
from tests.bot_api import TOKEN, BotApiServer


def test_so_many_connections_carry_whatever_is_to_be_sent() -> None:
    async def run(telegram: BotApiServer) -> int:
        anna = telegram.private()
        async with Bot(TOKEN, base_url=f"{telegram.address}/bot", request=Connections(2)) as bot:
            sent = await asyncio.gather(*(bot.send_message(anna.chat.id, str(number)) for number in range(20)))
            assert len({message.message_id for message in sent}) == 20
            return len(telegram._http.connections)  # noqa: SLF001 - how many there are at this moment

    with BotApiServer() as telegram:
        assert asyncio.run(run(telegram)) <= 2
