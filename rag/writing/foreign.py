"""Compares a sentence with evidence in another language, by its names, figures and dates alone."""

import re
import unicodedata
from difflib import SequenceMatcher

from rag.function_words import is_function_word
from rag.writing.faults import holds_quotations
from rag.writing.ground import Source, Stretch
from rag.writing.names import Name
from rag.writing.polarity import negates
from rag.writing.reading import Reading
from rag.writing.speech import speakers

_LETTERS = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіїєґ", "abvgdeziiklmnoprstufieiieg", strict=True))
    | {
        "ё": "e",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    }
)
_SOUNDS = (
    ("ph", "f"),
    ("kh", "h"),
    ("ck", "k"),
    ("c", "k"),
    ("q", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("y", "i"),
    ("j", "i"),
    ("z", "s"),
)
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouh]")
# Names that sound alike share this much of their letters: Украина and Ukraine .86. Names of less than three consonants
# are told apart by it alone.
_ALIKE = 0.75
_CONSONANTS = 3
# One name and one figure, or two of either, tie a sentence to its evidence; a similarity this high is worth one.
ANCHORS = 2
SIMILAR = 0.6
# Up to this share of a sentence's common words may also stand in the evidence before it counts as its language.
_SHARED_WORDS = 0.25
_COMMON_WORDS = 4


def is_foreign(statement: Reading, source: Source) -> bool:
    """Whether `statement` is in another language than the evidence."""
    if _script(statement.text) != _script(source.evidence.text):
        return True
    named = {place for name in statement.names for place in range(name.first, name.last + 1)}
    common = [
        statement.written(p) for p in range(len(statement.words)) if p not in named and statement.written(p).isalpha()
    ]
    known = [is_function_word(word) if source.language == "en" else word in source.lower_case for word in common]
    return len(common) >= _COMMON_WORDS and sum(known) <= _SHARED_WORDS * len(common)


def anchors(statement: Reading, source: Source, stretch: Stretch) -> int:
    """How many names, figures and dates tie `statement` to `stretch`; 0 where one of them does not stand there.

    A denial, quoted words and speakers must be the same on both sides.
    """
    evidence = source.reading(stretch)
    published = source.evidence.article.published
    held = (
        all(any(figure.agrees(other) for other in evidence.figures) for figure in statement.figures)
        and all(any(day.agrees(other, published) for other in evidence.days) for day in statement.days)
        and all(any(sounds_like(name, other) for other in evidence.names) for name in statement.names)
        and holds_quotations(statement, evidence, source)
        and negates(statement) == negates(evidence)
        and _same_speakers(statement, source, stretch)
    )
    if not held:
        return 0
    measured = len(statement.figures) + len(statement.days)
    return measured + min(len(statement.names), max(1, ANCHORS - 1 if not measured else len(statement.names)))


def _same_speakers(statement: Reading, source: Source, stretch: Stretch) -> bool:
    there = [s for number in range(stretch.first, stretch.last + 1) for s in source.speakers(number)]
    said = [name for speaker in speakers(statement) for name in speaker.names]
    return all(any(sounds_like(name, other) for speaker in there for other in speaker.names) for name in said)


def sounds_like(name: Name, other: Name) -> bool:
    """Whether every part of `name`, as it sounds, is a part of `other`."""
    return all(any(_alike(part, each) for each in other.forms) for part in name.core)


def _alike(one: str, other: str) -> bool:
    first, second = _latin(one), _latin(other)
    bones, more = _VOWELS.sub("", first), _VOWELS.sub("", second)
    if len(bones) >= _CONSONANTS and len(more) >= _CONSONANTS and (bones == more or bones[:-1] == more):
        return True
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE and first[:1] == second[:1]


def _latin(word: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", word.casefold()).translate(_LETTERS))
    sound = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for written, spoken in _SOUNDS:
        sound = sound.replace(written, spoken)
    return _DOUBLED.sub(r"\1", sound)


def _script(text: str) -> str:
    """The script of most letters, by the first word of their Unicode names."""
    counts: dict[str, int] = {}
    for sign in text:
        if sign.isalpha():
            script = unicodedata.name(sign, "?").split(" ")[0]
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script], default="")
