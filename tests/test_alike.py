"""Words that mean or begin alike."""

import pytest

from rag.quoting.alike import likeness
from rag.quoting.wanted import read_question


def test_without_vectors_only_like_beginnings_count() -> None:
    terms = read_question("Maastrich", "en", lambda _: 1.0).content
    found = likeness(terms, {"maastricht": "Maastricht", "treati": "treaty"}, None)
    assert found.credit[0].tolist() == pytest.approx([0.7, 0.0])
