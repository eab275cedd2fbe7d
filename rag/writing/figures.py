"""Reads the figures of a text as values, however they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rag.function_words import is_function_word
from rag.words import form

_CURRENCIES = {
    "$": "dollar", "us$": "dollar", "dollar": "dollar", "dollars": "dollar", "usd": "dollar", "долларов": "dollar",
    "€": "euro", "euro": "euro", "euros": "euro", "eur": "euro", "eiro": "euro", "евро": "euro",
    "£": "pound", "pound": "pound", "pounds": "pound", "gbp": "pound", "¥": "yen", "yen": "yen", "yuan": "yuan",
    "₽": "rouble", "rouble": "rouble", "roubles": "rouble", "ruble": "rouble", "rubles": "rouble", "рублей": "rouble",
}  # fmt: skip
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12,
    "тыс": 10**3, "тысяч": 10**3, "тысячи": 10**3, "млн": 10**6, "миллион": 10**6, "миллиона": 10**6,
    "миллионов": 10**6, "млрд": 10**9, "миллиард": 10**9, "миллиарда": 10**9, "миллиардов": 10**9,
    "tausend": 10**3, "millionen": 10**6, "milliarde": 10**9, "milliarden": 10**9, "milliard": 10**9,
    "milliards": 10**9, "millones": 10**6, "tūkst": 10**3, "tūkstoši": 10**3, "tūkstošu": 10**3, "miljons": 10**6,
    "miljoni": 10**6, "miljonu": 10**6, "miljards": 10**9, "miljardi": 10**9, "miljardu": 10**9,
}  # fmt: skip
# One letter is a scale only of money: 5m is also five metres.
_MONEY_SCALES = {"m": 10**6, "b": 10**9, "t": 10**12}
_WORDED = {
    **{w: n for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )},
    **{w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)},
    "dozen": 12,
}  # fmt: skip
_WORDED_SCALES = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen"})
_DIGITS = re.compile(
    r"(?:(?<=[\s(“\"«])(?P<sign>[-−])|(?<![\w]))(?:(?P<money>(?:US)?\$|[€£¥₽])\s?)?"
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?:(?:st|nd|rd|th)\b)?"
)
_WORD = re.compile(r"[\s-]?([^\W\d_]+)\b\.?")
_PERCENT = re.compile(
    r"[\s-]?(?:[%％]|(?:per\s?cent|percentage points?|pct|процент\w*|prozent|procent\w*|pour cent|por ciento)\b)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\s?(?:US\s)?([€£¥₽$]|[^\W\d_]+)")
_ANY_WORDED = re.compile(rf"\b(?:{'|'.join((*_WORDED, *_WORDED_SCALES))})\b", re.IGNORECASE)
_WORD_RUN = re.compile(r"[^\W\d_]+(?:(?:[\s-]|\sand\s)[^\W\d_]+)*")
_OVER = re.compile(
    r"\b(?:more than|over|above|at least|no less than|no fewer than|exceed(?:s|ed|ing)?|upwards of|свыше|более|больше"
    r"|vairāk nekā|vairāk par|mehr als|über|plus de|más de)\s(?:the\s|a\s)?[$€£]?$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:less than|fewer than|under|below|at most|no more than|up to|nearly|almost|just short of|менее|меньше|почти"
    r"|mazāk nekā|mazāk par|gandrīz|weniger als|fast|moins de|menos de)\s(?:the\s|a\s)?[$€£]?$",
    re.IGNORECASE,
)
_MINUS = re.compile(r"\bminus\s$", re.IGNORECASE)
# What a bound needs to be seen: the longest of them with its spaces.
_BOUND_CHARACTERS = 24
_GROUPED_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at `text[start:end]`.

    `values` are its readings (100.000 has two); `unit` is "percent", a currency or ""; `counted` the form of the
    word that follows, "" if none does; `bound` is 1 for "more than", -1 for "less than", 0 where it is said flatly.
    """

    start: int
    end: int
    values: frozenset[Decimal]
    unit: str = ""
    counted: str = ""
    bound: int = 0

    def agrees(self, other: "Figure") -> bool:
        """Whether `other`, in evidence, says this figure: its value, and its unit and bound where this has one."""
        if (self.unit == "percent") != (other.unit == "percent") or not self.values & other.values:
            return False
        return self.unit in {"", other.unit} and self.bound in {0, other.bound}


def figures(text: str, language: str) -> list[Figure]:
    """The figures of `text` in order: in digits in any language, in words in English."""
    found = [_read(text, m, language) for m in _DIGITS.finditer(text)]
    found += _in_words(text, language)
    return sorted(found, key=lambda figure: figure.start)


def _read(text: str, match: re.Match[str], language: str) -> Figure:
    scale, end, unit = Decimal(1), match.end(), _CURRENCIES.get((match["money"] or "").casefold(), "")
    if word := _WORD.match(text, end):
        name = word[1].casefold()
        factor = _SCALES.get(name) or (_MONEY_SCALES.get(name) if unit else None)
        if factor:
            scale, end = Decimal(factor), word.end()
    values = _values(match["digits"])
    if match["sign"] or _MINUS.search(text[max(0, match.start() - 7) : match.start()]):
        values = frozenset(-value for value in values)
    return _with_unit(
        text, Figure(match.start(), end, frozenset(v * scale if scale != 1 else v for v in values), unit), language
    )


def _values(digits: str) -> frozenset[Decimal]:
    plain = re.sub(r"[\s'’]", "", digits)
    if _GROUPED_DOTS.fullmatch(plain):
        readings = [plain.replace(".", "").replace(",", ".")] + [plain] * (plain.count(".") == 1 and "," not in plain)
    elif _GROUPED_COMMAS.fullmatch(plain):
        readings = [plain.replace(",", "")]
    elif plain.count(".") + plain.count(",") <= 1:
        readings = [plain.replace(",", ".")]
    else:
        readings = re.split(r"[.,]", plain)
    return frozenset(Decimal(reading) for reading in readings)


def _with_unit(text: str, figure: Figure, language: str) -> Figure:
    end, unit = figure.end, figure.unit
    before = text[max(0, figure.start - _BOUND_CHARACTERS) : figure.start]
    bound = 1 if _OVER.search(before) else -1 if _UNDER.search(before) else 0
    if percent := _PERCENT.match(text, end):
        end, unit = percent.end(), "percent"
    elif (money := _MONEY.match(text, end)) and money[1].casefold() in _CURRENCIES:
        end, unit = money.end(), _CURRENCIES[money[1].casefold()]
    word = _WORD.match(text, end)
    counted = "" if word is None or is_function_word(word[1]) else form(word[1], language)
    return Figure(figure.start, end, figure.values, unit, counted, bound)


def _in_words(text: str, language: str) -> Iterator[Figure]:
    if _ANY_WORDED.search(text) is None:
        return
    for run in _WORD_RUN.finditer(text):
        tokens = list(re.finditer(r"[^\W\d_]+", run.group()))
        names = [token.group().casefold() for token in tokens]
        index = 0
        while index < len(names):
            value, stop = _worded(names, index)
            if stop > index and names[index:stop] != ["one"]:
                start, end = run.start() + tokens[index].start(), run.start() + tokens[stop - 1].end()
                yield _with_unit(text, Figure(start, end, frozenset({Decimal(value)})), language)
            index = max(stop, index + 1)


def _goes_on(part: int, value: int) -> bool:
    """Whether a number said so far takes a further word: a hundred takes twenty, and twenty takes five."""
    return part % 100 == 0 or (part % 10 == 0 and value in range(1, 10))


def _worded(names: list[str], index: int) -> tuple[int, int]:
    """The number that the words from `index` on say, and the index after it; the same index if they say none."""
    total = part = 0
    stop = index
    while stop < len(names):
        name = names[stop]
        if name in _WORDED_SCALES and (stop > index or (index > 0 and names[index - 1] in {"a", "an"})):
            factor = 12 if name == "dozen" else _SCALES[name]
            part = max(part, 1) * factor
            if factor >= _SCALES["thousand"]:
                total, part = total + part, 0
        elif name in _WORDED and name != "dozen" and _goes_on(part, _WORDED[name]):
            part += _WORDED[name]
        elif not (name == "and" and stop > index and names[stop - 1] in _WORDED_SCALES):
            break
        stop += 1
    return (total + part, stop) if names[index:stop] != ["and"] else (0, index)
