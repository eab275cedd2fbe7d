"""Which words of the evidence mean, or begin, like a word of the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from rag.quoting.wanted import Term
from rag.words import SHARED_START, begin_alike

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Two unrelated words of the static vectors have a cosine of about .2; a synonym about .5.
_UNRELATED = 0.2
# What a word counts that only begins like one of the question.
_SHARED_START_CREDIT = 0.7


class Nearness(Protocol):
    """Tells how near the meanings of words are."""

    def __call__(self, words: Sequence[str], others: Sequence[str], /) -> "NDArray[np.float32]":
        """Cosines: one row a word of `words`, one column a word of `others`, as articles write them."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike question and evidence words are: `credit` is 0..1, a row a content term, a column a form."""

    columns: Mapping[str, int]
    credit: "NDArray[np.float32]"

    def best(self, sentences: Sequence[Sequence[str]]) -> list[list[float]]:
        """For each of `sentences`, given by its forms, of which it has at least one: each term's likest credit."""
        import numpy as np

        if not sentences:
            return []
        chosen = [self.columns[form] for forms in sentences for form in forms]
        starts = list(accumulate(map(len, sentences[:-1]), initial=0))
        best: list[list[float]] = np.maximum.reduceat(self.credit[:, chosen], starts, axis=1).T.tolist()
        return best


def likeness(terms: Sequence[Term], written: Mapping[str, str], nearness: Nearness | None) -> Likeness:
    """Compare `terms` with the forms of the evidence; `written` gives each form as some article writes it.

    Without `nearness` only words that begin alike are alike.
    """
    import numpy as np

    columns = {form: column for column, form in enumerate(written)}
    credit = np.zeros((len(terms), len(columns)), dtype=np.float32)
    if nearness is not None and terms and columns:
        cosines = nearness([term.written for term in terms], list(written.values()))
        credit = np.clip((cosines - _UNRELATED) / (1.0 - _UNRELATED), 0.0, 1.0).astype(np.float32)
    rows: dict[str, list[int]] = {}
    for row, term in enumerate(terms):
        rows.setdefault(term.form[:SHARED_START], []).append(row)
    for form, column in columns.items():
        for row in rows.get(form[:SHARED_START], ()):
            if begin_alike(terms[row].form, form):
                credit[row, column] = max(credit[row, column], _SHARED_START_CREDIT)
    return Likeness(columns, credit)
