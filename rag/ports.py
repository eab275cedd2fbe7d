"""What is asked of the outside world: Protocols of one method."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

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


class Generator(Protocol):
    """Writes text for a prompt."""

    def stream(self, prompt: str) -> Iterator[str]:
        """The pieces of the text as they come.

        Raises ProviderError when the model cannot be reached, stops half way or answers nonsense.
        """
