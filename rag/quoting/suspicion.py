"""Tells the sentences of an article that are not news: they repeat the question or speak to whoever answers it."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

# A stretch of the question so long, with the word that asks in it, was written for the question: an answer puts
# something else where the question word stood.
_ECHO_SHARE = 0.7
# A sentence that itself asks need only share so many of the question's words, in any order.
_ASKING_SHARE = 0.7

_REPLY = r"(?:answers?|repl(?:y|ies)|responses?|outputs?|completions?|summar(?:y|ies)|messages?|texts?)"
_ADDRESS = re.compile(
    rf"\byour (?:\w+ )?{_REPLY}(?:['’]s)?\b(?!\s+(?:from|by|of)\b)"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,40}"
    r"\b(?:instructions?|prompts?|rules|context|articles?|above|previous)\b"
    r"|\bsystem prompt\b|<\|[^|>]{1,40}\|>|\[/?INST\]|<</?SYS>>|^\W*(?:system|assistant|user)\s*:"
    r"|\b(?:when|if) asked\b.{0,160}\b(?:answer|reply|respond|say)\s*:"
    r"|\byou (?:are|must|should|will) (?:now |always |only )?(?:an? |the )?"
    r"(?:assistant|answer|reply|respond|say|act|output)\b",
    re.IGNORECASE,
)
# "Turchynov, who heads the council": the answer stands before the words of the question, as it does in no repetition.
_RELATIVE = re.compile(r"[^\W_],?\s+(?:who|whom|whose|which|where|when)\s")
_QUOTED = re.compile(r"[“«\"„][^”»\"“]*[”»\"“]")
# What pages tell their readers to do, and messages their receivers.
_ORDER_WORDS = """
    answer buy call click contact disregard donate email follow forget ignore join listen read register remember repeat
    reply respond say see send share sign subscribe tell visit watch
"""
_ORDERS = frozenset(_ORDER_WORDS.split())
# An order begins with a bare verb and what it is to be done to: "Describe the …", "Break down this …".
_BARE_VERB = re.compile(
    r"\W*(?:(?i:please|kindly|now|then|next|also)\b\W*)?(?P<verb>[A-Za-z][a-z]+)\s+(?:(?:down|up|out|off|on|about|for)\s+)?"
    r"(?:me|us|the|a|an|this|these|those|your|my|how|all|any|some|each|every|one|two|three)\s"
)
# Words that stand before "the" and order nothing: prepositions, conjunctions, adverbs. Those that end in -ing, -ed, -ly
# or -s are told by their end.
_NO_VERBS = frozenset(
    """
    aboard about above across after against all almost along alongside although amid amidst among amongst and
    another around as at atop because before behind below beneath beside between beyond both but by concern despite
    double down either else elsewhere even except for forever from given half he her here his how however i if in
    inside instead into it its just last later latest least less like likewise made many maybe me might more most
    much my near neither never next no none nor not nothing now of off often on once one only onto opposite or other
    our out outside over past per quite rather same she should since so some soon still such than that the their
    them then there these they this though through throughout till to today together tomorrow tonight too toward
    twice under underneath unlike until up upon versus via we what when where whether which while who whom whose why
    with within without yesterday yet you your
    """.split()
)
_NO_VERB_ENDS = ("ing", "ed", "ly", "s")


def echoes(text: str, words: Sequence[str], question: Sequence[str], asking: AbstractSet[str]) -> bool:
    """Whether a sentence repeats the question.

    `words` are the forms of the sentence `text`, `question` those of the question, both in order; `asking` are the
    forms of the question that ask. A question without such words asks with its first.
    """
    if not question:
        return False
    if is_question(text):
        shared = len(set(question) & set(words)) / len(set(question))
        if shared >= _ASKING_SHARE:
            return True
    elif _RELATIVE.search(text) and "?" not in text:
        return False
    # The stretch is looked for only where there can be one: this is asked of every sentence.
    if asking.isdisjoint(words) if asking else question[0] not in words:
        return False
    start, length = _longest_run(words, question)
    run = question[start : start + length]
    asks = not asking.isdisjoint(run) if asking else start == 0 and length > 0
    return asks and length >= _ECHO_SHARE * len(question)


def is_question(text: str) -> bool:
    """Whether a sentence asks: it answers nothing."""
    return text.rstrip("\"'”») ").endswith(("?", "？"))


def speaks_to_writer(text: str) -> bool:
    """Whether a sentence speaks of the answer that is being written, outside quotation marks."""
    return _ADDRESS.search(_QUOTED.sub(" ", text)) is not None


def gives_orders(text: str) -> bool:
    """Whether a sentence, or a line of it, begins by telling its reader what to do ("Read also", "Describe the")."""
    return any(map(_is_order, text.splitlines()))


def _is_order(text: str) -> bool:
    first = re.match(r"\W*(?:(?:please|kindly|now|then|next|also)\b\W*)?(\w+)", text, re.IGNORECASE)
    if first is not None and first[1].casefold() in _ORDERS and not first[1].isupper():
        return True
    bare = _BARE_VERB.match(text)
    if bare is None:
        return False
    verb = bare["verb"].casefold()
    return verb not in _NO_VERBS and not verb.endswith(_NO_VERB_ENDS)


def _longest_run(words: Sequence[str], question: Sequence[str]) -> tuple[int, int]:
    """Where in the question its longest stretch that the sentence holds side by side begins, and how long it is."""
    start = longest = 0
    row = [0] * (len(question) + 1)
    places: dict[str, list[int]] = {}
    for index, word in enumerate(question):
        places.setdefault(word, []).append(index)
    for word in words:
        following = [0] * (len(question) + 1)
        for index in places.get(word, ()):
            following[index + 1] = row[index] + 1
            if row[index] + 1 > longest:
                start, longest = index - row[index], row[index] + 1
        row = following
    return start, longest
