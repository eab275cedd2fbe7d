"""Reads who is said to have said something."""

import re
from dataclasses import dataclass

from rag.writing.names import TITLES, Name
from rag.writing.reading import Reading

# English, Russian, Latvian, German, French and Spanish, as they are written.
_SAYING = frozenset(
    """
    said says say saying told tells tell added adds announced announces argued argues claimed claims claim warned warns
    insisted insists declared declares explained explains wrote writes tweeted posted stated noted reported reports
    replied responded answered asked acknowledged acknowledges admitted admits
    confirmed confirms denied denies suggested suggests pledged promised promises vowed vows stressed emphasised
    emphasized urged urges demanded demands believes believed thinks thought hoped recalled remarked commented
    concluded predicted cautioned accused testified complained joked boasted quoted
    сказал сказала сказали заявил заявила заявили сообщил сообщила сообщили отметил отметила подчеркнул подчеркнула
    добавил добавила рассказал рассказала написал написала считает говорит предупредил предупредила признал признала
    пообещал объявил объявила утверждает
    teica sacīja norādīja uzsvēra paziņoja pauda atzina piebilda stāstīja skaidroja
    sagte sagten erklärte erklärten betonte warnte meinte schrieb teilte
    déclaré dit affirmé expliqué ajouté annoncé dijo afirmó declaró explicó añadió anunció aseguró
    """.split()
)
_PRONOUNS = frozenset("he she they it who i we он она они viņš viņa viņi er sie il elle ils él ella".split())
_SOURCE_NOUNS = frozenset(
    """
    article articles report reports newspaper paper outlet agency story piece source sources media press coverage
    evidence website text passage passages
    """.split()
)
# A name after one of these is whom a sentence speaks to or about, not who speaks.
_OBLIQUE = frozenset("to with by against about in at from on for of near after before between under than like".split())
_BARRIERS = frozenset(
    "while but whereas although though because if whether that что но а хотя ka bet dass aber mais que pero".split()
)
_RELATIVES = frozenset("who which который которая которые kurš kura der die qui quien".split())
_ALSO = frozenset("and и un und et y".split())
_COMMA = re.compile(r"[,()—–]")
_WALL = re.compile(r"[;:!?“”\"«»„]")
_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|по словам|по данным|nach angaben|laut|selon|según)\s", re.IGNORECASE
)
_CLOSING = ("”", '"', "»", "’", "'")
_END = re.compile(r"[,;:.!?“”\"«»](?:\s|$|\w)")
# So many words before its verb a subject may begin, and after it, one that stands behind.
_SUBJECT_WORDS = 14
_INVERTED_WORDS = 7
# Abbreviations with a stop are mostly shorter.
_FULL_WORD = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to speak, at the word `place`: names, or the forms of nouns ("the ministry"), or a pronoun."""

    place: int
    names: tuple[Name, ...] = ()
    nouns: tuple[str, ...] = ()
    pronoun: bool = False


def speakers(reading: Reading) -> list[Speaker]:
    """Everybody that `reading` says to have said something, in order, quoted speech left out."""
    found = [
        _behind(reading, _place_at(reading, match.end()), match.end()) for match in _ACCORDING.finditer(reading.text)
    ]
    for place, written in enumerate(reading.lower):
        word = reading.words[place]
        if written not in _SAYING or any(q.start <= word.start < q.end for q in reading.quotations):
            continue
        before, behind = _before(reading, place), _behind(reading, place + 1, word.end)
        before_verb = reading.text[: word.start].rstrip()
        follows = before_verb.endswith(_CLOSING) or before_verb.casefold().endswith(" as")
        if (follows or (before_verb.endswith(",") and not before.names)) and _speaks(behind):
            found.append(behind)
        else:
            found.append(before)
    found += [
        Speaker(name.last, (name,))
        for name in reading.names
        if re.match(r"\s?:\s?[“\"«„]", reading.text[reading.words[name.last].end :])
    ]
    return sorted(filter(_speaks, found), key=lambda speaker: speaker.place)


def is_saying(word: str) -> bool:
    """Whether `word`, in lower case, is a verb of saying."""
    return word in _SAYING


def is_source_noun(form: str) -> bool:
    """Whether `form` speaks of the articles themselves, which say all that stands in them."""
    return form in _SOURCE_NOUNS or form + "s" in _SOURCE_NOUNS


def _speaks(speaker: Speaker) -> bool:
    return bool(speaker.names or speaker.nouns or speaker.pronoun)


def _place_at(reading: Reading, at: int) -> int:
    return next((place for place, word in enumerate(reading.words) if word.start >= at), len(reading.words))


def _behind(reading: Reading, place: int, start: int) -> Speaker:
    """The subject that follows its verb: up to a comma or a stop, a few words at most."""
    end = _END.search(reading.text, start)
    limit = end.start() if end else len(reading.text)
    last = min(len(reading.words), place + _INVERTED_WORDS)
    return _subject(reading, place, [p for p in range(place, last) if reading.words[p].start < limit])


def _before(reading: Reading, verb: int) -> Speaker:
    """The subject before its verb: what stands since the last comma, or before an aside between commas."""
    chunks: list[list[int]] = [[]]
    for place in range(verb - 1, max(-1, verb - _SUBJECT_WORDS), -1):
        gap = reading.text[reading.words[place].end : reading.words[place + 1].start]
        if _WALL.search(gap) or _ends_sentence(reading, place, gap) or _is_barrier(reading, place):
            break
        if _COMMA.search(gap):
            chunks.append([])
        chunks[-1].insert(0, place)
    if not chunks[0]:
        chunks = chunks[1:] if len(chunks) > 1 and _is_all_name(reading, chunks[1]) else chunks[2:]
    elif reading.written(chunks[0][0]) in _RELATIVES:
        chunks = chunks[1:]
    else:
        chunks = chunks[:1]
    for chunk in chunks:
        subject = _subject(reading, verb, chunk)
        if _speaks(subject):
            return subject
    return Speaker(verb)


def _ends_sentence(reading: Reading, place: int, gap: str) -> bool:
    """Whether a stop ends a sentence behind the word `place`, and no abbreviation."""
    return gap.startswith(". ") and len(reading.written(place)) >= _FULL_WORD and reading.written(place) not in TITLES


def _is_all_name(reading: Reading, chunk: list[int]) -> bool:
    return any(name.first == chunk[0] and name.last == chunk[-1] for name in reading.names) if chunk else False


def _is_barrier(reading: Reading, place: int) -> bool:
    """Whether a clause ends at the word `place`, so that nothing before it is a subject of what follows."""
    written = reading.written(place)
    if written in _ALSO:
        ends = any(name.last == place - 1 for name in reading.names)
        return not (ends and any(name.first == place + 1 for name in reading.names))
    return written in _SAYING or written in _BARRIERS


def _subject(reading: Reading, at: int, places: list[int]) -> Speaker:
    """Who speaks, where the subject lies in `places`: nobody that stands behind a preposition or owns who speaks."""
    inside = set(places)
    names = tuple(
        name for name in reading.names if {name.first, name.last} <= inside and not _is_oblique(reading, name, inside)
    )
    nouns = (
        ()
        if names
        else tuple(
            reading.words[p].form for p in places if p in reading.content and not _is_oblique_noun(reading, p, inside)
        )
    )
    pronoun = not names and not nouns and any(reading.written(p) in _PRONOUNS for p in places)
    return Speaker(at, names, nouns, pronoun)


def _is_oblique(reading: Reading, name: Name, inside: set[int]) -> bool:
    owns = reading.text[reading.words[name.last].start : reading.words[name.last].end].endswith(
        ("'s", "’s", "s'", "s’")
    )
    owned = owns and any(place in reading.content for place in range(name.last + 1, name.last + 4) if place in inside)
    return owned or _is_oblique_noun(reading, name.first, inside)


def _is_oblique_noun(reading: Reading, place: int, inside: set[int]) -> bool:
    """Whether a preposition stands before the word, at most an article and two words between."""
    return any(p in inside and reading.written(p) in _OBLIQUE for p in range(place - 3, place))
