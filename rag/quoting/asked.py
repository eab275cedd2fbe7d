"""Which kind of answer a question asks for, told from its words."""

import re
from enum import Enum


class AnswerKind(Enum):
    """The kind of thing that would answer a question."""

    PERSON = "name"
    PLACE = "place"
    TIME = "date"
    NUMBER = "number"
    AMOUNT = "amount"
    AGE = "age"
    DURATION = "length of time"
    REASON = "reason"
    YES_NO = "yes or no"
    OTHER = "answer"


_TIMES = r"(?:year|date|day|month|century|decade|time|season|weekday)s?"
_PLACES = r"(?:country|city|town|place|location|state|region|village|continent|island|county|district)"
_QUANTITIES = r"(?:much|large|big|tall|high|far|deep|fast|heavy|wide|great|expensive|cheap|hot|cold|big)"
_SHARES = r"(?:percentage|percent|fraction|proportion|share|price|cost|sum|amount|rate|temperature|distance|size)"

# The earliest question word of a question decides; at one place the earlier pattern of this list does. "How many"
# is no "how". A capital in the middle of a question marks a name ("Doctor Who") and asks nothing.
_ENGLISH: tuple[tuple[str, AnswerKind], ...] = (
    (r"how many|(?:what|which) (?:is |was |are |were )?(?:the )?(?:\w+ )?number", AnswerKind.NUMBER),
    (r"how old|(?:at )?(?:what|which) age", AnswerKind.AGE),
    (r"how long", AnswerKind.DURATION),
    (
        rf"how {_QUANTITIES}|what (?:\w+ )?{_SHARES}|what (?:is|was|are|were) (?:the )?(?:\w+ )?{_SHARES}",
        AnswerKind.AMOUNT,
    ),
    (rf"when|(?:what|which) {_TIMES}|(?:what|which) (?:is|was) the (?:date|year|day)", AnswerKind.TIME),
    (rf"where|(?:what|which) (?:\w+ )?{_PLACES}", AnswerKind.PLACE),
    (r"why|(?:what|which) (?:\w+ )?(?:reason|cause)s?|how come|what (?:caused|led|made)", AnswerKind.REASON),
    (r"who|whom|whose|(?:what|which) (?:person|man|woman|politician|player|actor|author)", AnswerKind.PERSON),
    (r"what|which|how", AnswerKind.OTHER),
)
_CLOSED = re.compile(
    r"\W*(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|shall|may|might|must)\b",
    re.IGNORECASE,
)
# The question words of other languages, in the same order of first match.
_OTHERS: dict[str, tuple[tuple[str, AnswerKind], ...]] = {
    "de": (
        (r"wie ?viele?[rn]?", AnswerKind.NUMBER),
        (r"wie alt", AnswerKind.AGE),
        (r"wie lange", AnswerKind.DURATION),
        (r"wie (?:hoch|teuer|groß|weit|schwer|schnell)", AnswerKind.AMOUNT),
        (r"wann|welche[mns] (?:jahr|tag|datum|monat)", AnswerKind.TIME),
        (r"wo|woher|wohin|welche[mnrs]? (?:stadt|land|ort)", AnswerKind.PLACE),
        (r"warum|weshalb|wieso|weswegen", AnswerKind.REASON),
        (r"wer|wen|wem|wessen", AnswerKind.PERSON),
        (r"was|welche[mnrs]?|wie|wozu|womit|worum", AnswerKind.OTHER),
    ),
    "es": (
        (r"cu[aá]nt[oa]s años tiene|qué edad", AnswerKind.AGE),
        (r"cu[aá]nto tiempo", AnswerKind.DURATION),
        (r"cu[aá]nt[oa]s", AnswerKind.NUMBER),
        (r"cu[aá]nt[oa]", AnswerKind.AMOUNT),
        (r"cu[aá]ndo|qué (?:año|fecha|día|mes)", AnswerKind.TIME),
        (r"d[oó]nde|ad[oó]nde|qué (?:país|ciudad|lugar)", AnswerKind.PLACE),
        (r"por qué", AnswerKind.REASON),
        (r"qui[eé]n(?:es)?", AnswerKind.PERSON),
        (r"qué|cu[aá]l(?:es)?|c[oó]mo", AnswerKind.OTHER),
    ),
    "fr": (
        (r"quel âge", AnswerKind.AGE),
        (r"combien de temps", AnswerKind.DURATION),
        (r"combien d", AnswerKind.NUMBER),
        (r"combien", AnswerKind.AMOUNT),
        (r"quand|quelle? (?:année|date|jour|mois)", AnswerKind.TIME),
        (r"où|quelle? (?:pays|ville|lieu)", AnswerKind.PLACE),
        (r"pourquoi", AnswerKind.REASON),
        (r"qui", AnswerKind.PERSON),
        (r"que|quoi|quel(?:le)?s?|comment|qu", AnswerKind.OTHER),
    ),
    "ru": (
        (r"сколько лет", AnswerKind.AGE),
        (r"сколько времени|как долго", AnswerKind.DURATION),
        (r"сколько", AnswerKind.NUMBER),
        (r"когда|како(?:м|го|й) (?:году|года|год|числа|день)", AnswerKind.TIME),
        (r"где|куда|откуда|како[йм] (?:стране|городе|город)", AnswerKind.PLACE),
        (r"почему|зачем|отчего", AnswerKind.REASON),
        (r"кто|кого|кому|кем|чей|чья|чьё", AnswerKind.PERSON),
        (r"что|чего|чему|чем|как(?:ой|ая|ое|ие|ого|им|ую)?|котор(?:ый|ая|ое|ые)", AnswerKind.OTHER),
    ),
    "lv": (
        (r"cik gad(?:u|us|i)", AnswerKind.AGE),
        (r"cik ilgi", AnswerKind.DURATION),
        (r"cik", AnswerKind.NUMBER),
        (r"kad|kur[āa] (?:gad[āa]|dien[āa])", AnswerKind.TIME),
        (r"kur|kurp|kurā (?:valstī|pilsētā)", AnswerKind.PLACE),
        (r"kāpēc|kādēļ", AnswerKind.REASON),
        (r"kas|kuram|kurš|kura", AnswerKind.PERSON),
        (r"ko|kā|kād(?:s|a|u|i|as)", AnswerKind.OTHER),
    ),
}


def asked_kind(question: str, language: str) -> AnswerKind:
    """The kind of answer that `question` asks for; OTHER where its words do not tell."""
    found = _first_question_word(question, language)
    if found is not None:
        return found[0]
    if (language or "en") == "en" and _CLOSED.match(question):
        return AnswerKind.YES_NO
    return AnswerKind.OTHER


def question_words(question: str, language: str) -> frozenset[str]:
    """The words that do nothing but ask, casefolded: "how many" of "How many men ...?"."""
    found = _first_question_word(question, language)
    return frozenset(re.findall(r"\w+", found[1].casefold())[:2]) if found is not None else frozenset()


def _first_question_word(question: str, language: str) -> tuple[AnswerKind, str] | None:
    patterns = _ENGLISH if (language or "en") == "en" else _OTHERS.get(language, ())
    best: tuple[int, AnswerKind, str] | None = None
    for pattern, kind in patterns:
        for match in re.finditer(rf"\b(?:{pattern})\b", question, re.IGNORECASE):
            if match.start() > 0 and match.group()[0].isupper() and not _starts(question, match.start()):
                continue
            if best is None or match.start() < best[0]:
                best = (match.start(), kind, match.group())
            break
    return best[1:] if best is not None else None


def _starts(question: str, position: int) -> bool:
    """Whether a sentence or a quotation begins at `position`, so that a capital there says nothing."""
    return not question[:position].rstrip(" \t\"'“«¿(").rstrip() or question[:position].rstrip()[-1:] in ".?!:;"
