"""Sentences that share their words, and say the opposite."""

import pytest

from rag.writing.polarity import contradicts, goes_beyond, kin, negates
from rag.writing.reading import Reading, read


def _read(text: str) -> Reading:
    return read(text, "en", frozenset())


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("The port will be closed.", "The port will not be closed."),
        ("The port was not closed.", "The port was closed."),
        ("The port was damaged.", "The port saw no serious damage and was not damaged."),
        ("Reyl signed the deal.", "Reyl refused to sign and never signed the deal."),
        ("Reyl plans a strike.", "Reyl denies that he plans a strike."),
        ("The port closed.", "The port could close, and may have closed."),
        ("Prices fell by 5%.", "Prices rose by 5%."),
        ("Prices were up 5%.", "Prices were down 5%."),
        ("They approved the plan.", "They rejected the plan."),
        ("They could not only see it.", "They could only see it."),
    ],
)
def test_opposite_is_seen(statement: str, evidence: str) -> None:
    assert contradicts(_read(statement), _read(evidence))


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("The port will not be closed.", "The port won't be closed."),
        ("Nobody was hurt when the bridge fell.", "The bridge fell and nobody was hurt."),
        ("Prices grew by 5%.", "Prices were up 5%."),
        ("The port may close.", "The port might close."),
        ("Grain prices rose after the port closed.", "The port closed and grain prices rose."),
        ("Not only Reyl but Vass left.", "Reyl and Vass left."),
    ],
)
def test_agreement_is_left(statement: str, evidence: str) -> None:
    assert not contradicts(_read(statement), _read(evidence))


@pytest.mark.parametrize(
    "statement", ["The largest port closed.", "The port was bombed.", "Half the port closed.", "Only one port closed."]
)
def test_words_that_need_proof_are_missed(statement: str) -> None:
    assert goes_beyond(_read(statement), _read("A port closed in spring."))
    assert not goes_beyond(_read(statement), _read("Half of the biggest port, the only one, saw a bombing."))


def test_denial_is_heard_in_several_languages() -> None:
    texts = ("He didn't go.", "Он не пошёл.", "Er ging nicht.", "He went.")
    assert [negates(_read(text)) for text in texts] == [True, True, True, False]


def test_words_that_move_the_same_way_are_kin() -> None:
    assert ("rise" in kin("grow"), "fall" in kin("grow"), "grow" in kin("grow")) == (True, False, False)
