"""Names, and whether a text holds them."""

import pytest

from rag.words import forms
from rag.writing.names import holds, same
from rag.writing.reading import read

COMMON = frozenset({"talk", "port", "resid"})


def _names(text: str) -> list[tuple[str, ...]]:
    return [name.forms for name in read(text, "en", COMMON).names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Talks with Jens Stoltenberg failed.", [("jen", "stoltenberg")]),
        ("However, the EU and iPhone makers met Mr. Smith.", [("eu",), ("iphon",), ("mr", "smith")]),
        ("Putin left. The port stayed.", [("putin",)]),
        ("He left in January on Monday.", []),
        ("President Vass left.", [("presid", "vass")]),
        ("I know that I left.", []),
        ("“The port,” Ann said: “We won.”", [("ann",)]),
    ],
)
def test_names_are_told_from_words_that_open_a_sentence(text: str, names: list[tuple[str, ...]]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("one", "other", "language", "expected"),
    [
        ("russia", "russian", "en", True),
        ("ukrain", "ukrainian", "en", True),
        ("germani", "german", "en", True),
        ("iran", "iraq", "en", False),
        ("austria", "australia", "en", False),
        ("niger", "nigeria", "en", False),
        ("рейл", "рейла", "ru", True),
        ("berzins", "berzina", "lv", True),
        ("irana", "iraka", "lv", False),
    ],
)
def test_bent_names_are_one(one: str, other: str, language: str, expected: bool) -> None:
    assert same(one, other, language) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Reyl", True),
        ("Tomas Reyl", True),
        ("Prime Minister Tomas Reyl", True),
        ("Tomas Vass", False),
        ("European Border Agency", True),
        ("EBA", True),
        ("Europe", False),
        ("Halan", False),
        ("Prime Minister", False),
    ],
)
def test_evidence_holds_a_name_in_one_place(name: str, expected: bool) -> None:
    around = forms(
        "Prime Minister Tomas Reyl spoke to the press of the country for long. Later on came Ilona Vass.", "en"
    )
    near = read("Reyl said so to Vass and to the European Border Agency.", "en", COMMON)
    (read_name,) = read(f"And {name} left.", "en", COMMON).names
    assert holds(read_name, [word.form for word in near.words], near.names, around, "en") is expected
