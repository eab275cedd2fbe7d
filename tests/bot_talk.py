"""The bot at work inside the test's process, in a thread of its own, for the rooms that talk with people."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.application import Bot, build
from bot.polling import ALLOWED_UPDATES
from bot.settings import BotSettings, Ids
from bot.store import Store
from rag import Settings
from tests.bot_api import BotApiServer, Message, Seat
from tests.bot_api.newsroom import index_newsroom

if TYPE_CHECKING:
    from concurrent.futures import Future

_Result = TypeVar("_Result")
_SECONDS = 60.0


def pressed(seat: Seat, label: str, message: Message) -> Message:
    """The message after a press of its button has changed it."""
    before = seat.now(message).text
    seat.press(label, seat.now(message))
    return seat.next_where(lambda one: one.id == message.id and one.text != before)


class Talk:
    """A bot over the newsroom's articles: everybody may ask; the admins are named. Its data lie in `folder`.

    With `drafts` a model's answer grows as one.
    """

    def __init__(
        self,
        folder: Path,
        *,
        admins: frozenset[int] = frozenset(),
        drafts: bool = False,
        **archive: Any,  # noqa: ANN401 - Settings
    ) -> None:
        self.folder = folder
        self.corpus = index_newsroom(folder)
        self.telegram = BotApiServer()
        self._admins = admins
        self._drafts = drafts
        self._archive = Settings(corpus_dir=self.corpus, data_dir=folder / "data", **archive)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="the bot", daemon=True)
        self._ready = threading.Event()
        self._over: asyncio.Event | None = None
        self._bot: Bot | None = None
        self._failure: BaseException | None = None

    @property
    def bot(self) -> Bot:
        assert self._bot is not None, "the bot was not started"
        return self._bot

    def reader(self, language: str = "en") -> Seat:
        """Somebody new in a private chat."""
        return self.telegram.private(self.telegram.person(language=language))

    def do(self, work: Callable[[], Coroutine[Any, Any, _Result]]) -> _Result:
        """Do something in the bot's own thread."""
        assert self._loop is not None, "the bot was not started"
        done: Future[_Result] = asyncio.run_coroutine_threadsafe(work(), self._loop)
        return done.result(_SECONDS)

    def sync(self) -> None:
        """Bring the index up to date."""
        self.do(self.bot.parts.indexing.sync)

    def __enter__(self) -> Self:
        self.telegram.__enter__()
        self._thread.start()
        assert self._ready.wait(_SECONDS), "the bot did not start"
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._over is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(_SECONDS)
        self.telegram.__exit__(kind, error, trace)

    def _run(self) -> None:
        try:
            # Whatever is still at work when the bot ends is cancelled and waited for, as it is in a process.
            with asyncio.Runner() as runner:
                self._loop = runner.get_loop()
                runner.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - shown by the test that waits
            self._failure = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        everybody = Ids(everybody=True)
        settings = BotSettings(
            telegram_bot_token=self.telegram.token,
            telegram_api_base_url=self.telegram.address,
            allowed_telegram_user_ids=everybody,
            allowed_telegram_group_ids=everybody,
            admin_user_ids=Ids(self._admins),
            questions_per_minute=1_000,
            watch=False,
            drafts=self._drafts,
        )
        self._over = asyncio.Event()
        with Store.open(self._archive.data_dir, settings) as store:
            self._bot = build(settings, self._archive, store)
            async with self._bot.application as application:
                self._bot.parts.indexing.is_ready = True
                await application.start()
                assert application.updater is not None
                await application.updater.start_polling(timeout=1, allowed_updates=ALLOWED_UPDATES)
                self._ready.set()
                await self._over.wait()
                await application.updater.stop()
                await application.stop()
                await self._bot.parts.desk.close()
