"""Finds passages by their words; nothing while the word index is damaged, when meaning alone has to do."""

import logging
from collections.abc import Callable, Mapping
from typing import TypeVar

from rag.errors import StoreError
from rag.index.lexicon import Lexicon, Narrowing

_Told = TypeVar("_Told")

_log = logging.getLogger(__name__)


class WordSearch:
    """The words of one archive, asked without fear of damage: a damaged index counts as empty until a sync mends it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._is_whole = True

    def refresh(self) -> None:
        """See what another process has written."""
        self._told(self._lexicon.refresh, None)

    def passages(self) -> int:
        """How many passages can be found by their words."""
        return self._told(self._lexicon.count, 0)

    def holding(self, form: str) -> int:
        """How many passages hold `form`."""
        return self._told(lambda: self._lexicon.frequency(form), 0)

    def best(self, terms: Mapping[str, float], limit: int, *within: Narrowing) -> list[int]:
        """The keys of the passages that hold any of `terms` (form to weight), best first, as `Lexicon.search`."""
        hits: list[tuple[int, float]] = self._told(lambda: self._lexicon.search(terms, limit, *within), [])
        return [key for key, _ in hits]

    def _told(self, ask: Callable[[], _Told], otherwise: _Told) -> _Told:
        try:
            told = ask()
        except StoreError as error:
            if self._is_whole:
                _log.warning("meaning alone answers, until the next sync: %s", error)
            self._is_whole = False
            return otherwise
        self._is_whole = True
        return told
