"""What is asked of the outside world: Protocols of one method."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rag.records import Usage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors whose cosine tells how near their meanings are."""

    @property
    def name(self) -> str:
        """The model's name: two embedders of one name give the same vectors."""

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """One row a text, in their order, of unit length (or zero, where a text has no known word).

        Raises ProviderError when the model cannot be reached or answers nonsense.
        """


@dataclass(frozen=True, slots=True)
class Ending:
    """How a text ended: `whole` is False where a limit of length cut it off; `usage` is None where it is not told."""

    whole: bool = True
    usage: Usage | None = None


class Generator(Protocol):
    """Writes text as it is told."""

    def stream(self, system: str, user: str, seconds: float) -> Iterator[str | Ending]:
        """The pieces of the text as they come, and last its Ending, within `seconds` from now.

        `system` holds the rules, `user` what they are applied to. An empty piece only gives control back. A text
        whose last item is no Ending broke off. Closing the iterator ends the connection. Raises ProviderError when
        the model cannot be reached, stops half way or answers nonsense.
        """
