"""Tells whether a sentence exchanges two names of its evidence: who did it, and to whom."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from rag.writing.names import Name, same_name
from rag.writing.reading import Reading

# What people do with each other, so that either may be named first.
_MUTUAL = frozenset(
    "meet met meets meeting talk talks talked agree agreed agrees border borders married marry marries fought".split()
)
_NOUN_STARTS = frozenset("the a an this that these those its his her their of no".split())
_BE = frozenset("was were is are been be being got".split())
_JOINTS = frozenset("and while but whereas compared versus then и а но un und et y".split())
_PLACING = frozenset(
    "in at on near since during for with from into within to of against about after before under".split()
)
_TIMING = frozenset("after before since".split())
# A doer named with "by" stands so near behind the verb.
_AGENT_REACH = 7
# Two names have changed places when the words next to them tell so by this much more than they tell the contrary.
# Found on sentences of news with two names exchanged, against the same ones shortened.
_NEIGHBOURS = 3
_EXCHANGED_WORDS = 3
# Between a doer and its verb stand an auxiliary and an adverb at most.
_DOER_REACH = 4


def exchanges_names(statement: Reading, evidence: Reading) -> bool:
    """Whether two names of `statement` stand in each other's part in `evidence`."""
    return (
        _done_by_another(statement, evidence)
        or _on_other_sides(statement, evidence)
        or _in_each_others_place(statement, evidence)
    )


def _done_by_another(statement: Reading, evidence: Reading) -> bool:
    """Whether a doer of the statement changes places with a doer of the evidence, both being named in both."""
    language = evidence.language
    for place in statement.content:
        doer = _doer(statement, place) if statement.written(place) not in _MUTUAL else None
        if doer is None:
            continue
        form = statement.words[place].form
        alike = [_doer(evidence, p) for p in evidence.content if evidence.words[p].form == form]
        others = [other for other in alike if other is not None]
        if not others or any(same_name(doer, other, language) for other in others):
            continue
        if _any_same([doer], evidence.names, language) and _any_same(others, statement.names, language):
            return True
    return False


def _doer(reading: Reading, verb: int) -> Name | None:
    """The name right before a word in the active voice, nothing but small words between."""
    for place in range(verb - 1, max(-1, verb - _DOER_REACH), -1):
        gap = reading.text[reading.words[place].end : reading.words[place + 1].start]
        if gap.strip() or reading.written(place) in _JOINTS | _PLACING | _BE:
            return None
        name = next((name for name in reading.names if name.last == place), None)
        if name is not None:
            return None if name.first and reading.written(name.first - 1) in _PLACING - _TIMING else name
        if place in reading.content:
            return None
    return None


def _on_other_sides(statement: Reading, evidence: Reading) -> bool:
    """Whether two names stand on the other side of a word that both share: who did it, and to whom or where."""
    language = evidence.language
    theirs = list(_sides(evidence))
    for form, before, after in _sides(statement):
        alike = [(b, a) for word, b, a in theirs if word == form]
        turned = [_any_same(before, a, language) and _any_same(after, b, language) for b, a in alike]
        straight = [_any_same(before, b, language) or _any_same(after, a, language) for b, a in alike]
        if any(turned) and not any(straight):
            return True
    return False


def _any_same(some: Sequence[Name], others: Sequence[Name], language: str) -> bool:
    return any(same_name(one, other, language) for one in some for other in others)


def _sides(reading: Reading) -> Iterator[tuple[str, list[Name], list[Name]]]:
    """Each content word with the names before and after it in its sentence, as if said in the active voice.

    A name behind a preposition is nobody's doer: it does not count before its word.
    """
    bounds = list(pairwise(_sentence_starts(reading)))
    for place in reading.content if len(reading.names) > 1 else ():
        if reading.written(place) in _MUTUAL or (place and reading.written(place - 1) in _NOUN_STARTS):
            continue
        first, last = next((a, b - 1) for a, b in bounds if place < b)
        names = [name for name in reading.names if first <= name.first and name.last <= last]
        before = [n for n in names if n.last < place and not (n.first and reading.written(n.first - 1) in _PLACING)]
        after = [name for name in names if name.first > place]
        following = [reading.written(p) for p in range(place + 1, min(last + 1, place + _AGENT_REACH))]
        if any(reading.written(p) in _BE for p in range(max(first, place - 3), place)) and "by" in following:
            before, after = after, before
        if before and after:
            yield reading.words[place].form, before, after


def _sentence_starts(reading: Reading) -> list[int]:
    """The words that begin a sentence, and behind them the count of words."""
    starts = [0]
    for place in range(1, len(reading.words)):
        gap = reading.text[reading.words[place - 1].end : reading.words[place].start]
        if gap != " " and reading.text[reading.words[place].start].isupper() and any(sign in gap for sign in ".!?;"):
            starts.append(place)
    return [*starts, len(reading.words)]


def _in_each_others_place(statement: Reading, evidence: Reading) -> bool:
    """Whether of two names each stands among the words that the evidence puts around the other."""
    language = evidence.language
    there = [(name, _neighbours(evidence, name)) for name in evidence.names]
    here = [
        (name, _neighbours(statement, name), [place for other, place in there if same_name(name, other, language)])
        for name in statement.names
    ]
    for (one, around_one, ones), (other, around_other, others) in combinations(here, 2):
        if not ones or not others or same_name(one, other, language):
            continue
        straight = _shared(around_one, ones) + _shared(around_other, others)
        turned = _shared(around_one, others) + _shared(around_other, ones)
        if turned >= straight + _EXCHANGED_WORDS:
            return True
    return False


def _shared(words: frozenset[tuple[int, str]], places: Sequence[frozenset[tuple[int, str]]]) -> int:
    return max(len(words & place) for place in places)


def _neighbours(reading: Reading, name: Name) -> frozenset[tuple[int, str]]:
    """The words next to a name, other names left out, with the side on which they stand."""
    named = {place for each in reading.names for place in range(each.first, each.last + 1)}
    before = range(max(0, name.first - _NEIGHBOURS), name.first)
    after = range(name.last + 1, min(len(reading.words), name.last + 1 + _NEIGHBOURS))
    return frozenset(
        [(-1, reading.words[place].form) for place in before if place not in named]
        + [(1, reading.words[place].form) for place in after if place not in named]
    )
