"""Tests of rag.remarks."""

import pickle
from datetime import date

from rag.records import NoAnswer
from rag.remarks import Lack, Missing, Unsaid


def test_a_reason_reaches_another_process_as_it_is() -> None:
    missing = Missing(Lack.UNSAID, held=("Riga",), unsaid=Unsaid.WHEN, since=date(2024, 6, 1))
    reply = NoAnswer("The articles speak of Riga, but do not say when.", 0.1, missing=missing)
    sent = pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)
    assert pickle.loads(sent) == reply  # noqa: S301 - written a line above
