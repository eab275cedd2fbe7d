"""Has a server that speaks OpenAI's protocol turn texts into vectors."""

import logging
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.providers.breaker import Breaker
from rag.providers.guarded import ATTEMPTS, pause_after
from rag.providers.openai_client import CONNECT_SECONDS, openai_client
from rag.providers.troubles import ModelError, Trouble, as_model_error
from rag.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI

    from rag.ports import Vectors

# Some servers take no more texts at once; OpenAI takes 2,048, but a smaller batch is less to send again.
BATCH = 32
# A question and what it leans on are so many texts at most, and somebody waits for them: a third of an answer's time,
# since a question that names a time may be searched twice.
_ASKED_TEXTS = 4
_ASKED_SHARE = 1 / 3
_ASKED_SECONDS = 8.0
# A batch of passages may take a server without a graphics card a minute.
_BATCH_SECONDS = 60.0
_log = logging.getLogger(__name__)


class OpenAIEmbedder:
    """An embedding model behind any server that speaks OpenAI's protocol."""

    def __init__(self, settings: Settings) -> None:
        self.name = f"openai:{settings.openai_embedding_model}"
        self._settings = settings
        self._opening = threading.Lock()
        self._client: OpenAI | None = None
        self._breaker = Breaker()

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """One row a text, asked for in batches; raises ModelError."""
        import numpy as np

        asked_seconds = min(_ASKED_SECONDS, self._settings.answer_seconds * _ASKED_SHARE)
        seconds = asked_seconds if len(texts) <= _ASKED_TEXTS else _BATCH_SECONDS
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        rows = [row for batch in batches for row in self._batch(batch, time.monotonic() + seconds)]
        try:
            return np.asarray(rows, dtype=np.float32)
        except (TypeError, ValueError) as error:
            raise ModelError(Trouble.GARBLED, kind="vectors of unequal length") from error

    def _batch(self, texts: Sequence[str], deadline: float) -> list[list[float]]:
        for attempt in range(1, ATTEMPTS + 1):
            self._breaker.enter()
            try:
                rows = self._asked(texts, deadline)
            except Exception as error:
                self._breaker.failed()
                failed = as_model_error(error)
                pause = pause_after(error, attempt)
                last = attempt == ATTEMPTS or time.monotonic() + pause >= deadline
                if last or not failed.trouble.value.again:
                    raise failed from error
                _log.info("attempt %d failed (%s), the next follows in %.1f s", attempt, failed.trouble.name, pause)
                time.sleep(pause)
            else:
                self._breaker.succeeded()
                return rows
        raise ModelError(Trouble.FAILED)

    def _asked(self, texts: Sequence[str], deadline: float) -> list[list[float]]:
        import httpx

        seconds = max(deadline - time.monotonic(), 0.01)
        answer = self._opened().embeddings.create(
            model=self._settings.openai_embedding_model,
            # An empty text is an error to most servers, a space is not.
            input=[text or " " for text in texts],
            encoding_format="float",
            timeout=httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds)),
        )
        found = getattr(answer, "data", None)
        if not isinstance(found, list) or len(found) != len(texts):
            raise ModelError(Trouble.GARBLED, kind="not one vector a text")
        return [list(one.embedding) for one in sorted(found, key=lambda one: one.index)]

    def _opened(self) -> "OpenAI":
        with self._opening:
            if self._client is None:
                self._client = openai_client(self._settings)
            return self._client
