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


def test_one_request_after_another_uses_the_same_connection() -> None:
    async def run(telegram: BotApiServer) -> int:
        anna = telegram.private()
        async with Bot(TOKEN, base_url=f"{telegram.address}/bot", request=Connections(16)) as bot:
            await asyncio.gather(*(bot.send_message(anna.chat.id, str(number)) for number in range(4)))
            before = set(telegram._http.connections)  # noqa: SLF001 - those that are open at this moment
            for number in range(8):
                await bot.send_message(anna.chat.id, str(number))
            return len(telegram._http.connections - before)  # noqa: SLF001

    with BotApiServer() as telegram:
        assert asyncio.run(run(telegram)) == 0


def test_a_connection_that_was_cut_is_made_anew() -> None:
    async def run(telegram: BotApiServer) -> list[str]:
        anna = telegram.private()
        async with Bot(TOKEN, base_url=f"{telegram.address}/bot", request=Connections(1)) as bot:
            await bot.send_message(anna.chat.id, "before")
            telegram.break_connections()
            while telegram._http.connections:  # noqa: SLF001, ASYNC110 - until the server has let go of it
                await asyncio.sleep(0.01)
            await bot.send_message(anna.chat.id, "after")
        return [call.parameters.text("text") for call in telegram.called("sendMessage")]

    with BotApiServer() as telegram:
        assert asyncio.run(run(telegram)) == ["before", "after"]


def test_a_request_that_is_given_up_at_any_moment_holds_up_none_after_it() -> None:
    async def run(telegram: BotApiServer) -> int:
        anna = telegram.private()
        async with Bot(TOKEN, base_url=f"{telegram.address}/bot", request=Connections(1)) as bot:
            for turns in range(60):
                given_up = asyncio.create_task(bot.send_chat_action(anna.chat.id, "typing"))
                for _ in range(turns):
                    await asyncio.sleep(0)
                given_up.cancel()
                await asyncio.wait({given_up})
                await asyncio.wait_for(bot.send_message(anna.chat.id, str(turns)), 10)
        return len(anna.shown)

    with BotApiServer() as telegram:
        assert asyncio.run(run(telegram)) == 60
