import asyncio
import socket

import httpx
import pytest
from tornado.web import RequestHandler

from bot.listening import Listener
from rag import RagError
from tests.bot_api.ports import free_port


class Hello(RequestHandler):
    def get(self) -> None:
        self.finish("hello")


def test_it_answers_from_start_to_stop() -> None:
    async def run() -> None:
        listener, port = Listener([(r"/hello", Hello, {})], 1_000), free_port()
        listener.start("127.0.0.1", port)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            assert (await client.get("/hello")).text == "hello"
            assert (await client.get("/other")).status_code == 404
        await listener.stop()
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            with pytest.raises(httpx.ConnectError):
                await client.get("/hello")

    asyncio.run(run())


def test_a_port_that_is_taken_is_named_in_a_plain_sentence() -> None:
    async def run() -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(RagError, match=f"The port {port} of '127.0.0.1' cannot be listened on"):
                Listener([], 1_000).start("127.0.0.1", port)

    asyncio.run(run())
