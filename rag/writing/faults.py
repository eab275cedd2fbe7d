"""Tells what is wrong with taking a passage for the proof of a sentence."""

import itertools
import re
from collections.abc import Callable, Collection
from collections.abc import Set as AbstractSet
from enum import StrEnum

from rag.timing.dates import Day
from rag.writing.figures import Figure
from rag.writing.ground import Source, Stretch
from rag.writing.names import Name, holds, same
from rag.writing.pairs import has_other_figure, misplaces_figure
from rag.writing.polarity import contradicts, goes_beyond
from rag.writing.reading import Reading, folded, quotes
from rag.writing.roles import exchanges_names
from rag.writing.speech import Speaker, is_source_noun, speakers

# A quotation so long is somebody's; a shorter one may be a title or a word at arm's length.
_ATTRIBUTED_WORDS = 3
# A title stands right beside the name, a first name or an article between.
_BESIDE = 3
_PERSONAL = frozenset("he she they his her their him them hers theirs он она они его её ее их viņš viņa viņi".split())
_POSSESSIVE = frozenset("its it this that".split())
# A sentence that leans on the one before says so at once.
_OPENING_WORDS = 3
_CLAUSES = re.compile(
    r";|[.!?][”\"»’]*\s(?=[“\"«]?[^\W\d_a-zа-я])|,?\s\b(?:while|whereas|but|although|though)\b|,\s(?:and|а|но|bet|aber|mais|pero)\b"
)
# A date may be the article's own where the sentence says that it is.
_FRAME = re.compile(r"\b(?:reported|reports?|published|dated|wrote|writes|articles?|story|as of)\b", re.IGNORECASE)


class Fault(StrEnum):
    """Why a passage does not prove a sentence."""

    WORDS = "the evidence does not say this"
    QUOTATION = "the evidence does not hold the quoted words"
    FIGURE = "the evidence does not hold a figure"
    DATE = "the evidence does not hold a date"
    NAME = "the evidence does not hold a name"
    SPEAKER = "the evidence gives the words to somebody else, or to nobody"
    PRONOUN = "the evidence speaks of somebody whom the sentences before do not name"
    SCATTERED = "the evidence says the parts of it of different subjects"
    OPPOSITE = "the evidence says the opposite, or less"
    EXCHANGED = "the evidence gives the figure or the part to another"
    LANGUAGE = "too little ties the sentence to evidence in another language"


def fault(statement: Reading, source: Source, stretch: Stretch, named: Collection[str]) -> Fault | None:
    """The first fault of `stretch` as a proof of `statement`, or None where it proves it.

    `named` holds the forms of the names in the sentence before.
    """
    evidence = source.reading(stretch)
    if folded(statement.text) == folded(evidence.text):
        return None if _means_named(statement, source, stretch, named) else Fault.PRONOUN
    sentence = _nearest({word.form for word in statement.words}, source, stretch)
    nearest = source.reading(Stretch(sentence, sentence))
    checks: tuple[tuple[Fault, Callable[[], bool]], ...] = (
        (Fault.QUOTATION, lambda: holds_quotations(statement, evidence, source)),
        (Fault.FIGURE, lambda: all(_holds_figure(f, statement, evidence, source) for f in statement.figures)),
        (Fault.FIGURE, lambda: not has_other_figure(statement, nearest)),
        (Fault.DATE, lambda: all(_holds_day(day, statement, evidence, source) for day in statement.days)),
        (Fault.NAME, lambda: all(_holds_name(name, statement, evidence, source) for name in statement.names)),
        (Fault.SPEAKER, lambda: _holds_speakers(statement, source, stretch)),
        (Fault.SCATTERED, lambda: _stands_together(statement, source, stretch)),
        (Fault.PRONOUN, lambda: _means_named(statement, source, stretch, named)),
        (Fault.OPPOSITE, lambda: not (goes_beyond(statement, evidence) or contradicts(statement, nearest))),
        (Fault.EXCHANGED, lambda: not misplaces_figure(statement, evidence)),
        (Fault.EXCHANGED, lambda: not exchanges_names(statement, evidence)),
    )
    return next((found for found, passes in checks if not passes()), None)


def holds_quotations(statement: Reading, evidence: Reading, source: Source) -> bool:
    """Whether every quotation stands in the evidence letter by letter, or is the article's title."""
    if not statement.quotations:
        return True
    text, title = folded(evidence.text), folded(source.evidence.article.title)
    return all(
        quotes(quoted, text) or folded(quoted) == title
        for quoted in (span.cut(statement.text) for span in statement.quotations)
    )


def _holds_figure(figure: Figure, statement: Reading, evidence: Reading, source: Source) -> bool:
    years = {day.year for day in evidence.days if day.year is not None}
    if any(figure.agrees(other) for other in evidence.figures) or (not figure.unit and figure.values & years):
        return True
    published = source.evidence.article.published
    is_framed = published is not None and published.year in figure.values and _frames_article(statement, source)
    return is_framed and not evidence.days


def _holds_day(day: Day, statement: Reading, evidence: Reading, source: Source) -> bool:
    published = source.evidence.article.published
    if any(day.agrees(other, published) for other in evidence.days):
        return True
    return day.is_day(published) and _frames_article(statement, source)


def _frames_article(statement: Reading, source: Source) -> bool:
    """Whether the sentence speaks of the article itself: of its outlet, or of a report."""
    outlet = any(set(name.forms) & source.outlet for name in statement.names)
    return outlet or _FRAME.search(statement.text) is not None


def _holds_name(name: Name, statement: Reading, evidence: Reading, source: Source) -> bool:
    near = [word.form for word in evidence.words]
    if holds(name, near, evidence.names, source.around, source.language):
        return True
    before = statement.text[: statement.words[name.first].start]
    named = any(name in speaker.names for speaker in speakers(statement)) or before.endswith("(")
    return named and set(name.forms) <= source.outlet


def _holds_speakers(statement: Reading, source: Source, stretch: Stretch) -> bool:
    said = [s for s in speakers(statement) if not _is_outlet(s, source)]
    there = _speakers_of(statement, source, stretch)
    if not all(_speaks(speaker, there, source) for speaker in said):
        return False
    long = any(len(span.cut(statement.text).split()) >= _ATTRIBUTED_WORDS for span in statement.quotations)
    owners = [speaker for speaker in there if speaker.names and speaker.place]
    if said or not long or not owners or not statement.names:
        return True
    return any(_alike(name, owner, source) for name in statement.names for owner in owners)


def _is_outlet(speaker: Speaker, source: Source) -> bool:
    """Whether the articles themselves speak: all that stands in them is theirs."""
    return (bool(speaker.names) and all(set(name.forms) <= source.outlet for name in speaker.names)) or (
        bool(speaker.nouns) and is_source_noun(speaker.nouns[-1])
    )


def _speaks(speaker: Speaker, there: list[Speaker], source: Source) -> bool:
    if speaker.names:
        return any(_alike(name, other, source) for name in speaker.names for other in there)
    if speaker.nouns:
        noun = speaker.nouns[-1]
        return bool(there) and all(noun in other.nouns or _is_called(other, noun, source) for other in there)
    return True


def _is_called(speaker: Speaker, noun: str, source: Source) -> bool:
    """Whether the passage puts `noun` beside one of the speaker's names, as a title or in apposition."""
    parts = {part for name in speaker.names for part in name.core}
    around = source.around
    return any(
        noun in around[max(0, place - _BESIDE) : place + _BESIDE + 1]
        for place, form in enumerate(around)
        if form in parts
    )


def _alike(name: Name, speaker: Speaker, source: Source) -> bool:
    return any(
        same(part, each, source.language) for other in speaker.names for part in name.core[-1:] for each in other.forms
    ) or any(part in speaker.nouns for part in name.core)


def _speakers_of(statement: Reading, source: Source, stretch: Stretch) -> list[Speaker]:
    """Who speaks where the evidence holds most of the statement: in that sentence, and in that clause of it."""
    wanted = {statement.words[place].form for place in statement.content}
    sentence = _nearest(wanted, source, stretch)
    found = source.speakers(sentence)
    if len(found) == 1 or len(speakers(statement)) > 1:
        return found
    reading = source.reading(Stretch(sentence, sentence))
    bounds = [0, *(match.end() for match in _CLAUSES.finditer(reading.text)), len(reading.text)]
    clauses = list(itertools.pairwise(bounds))
    start, end = max(
        clauses, key=lambda c: sum(word.form in wanted for word in reading.words if c[0] <= word.start < c[1])
    )
    within = [s for s in found if s.place < len(reading.words) and start <= reading.words[s.place].start < end]
    return within or found


def _nearest(wanted: AbstractSet[str], source: Source, stretch: Stretch) -> int:
    """The sentence of `stretch` that holds most of the forms `wanted`, the first of them."""
    return max(range(stretch.first, stretch.last + 1), key=lambda number: (len(wanted & source.forms[number]), -number))


def _stands_together(statement: Reading, source: Source, stretch: Stretch) -> bool:
    """Whether every sentence that adds words to the proof speaks of somebody the statement names, or of nobody."""
    wanted = {statement.words[place].form for place in statement.content}
    main = source.forms[_nearest(wanted, source, stretch)]
    for number in range(stretch.first, stretch.last + 1):
        reading = source.reading(Stretch(number, number))
        if not wanted & source.forms[number] - main or not reading.names or not statement.names:
            continue
        leans = any(written in _PERSONAL or written in _POSSESSIVE for written in reading.lower[:_OPENING_WORDS])
        if not leans and not any(
            same(part, each, source.language)
            for name in statement.names
            for part in name.core
            for other in reading.names
            for each in other.forms
        ):
            return False
    return True


def _means_named(statement: Reading, source: Source, stretch: Stretch, named: Collection[str]) -> bool:
    """Whether a sentence about "him" follows one that names somebody of whom its proof speaks."""
    opening = [statement.written(place) for place in range(min(_OPENING_WORDS, len(statement.words)))]
    if not set(opening) & _PERSONAL:
        return True
    first = max(0, stretch.first - 1)
    there = [n for number in range(first, stretch.last + 1) for n in source.reading(Stretch(number, number)).names]
    return not there or any(same(part, each, source.language) for name in there for part in name.core for each in named)
