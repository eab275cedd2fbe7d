"""Averages the vectors of a text's tokens, cutting each word into tokens only once."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A large corpus has some 100,000 distinct words, signs joined to them included; an entry takes about 200 bytes. When
# it is full it starts anew.
_REMEMBERED_WORDS = 100_000
# No token holds a space except at its start, so that a text falls apart at single spaces; several in a row are tokens
# of their own, and the model's own marks are cut out before.
_UNDIVIDED = re.compile(r"  |^ | $|</?s>|<unk>")


class WordVectors:
    """A table of token vectors with the tokenizer that cuts texts into its rows; safe in several threads.

    The mean is what wordllama's own pooling gives, within the rounding of single precision, at a fifth of the cost:
    most words have been cut before, and no text is filled up to the length of the longest.
    """

    def __init__(self, tokenizer: Any, table: "NDArray[np.float32]") -> None:  # noqa: ANN401 - it has no types
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._table = table
        self._tokens: dict[str, list[int]] = {}

    def means(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """The mean vector of each text's tokens, one row a text; zero for a text without any."""
        import numpy as np

        ones = np.ones(0, dtype=np.float32)
        rows = np.zeros((len(texts), self._table.shape[1]), dtype=np.float32)
        for place, tokens in enumerate(self._cut(texts)):
            if tokens:
                if len(tokens) > len(ones):
                    ones = np.ones(2 * len(tokens), dtype=np.float32)
                # A product sums several times as fast as sum does.
                rows[place] = ones[: len(tokens)] @ self._table.take(tokens, axis=0, mode="clip") / len(tokens)
        return rows

    def _cut(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text."""
        parts = [[text] if _UNDIVIDED.search(text) else text.split(" ") for text in texts]
        known = self._tokens
        new = set(chain.from_iterable(parts)).difference(known)
        if len(known) + len(new) > _REMEMBERED_WORDS:
            # Another thread may go on with the old one, so that is left as it is.
            known = self._tokens = {}
            new = set(chain.from_iterable(parts))
        # One after another: a batch is spread over all cores, and of few words most of the time goes into waking them.
        known.update((part, self._tokenizer.encode(part, add_special_tokens=False).ids) for part in new)
        return [list(chain.from_iterable(map(known.__getitem__, one))) for one in parts]
