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


class Newest:
    """The newest passages of a catalogue, of which each is read once."""

    def __init__(self, catalogue: Catalogue, nearness: "WordNearness") -> None:
        self._catalogue = catalogue
        self._nearness = nearness
        self._known: set[int] = set()

    def read(self) -> Iterator[int]:
        """Read what is new of them, one passage a step, into what the rooms of a question keep of passages.

        A step gives how many have been read. It ends early where the words it has met would leave no room for those of
        questions.
        """
        read = 0
        for one in self._unknown():
            if not self._nearness.has_room_to_spare:
                break
            _read(one, self._nearness)
            self._known.add(one.key)
            read += 1
            yield read
        if read:
            _log.info("%d of the newest passages are read", read)

    def _unknown(self) -> Iterator[Located]:
        keys = self._catalogue.within.passages(None, None, None, PASSAGES)
        self._known.intersection_update(keys)
        new = [key for key in keys if key not in self._known]
        for start in range(0, len(new), _FETCHED):
            batch = new[start : start + _FETCHED]
            found = self._catalogue.located(batch)
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
