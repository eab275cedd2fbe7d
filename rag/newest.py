"""Reads the newest passages before anybody asks about them."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rag.index.catalogue import Catalogue, Located
from rag.quoting.candidates import sentences_of
from rag.search.gathering import candidate_of

if TYPE_CHECKING:
    from rag.search.nearness import WordNearness

# As many as are kept read; the oldest would only push the newest out.
PASSAGES = 4_096
# So many are fetched at once.
_FETCHED = 32
_log = logging.getLogger(__name__)


def read_newest(catalogue: Catalogue, nearness: "WordNearness") -> Iterator[int]:
    """Read the newest passages of `catalogue`, one a step, into what the rooms of a question keep of them.

    A step gives how many have been read. It ends early where the words it has met would leave no room for those of
    questions. What changes meanwhile is read when it is asked about.
    """
    read = 0
    for one in _newest(catalogue):
        if not nearness.has_room_to_spare:
            break
        _read(one, nearness)
        read += 1
        yield read
    _log.info("the newest %d passages are read", read)


def _newest(catalogue: Catalogue) -> Iterator[Located]:
    keys = catalogue.within.passages(None, None, None, PASSAGES)
    for start in range(0, len(keys), _FETCHED):
        batch = keys[start : start + _FETCHED]
        found = catalogue.located(batch)
        yield from (found[key] for key in batch if key in found)


def _read(one: Located, nearness: "WordNearness") -> None:
    """Do with a passage what its first question would."""
    from rag.search.matching import numbered

    candidate = candidate_of(one, None, "")
    numbered(candidate.body, candidate.title)
    text = one.article.text[one.passage.start : one.passage.end]
    sentences = sentences_of(text, one.article.language)
    if one.article.language in {"en", ""}:  # in no other language are words compared by their vectors
        written = (sentence.text[word.start : word.end] for sentence in sentences for word in sentence.words)
        nearness.learn([*candidate.body, *candidate.title, *written])
