"""Tests of rag.writing.lapses."""

from itertools import product

import pytest

from rag.records import NoAnswer
from rag.remarks import Lapse, ModelFailure, Substitute
from rag.writing.lapses import notice, with_lapse


@pytest.mark.parametrize(("failure", "substitute"), list(product(ModelFailure, Substitute)))
def test_every_failure_is_one_sentence_with_what_came_instead(failure: ModelFailure, substitute: Substitute) -> None:
    said = notice(Lapse(failure, substitute))
    assert said[0].isupper()
    assert (said.count(";"), said.count("."), said[-1]) == (1, 1, ".")


def test_no_reader_is_told_of_keys_servers_or_settings() -> None:
    said = [notice(Lapse(failure, Substitute.QUOTES)) for failure in ModelFailure]
    assert not [one for one in said if any(word in one for word in ("key", "server", "OPENAI", "RAG_"))]


def test_a_reply_holds_the_sentence_and_what_it_is_made_of() -> None:
    lapse = Lapse(ModelFailure.AWAY, Substitute.SEARCHED)
    assert with_lapse(NoAnswer("No.", 0.1), *(lapse.failure, lapse.substitute)) == NoAnswer(
        "No.",
        0.1,
        notice="The model cannot be asked now; only the articles' own sentences were searched for an answer.",
        lapse=lapse,
    )
