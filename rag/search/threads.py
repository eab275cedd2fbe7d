"""Holds numpy's linear algebra to one thread while a question is answered."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from threadpoolctl import ThreadpoolController


def one_thread() -> "AbstractContextManager[object]":
    """While entered, products of matrices run on the calling thread alone.

    The tables of one question are so small that a second thread only waits for the first: with two a question takes
    two to four times as long. The limit is the process's: of two questions at once, the last to leave may leave it set.
    """
    return _controller().limit(limits=1, user_api="blas")  # type: ignore[no-any-return]  # threadpoolctl has no types


@cache
def _controller() -> "ThreadpoolController":
    import numpy as np
    from threadpoolctl import ThreadpoolController

    # The controller knows the libraries that are loaded when it is made.
    np.zeros(1)
    return ThreadpoolController()
