"""Reads the names in a text and tells whether another text holds them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.function_words import is_function_word
from rag.words import SNOWBALL, Word, form

# Words that open a sentence of news with a capital and name nobody. Others count as names when the evidence does not
# know them in lower case: a name taken for a word would let a stranger into the answer, a word taken for a name
# only costs a sentence.
_OPENERS = frozenset(
    """
    according additionally afterwards almost alongside although amid among analysts another around articles asked
    authorities because besides beyond building children citing city civilians combined companies compared
    concerning conversely countries critics currently dealers demonstrators despite dozens earlier economists employees
    even eventually every everyone experts families farmers finally following foreign former fresh full furthermore
    given government hence hours however hundreds immediately including initially inside instead investigators
    investors isn't it's last late later lawmakers lawyers leaders local many meanwhile members millions ministers
    moreover nearly neighbours new news next nobody none nonetheless nothing notably numerous officers officials one
    opponents opposition organisers organizers otherwise outside overall owners parents part passengers people police
    politicians previously prices prosecutors protesters recently regarding regulators rescuers researchers residents
    retailers roughly scientists separately seven several shares since six similarly soldiers someone soon sources
    specifically still students supporters talks teachers ten thousands three throughout thus tonight today together
    tomorrow total toward towards troops two unions unlike unless upon voters whatever whereas witnesses women workers
    yesterday yet president minister chancellor king queen pope mayor governor general senator judge secretary prime
    после также однако кроме согласно власти жители этот эта это эти когда если как при для она они мы вы его ее их
    ранее затем сегодня вчера
    """.split()
)
# Ranks and forms of address: they go with a name, and are no proof of it.
TITLES = frozenset(
    """
    president prime minister chancellor secretary general king queen pope mayor governor senator judge sir lord lady
    dame mr mrs ms miss dr prof professor chief executive director officer foreign defence defense deputy vice
    commissioner ambassador spokesman spokeswoman spokesperson captain colonel representative speaker chair chairman
    chairwoman prince princess president-elect ceo президент министр премьер директор prezidents ministrs
    """.split()
)
# A full name with its titles: so near to each other must its parts stand in the evidence.
_TOGETHER = 8
# Names bend: Ukraine, Ukrainian; Nato, Nato's. What may follow the stretch that two of them share, in English.
_ENDINGS = frozenset(["", "s", "n", "an", "ian", "ns", "ans", "ians", "e", "y", "i", "is", "ish", "ese", "ia"])
_PLAIN_ENDINGS = frozenset(["", "e", "y", "a", "s"])
_SHARED_LETTERS = 4
_ENDING_LETTERS = 2
# Pairs of forms whose likeness is kept: an answer compares some thousands, most of them often.
_COMPARED = 20_000
_JOINTS = frozenset([" ", "-", "‑", "–", "'", "’"])
_INITIAL_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words: `first` and `last` are their places among the words of the text, both included.

    `forms` are those of `rag.words`, in order; `short` tells that it is one word in capitals, as NATO is.
    """

    first: int
    last: int
    forms: tuple[str, ...]
    short: bool = False

    @property
    def core(self) -> tuple[str, ...]:
        """The forms without ranks and forms of address; all of them where nothing else is left."""
        return _without_titles(self.forms)


@cache
def _title_forms() -> frozenset[str]:
    return frozenset(form(title, language) for title in TITLES for language in ("en", "ru", ""))


@lru_cache(maxsize=_COMPARED)
def _without_titles(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in forms if part not in _title_forms()) or forms


def names(text: str, words: Sequence[Word], common: Collection[str], skip: Collection[int] = ()) -> list[Name]:
    """The names of `text`, whose words are `words`.

    `common` holds the forms known to be written in lower case: a word that opens a sentence and is among them is no
    name. `skip` holds the places of words that are read as something else, such as dates.
    """
    found: list[Name] = []
    run: list[int] = []
    for place, word in enumerate(words):
        joined = bool(run) and _is_joint(words[run[-1]], text[words[run[-1]].end : word.start])
        is_part = place not in skip and _is_name(text, words, place, common, inside=joined)
        if run and not (joined and is_part):
            found.append(_named(text, words, run))
            run = []
        if is_part:
            run.append(place)
    if run:
        found.append(_named(text, words, run))
    return found


def _is_joint(last: Word, gap: str) -> bool:
    """Whether a name goes on behind `gap`; behind a stop only after an initial or a form of address."""
    return gap in _JOINTS or (gap == ". " and (last.end - last.start <= _INITIAL_LETTERS or last.form in TITLES))


def _named(text: str, words: Sequence[Word], run: list[int]) -> Name:
    written = text[words[run[0]].start : words[run[-1]].end]
    short = len(run) == 1 and len(written) > 1 and written.isupper()
    return Name(run[0], run[-1], tuple(words[place].form for place in run), short)


def _is_name(text: str, words: Sequence[Word], place: int, common: Collection[str], *, inside: bool) -> bool:
    word = words[place]
    written = text[word.start : word.end]
    if written.islower():
        return False  # Most words: the rest need not be looked at.
    if not written[0].isupper() or (len(written) > 1 and written.isupper()):
        return any(sign.isupper() for sign in written)  # iPhone and 5G, NATO
    if is_function_word(written) or written.casefold().split("'")[0] == "i":
        return False
    if not _opens(text, word.start) or inside:
        return True
    if written.casefold() in _OPENERS or word.form in common:
        return _followed_by_capital(text, words, place) and written.casefold() in TITLES
    return not (len(written) < _SHARED_LETTERS and not written.isascii())


def _opens(text: str, start: int) -> bool:
    """Whether the word at `start` opens a sentence or a quotation, where a capital says nothing."""
    before = text[:start].rstrip(" \n\t“”\"«»„'‘’(—–-*")
    return not before or before[-1] in ".!?…:;" or text[start - 1 : start] in '“"«„‘'


def _followed_by_capital(text: str, words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and text[words[place + 1].start].isupper()


@lru_cache(maxsize=_COMPARED)
def same(one: str, other: str, language: str) -> bool:
    """Whether two forms may be one name, bent: Russia and Russian, Рига and Ригу."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    shared = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    if shared < _SHARED_LETTERS:
        return False
    ends = {one[shared:], other[shared:]}
    if language == "en":
        return ends <= _ENDINGS and bool(ends & _PLAIN_ENDINGS) and not ends <= {"", "ia"}
    if language in SNOWBALL:
        return "" in ends and max(map(len, ends)) <= _ENDING_LETTERS
    return max(map(len, ends)) <= _ENDING_LETTERS


def same_name(one: Name, other: Name, language: str) -> bool:
    """Whether two names share a part that is no title: Tomas Reyl and Prime Minister Reyl."""
    return _share(one.core, other.core, language)


@lru_cache(maxsize=_COMPARED)
def _share(parts: tuple[str, ...], others: tuple[str, ...], language: str) -> bool:
    return any(same(part, each, language) for part in parts for each in others)


def holds(name: Name, near: Sequence[str], named: Sequence[Name], around: Sequence[str], language: str) -> bool:
    """Whether evidence holds `name`: a part of it in the supporting words, and all of it in one place.

    `near` are the forms of the supporting words, `named` the names among them; `around` the forms of the whole
    passage, title included, because full names and ranks are given once, at the start. An abbreviation stands for
    the capitalised words whose initials it is, and they for it.
    """
    if all(any(same(part, each, language) for each in near) for part in name.forms):
        return _together(name.forms, near, language) or _together(name.forms, around, language)
    if any(any(same(part, each, language) for each in near) for part in name.core):
        return _together(name.forms, around, language)
    initials = _initials(name)
    return any(
        (name.short and _initials(other) == name.forms[0])
        or (other.short and other.forms[0] in {initials, initials + "a"})
        for other in named
    )


def _initials(name: Name) -> str:
    return "".join(part[0] for part in name.forms) if len(name.forms) > 1 else ""


def _together(parts: Sequence[str], forms: Sequence[str], language: str) -> bool:
    """Whether all `parts` stand within reach of each other."""
    if len(parts) == 1:
        return any(same(parts[0], each, language) for each in forms)
    reach = max(_TOGETHER, 2 * len(parts))
    places = [place for place, each in enumerate(forms) if same(parts[0], each, language)]
    return any(
        all(any(same(part, each, language) for each in forms[max(0, place - reach) : place + reach]) for part in parts)
        for place in places
    )
