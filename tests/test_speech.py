"""Who is said to have said something."""

import pytest

from rag.writing.reading import read
from rag.writing.speech import speakers


@pytest.mark.parametrize(
    ("text", "names", "nouns"),
    [
        ("Reyl said so.", ["reyl"], []),
        ("Tomas Reyl, the head of the EBA, said on Monday that Vass left.", ["toma reyl"], []),
        ("Its director, Anna Liepa, said so.", ["anna liepa"], []),
        ("Reyl, who told reporters so, left.", ["reyl"], []),
        ("“We won,” said Prime Minister Tomas Reyl.", ["prime minist toma reyl"], []),
        ("According to Vass, Reyl lied.", ["vass"], []),
        ("Reyl: “No.”", ["reyl"], []),
        ("Reyl told Vass that Halan lied.", ["reyl"], []),
        ("After meeting Vass, Reyl said so.", ["reyl"], []),
        ("Reyl and Vass said so.", ["reyl", "vass"], []),
        ("Reyl's lawyer said so.", [], ["lawyer"]),
        ("The mayor of Karsk said so.", [], ["mayor"]),
        ("“Vass said no,” he added.", [], []),
        ("Рейл заявил, что Васс ушла.", ["реил"], []),
        ("По словам Рейла, Васс ушла.", ["реил"], []),
    ],
)
def test_speaker_is_read(text: str, names: list[str], nouns: list[str]) -> None:
    language = "ru" if text[0] > "z" and text[0] != "“" else "en"
    found = speakers(read(text, language, frozenset()))
    assert [" ".join(name.forms) for speaker in found for name in speaker.names] == names
    assert [noun for speaker in found for noun in speaker.nouns] == nouns


def test_two_speakers_of_two_clauses_are_both_read() -> None:
    found = speakers(read("Reyl said so, while Vass warned of war.", "en", frozenset()))
    assert [[name.forms for name in speaker.names] for speaker in found] == [[("reyl",)], [("vass",)]]


def test_pronoun_speaks_for_somebody_else() -> None:
    assert [speaker.pronoun for speaker in speakers(read("She said so.", "en", frozenset()))] == [True]
