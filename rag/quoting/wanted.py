"""What a question names: its words, each with how much it tells, and the kind of answer it asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.function_words import has_function_words, is_function_word
from rag.quoting.asked import AnswerKind, asked_kind, question_words
from rag.words import Word, words

# Function words and words that only ask hold the sentence together: they tell a tenth of what their rarity says.
FUNCTION_SHARE = 0.1
# Words that many statements could be worded with or without; a right answer often puts another in their place.
LIGHT_SHARE = 0.4
_LIGHT_WORDS = """
    according across along already also always among around became become began begin being call called came come
    current currently described else ever exactly find found gave get give given go going gone got happen happened
    happens held hold include included includes including instead involved kind know known like made make makes making
    mention mentioned must name named near never often part per put said say says see seen since still take taken
    takes taking tell thing things told took toward towards type typically upon use used uses using usually via want
    wanted wants way ways went yet
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
# Behind these German words a noun without an article is most often a place.
_BEFORE_PLACES = frozenset({"in", "bei"})
# In a small archive everything it speaks of is common: no content word counts less than this share of the rarest.
LEAST_SHARE = 0.3
# Short lower-case words of a language without a list of function words are mostly such words.
_SHORT_LENGTH = 3
_SHORT_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question: `weight` is how much it tells, `content` whether it names something of the subject."""

    form: str
    written: str
    weight: float
    content: bool
    name: bool
    figure: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question, read.

    `forms` are the forms of all its words in order, `terms` the distinct ones in their order, and `asking` those that
    do nothing but ask. `language` is that in which it is asked.
    """

    question: str
    forms: tuple[str, ...]
    terms: tuple[Term, ...]
    kind: AnswerKind
    asking: frozenset[str]
    language: str

    @property
    def foreign(self) -> bool:
        """Whether it is asked in another language than English, the one that the vectors of words know."""
        return self.language not in {"en", ""}

    @property
    def content(self) -> tuple[Term, ...]:
        """The terms that name something; all terms where none does ("Who is it?")."""
        return tuple(term for term in self.terms if term.content) or self.terms

    def weights(self) -> dict[str, float]:
        """The weight of each form."""
        return {term.form: term.weight for term in self.terms}


def read_question(question: str, language: str, weight: Callable[[str], float], understood: str = "") -> Wanted:
    """Read `question`, whose forms `weight` weighs by their rarity in the archive.

    `understood` is a phrase of the question that was obeyed already ("last week"): its words need not be found.
    """
    found = words(question, language)
    obeyed = {word.form for word in words(understood, language)}
    asking = question_words(question, language)
    terms: dict[str, Term] = {}
    rarest = max((weight(word.form) for word in found), default=0.0)
    for index, word in enumerate(found):
        written = question[word.start : word.end]
        bound = word.form in obeyed or written.casefold() in asking or _binds(written, language)
        capital = written[0].isupper() and not (index == 0 or _after_stop(question, word.start))
        capital = capital and (language != "de" or _is_german_name(question, found, index))
        figure = any(sign.isdigit() for sign in written)
        if word.form in terms and terms[word.form].content >= (not bound):
            continue
        terms[word.form] = Term(
            form=word.form,
            written=written,
            weight=max(weight(word.form), LEAST_SHARE * rarest) * _share(written, language, bound=bound),
            content=not bound,
            name=not bound and not figure and (_is_acronym(written) or capital),
            figure=figure and not bound,
        )
    return Wanted(
        question=question,
        forms=tuple(word.form for word in found),
        terms=tuple(terms.values()),
        kind=asked_kind(question, language),
        asking=frozenset(w.form for w in found if question[w.start : w.end].casefold() in asking),
        language=language,
    )


def _binds(written: str, language: str) -> bool:
    # "US" and "May" are names where they are written as such; at the start of a question case tells nothing.
    return is_function_word(written, language) and not _is_acronym(written)


def _is_german_name(question: str, found: Sequence[Word], index: int) -> bool:
    """Whether the German noun at `index` is most likely a name.

    All nouns have capitals: a name stands side by side with another ("Kanzlerin Merkel") or behind a bare "in".
    """
    before = found[index - 1]
    written = question[before.start : before.end]
    beside = question[before.end : found[index].start].isspace()
    noun = written[0].isupper() and index > 1 and not is_function_word(written, "de")
    return beside and (noun or written.casefold() in _BEFORE_PLACES)


def _is_acronym(written: str) -> bool:
    return len(written) > 1 and written.isupper()


def _share(written: str, language: str, *, bound: bool) -> float:
    if bound:
        return FUNCTION_SHARE
    short = len(written) <= _SHORT_LENGTH and written.islower() and not has_function_words(language)
    if short:
        return _SHORT_SHARE
    return LIGHT_SHARE if written.casefold() in _LIGHT else 1.0


def _after_stop(question: str, start: int) -> bool:
    return question[:start].rstrip(" \"'“«(")[-1:] in ".?!:"
