"""Tells whether a sentence goes against evidence that shares its words, or beyond it."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache

from rag.words import form
from rag.writing.reading import Reading

_NEGATORS = frozenset(
    """
    not no never neither nor without none nobody nothing cannot nowhere hardly barely
    не нет ни никогда никто ничего без нельзя nav nē nekad neviens bez nicht kein keine keinen keiner nie niemals ohne
    pas jamais aucun aucune sans nunca nadie ninguno ninguna sin
    """.split()
)
# They deny the noun behind an adjective too: no serious damage.
_DETERMINERS = frozenset("no without kein keine без bez sans sin".split())
_DENYING = frozenset("deny denies denied denying false untrue prevent prevents prevented avoid avoids avoided".split())
_DENYING_TO = frozenset(
    "fail fails failed failing refuse refuses refused refusing decline declines declined unable".split()
)
_HEDGES = frozenset(
    """
    may might could would should if unless whether possible possibly perhaps maybe allegedly alleged alleges rumoured
    rumored reportedly suspected potential potentially hypothetical supposedly purportedly threatened threatens plan
    plans planned planning considering considers proposed proposes proposal likely expected expects hopes hoped wants
    wanted will aims seeks calls urged urges demanded demands
    """.split()
)
# Rows of words of opposite sense; the two sides of a row deny each other.
_OPPOSITES = """
    rise rose risen increase grow grew grown growth climb gain jump soar surge higher widen expand ↑ | fall fell \
        fallen decrease decline drop shrink shrank shrunk lose lost slump plunge lower narrow shed cut ↓
    accept approve back support agree endorse favour favor adopt | reject refuse oppose block veto denounce
    confirm admit acknowledge | deny dismiss
    open reopen | close closure shut
    win won victory beat | lose lost defeat
    before earlier ahead | after later following
    allow permit legalise | ban forbid forbade prohibit outlaw
    start begin began begun launch resume | end stop halt finish suspend cancel
    buy bought purchase acquire | sell sold
    arrive enter join | leave left quit withdraw withdrew withdrawn exit
    guilty convict | innocent acquit clear
    alive survive rescue | dead die kill
    import | export
    hire appoint elect | fire sack dismiss resign
    north northern | south southern
    east eastern | west western
    men man male | women woman female
    strong stronger strengthen | weak weaker weaken
    succeed successful success | fail failure
    lift ease | impose tighten
    more | less fewer
    maximum | minimum
    best | worst
    ally allies friend | enemy enemies foe
    legal lawful | illegal unlawful
    largest biggest highest longest greatest | smallest lowest shortest
"""
# Words that a statement may use only when the evidence does, in some word of the same row: superlatives, shares, and
# what accuses or alarms.
_NEEDED = """
    largest biggest highest lowest smallest greatest strongest weakest fastest slowest longest shortest oldest \
        youngest richest poorest deadliest heaviest record most
    first
    only sole
    best
    worst
    half
    third
    second
    quarter
    twice double
    triple
    dozens
    hundreds
    thousands
    millions
    billions
    majority most
    minority
    all every each everyone entire whole
    always
    never
    kill die dead death deadly fatal
    murder
    assassinate assassination
    rape
    arrest detain
    jail prison imprison
    resign resignation
    bomb bombing explosion explode blast
    attack assault strike
    guilty convict conviction
    bankrupt bankruptcy insolvent
    fraud fraudulent
    corrupt corruption bribe bribery
    steal stole stolen theft thief
    invade invasion
    nuclear atomic
    coup
    war
    surrender
    suicide
    terror terrorist terrorism
    poison
    torture
    hostage
    spy spied espionage
    treason traitor
    burn burnt fire
    destroy destruction
    collapse
    genocide massacre
    secret secretly
    criminal crime
    abuse
    lie lied liar lying
    smuggle
    launder
    marry marriage wedding
    divorce
    pregnant
    cancer
    hack hacker
"""
_MOVED = re.compile(r"\b(up|down)\s(?:by\s|from\s|to\s|about\s|nearly\s|almost\s|more than\s)?[$€£]?\d", re.IGNORECASE)
_ENDS_SCOPE = frozenset("but while when which who because although though after before and as until since".split())
# A negation or a doubt reaches so many words, up to the end of its clause.
_SCOPE_WORDS = 6


def contradicts(statement: Reading, evidence: Reading) -> bool:
    """Whether `statement` says the opposite of a sentence of evidence, or flatly what that leaves open."""
    return any(look(statement, evidence) for look in (_negates, _doubts, _is_opposite))


def goes_beyond(statement: Reading, evidence: Reading) -> bool:
    """Whether `statement` uses a superlative, a share or a grave word that has no like in the evidence."""
    mine, theirs = _stems(statement), _stems(evidence)
    return any(mine & row and not theirs & row for row in _needed())


def negates(reading: Reading) -> bool:
    """Whether `reading` denies anything, in any language whose negations are known here."""
    return bool(_negators(reading))


def _negates(statement: Reading, evidence: Reading) -> bool:
    here, there = _negators(statement), _negators(evidence)
    if not here and not there:
        return False
    denied, said = _split(statement, here)
    denied_there, said_there = _split(evidence, there)
    if denied & (said_there - denied_there) or said & (denied_there - said_there):
        return True
    return bool(here) and not there


def _doubts(statement: Reading, evidence: Reading) -> bool:
    there = _hedges(evidence)
    if not there or _hedges(statement):
        return False
    _, certain = _split(statement, ())
    doubted, certain_there = _split(evidence, there)
    return bool(certain & (doubted - certain_there))


def _split(reading: Reading, triggers: Sequence[int]) -> tuple[set[str], set[str]]:
    """The forms of the content words that a trigger reaches, and of those that none does."""
    reached = {place for trigger in triggers for place in _reach(reading, trigger)}
    inside = {reading.words[p].form for p in reading.content if p in reached}
    return inside, {reading.words[p].form for p in reading.content if p not in reached}


def _reach(reading: Reading, trigger: int) -> Iterator[int]:
    """The content words that a trigger governs: the next, adverbs apart; the next two behind "no" or a doubt."""
    wanted = 2 if reading.written(trigger) in _DETERMINERS | _HEDGES else 1
    for place in range(trigger + 1, min(len(reading.words), trigger + 1 + _SCOPE_WORDS)):
        gap = reading.text[reading.words[place - 1].end : reading.words[place].start]
        if wanted == 0 or any(sign in gap for sign in ",;:.!?") or reading.written(place) in _ENDS_SCOPE:
            return
        if place in reading.content:
            yield place
            wanted -= not reading.written(place).endswith("ly")


def _negators(reading: Reading) -> list[int]:
    lower = (*reading.lower, "")
    return [
        place
        for place, written in enumerate(reading.lower)
        if (
            (written in _NEGATORS or written.endswith(("n't", "n’t")))
            and not (lower[place + 1] == "only" and "but" in lower)
        )
        or written in _DENYING
        or (written in _DENYING_TO and lower[place + 1] == "to")
    ]


def _hedges(reading: Reading) -> list[int]:
    return [
        place
        for place, written in enumerate(reading.lower)
        if written in _HEDGES and not reading.text.startswith("May", reading.words[place].start)
    ]


def _is_opposite(statement: Reading, evidence: Reading) -> bool:
    mine, theirs = _stems(statement), _stems(evidence)
    return any(
        not mine & against and not theirs & side and theirs & against for side, against in _sides() if mine & side
    )


def _stems(reading: Reading) -> set[str]:
    """The English forms of every word, and an arrow for what goes up or down by a figure."""
    stems = {form(written, "en") for written in reading.lower} | (_plurals() & set(reading.lower))
    return stems | {"↑" if m[1].casefold() == "up" else "↓" for m in _MOVED.finditer(reading.text)}


@cache
def _plurals() -> frozenset[str]:
    return frozenset("dozens hundreds thousands millions billions".split())


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    rows = (line.split("|") for line in _OPPOSITES.strip().splitlines())
    return tuple((_row(left), _row(right)) for left, right in rows)


@cache
def _sides() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return (*_opposites(), *((right, left) for left, right in _opposites()))


@cache
def _needed() -> tuple[frozenset[str], ...]:
    return tuple(_row(line) for line in _NEEDED.strip().splitlines())


def _row(words: Collection[str] | str) -> frozenset[str]:
    listed = words.split() if isinstance(words, str) else words
    return frozenset(word if word in _plurals() or word in "↑↓" else form(word, "en") for word in listed)


@lru_cache(maxsize=4_096)
def kin(word: str) -> frozenset[str]:
    """The English forms that move the same way as `word`: rise with grow, fall with shrink."""
    return frozenset().union(*(side for row in _opposites() for side in row if word in side)) - {word}
