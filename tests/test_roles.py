"""Names in each other's part."""

import pytest

from rag.writing.reading import Reading, read
from rag.writing.roles import exchanges_names


def _read(text: str) -> Reading:
    return read(text, "en", frozenset())


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Russia attacked Ukraine.", "Ukraine attacked Russia."),
        ("Ukraine was attacked by Russia.", "Ukraine attacked Russia."),
        ("Ukraine massed troops near Russia.", "Russia massed troops near Ukraine."),
        ("Reyl moved tanks after Vass closed the gate.", "Reyl closed the gate after Vass moved tanks."),
        ("The mayor of Karsk was met by the bishop of Dolna.", "The mayor of Dolna was met by the bishop of Karsk."),
    ],
)
def test_exchanged_names_are_seen(statement: str, evidence: str) -> None:
    assert exchanges_names(_read(statement), _read(evidence))


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Ukraine was attacked by Russia.", "Russia attacked Ukraine."),
        ("Vass met Reyl in Karsk.", "Reyl met Vass in Karsk."),
        ("In Karsk, Reyl spoke to reporters.", "Reyl spoke to reporters in Karsk."),
    ],
)
def test_names_in_their_own_part_are_left(statement: str, evidence: str) -> None:
    assert not exchanges_names(_read(statement), _read(evidence))
