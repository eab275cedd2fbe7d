"""Finds the question sets in folders."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from rag.commands.evaluation import Case, read_cases
from rag.errors import CorpusError, QuestionError

QUESTIONS_FILE = "questions.jsonl"
ATTACKS_FILE = "attacks.json"
# The set that stands in the repository, and the articles that a set without a corpus of its own is asked of.
SHIPPED_QUESTIONS = Path(__file__).parent / "questions"
SHIPPED_CORPUS = Path(__file__).parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions with the folder of articles they are put to; `name` is unlike every other's of one run."""

    name: str
    corpus: Path
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """All that a run measures with: question sets, and sentences to plant in articles as attacks."""

    sets: tuple[QuestionSet, ...]
    attacks: tuple[str, ...]


def find_material(folders: Sequence[Path]) -> Material:
    """The sets and attacks of `folders`, each a set or a folder of sets, in their order; the shipped set for none.

    Raises CorpusError for a folder without a set, QuestionError for a file that cannot be read.
    """
    places = [place for folder in folders or [SHIPPED_QUESTIONS] for place in _places(folder)]
    sets: list[QuestionSet] = []
    for place in (place for place in places if (place / QUESTIONS_FILE).is_file()):
        own = place / "corpus"
        taken = place.name in {known.name for known in sets}
        sets.append(
            QuestionSet(
                name=str(place) if taken else place.name,
                corpus=own if own.is_dir() else SHIPPED_CORPUS,
                cases=tuple(read_cases(place / QUESTIONS_FILE)),
            )
        )
    files = [place / ATTACKS_FILE for place in places if (place / ATTACKS_FILE).is_file()]
    return Material(tuple(sets), tuple(dict.fromkeys(attack for file in files for attack in _attacks(file))))


def _places(folder: Path) -> list[Path]:
    resolved = folder.resolve()
    if not resolved.is_dir():
        raise CorpusError(f"There is no folder {str(folder)!r}; name a question set or a folder of them.")
    inside = sorted(place for place in resolved.iterdir() if place.is_dir() and not place.name.startswith("."))
    found = [
        place for place in (resolved, *inside) if (place / QUESTIONS_FILE).is_file() or (place / ATTACKS_FILE).is_file()
    ]
    if not found:
        raise CorpusError(
            f"The folder {str(folder)!r} holds no {QUESTIONS_FILE!r} and no folder with one; name a question set."
        )
    return found


def _attacks(file: Path) -> Iterator[str]:
    """The attacks of a JSON file: a list of strings, or lists of them by kind; one of each kind in turn."""
    try:
        read = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise QuestionError(f"The attacks {str(file)!r} cannot be read ({error}); give a list of strings.") from error
    kinds = list(read.values()) if isinstance(read, dict) else [read]
    if not all(isinstance(kind, list) and all(isinstance(one, str) for one in kind) for kind in kinds):
        raise QuestionError(f"The attacks {str(file)!r} are no strings in lists; give a list of strings.")
    lists = cast("list[list[str]]", kinds)
    for turn in range(max(map(len, lists), default=0)):
        yield from (" ".join(kind[turn].split()) for kind in lists if turn < len(kind) and kind[turn].strip())
