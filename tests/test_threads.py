import numpy as np
from threadpoolctl import threadpool_info

from rag.search.threads import one_thread


def blas_threads() -> list[int]:
    np.zeros(1)
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_linear_algebra_has_one_thread_inside_and_what_it_had_outside() -> None:
    before = blas_threads()
    with one_thread():
        inside = blas_threads()
    assert inside == [1] * len(before)
    assert blas_threads() == before
