"""Tells the words that bind a sentence together and say nothing of its subject."""

from collections.abc import Callable
from functools import cache, lru_cache

from rag.words import without_accents

# Closed-class words of English.
FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also am an and any are as at be because been before being below between
    both but by can could did do does doing down during each either few for from further had has have having he her
    here hers herself him himself his how i if in into is it its itself just let me might more most must my myself
    neither no nor not of off on once only or other ought our ours ourselves out over own please same shall she
    should so some such than that the their theirs them themselves then there these they this those through to too
    under until up us very was we were what when where whether which while who whom whose why will with within
    without would you your yours yourself yourselves
    """.split()
)
# Latvian, which tantivy has no list of: its particles, conjunctions, prepositions, pronouns, "to be" and "may".
_LATVIAN = frozenset(
    """
    aiz ap ar arī bet bez bija biju bijām bijāt būs būt būtu caur ceļā cik cits citu drīkst drīkstēt es
    esam esat esi esmu gan gar ik ir it ja jau jeb jo jums jūs jā kad kamēr kas katra katram katrs kā kāda
    kādas kādi kādos kāds kādu kādā kādām kāpēc ko kopš kur kura kuram kuras kuri kurp kurs kuru kurā kurās kuriem
    kurš lai līdz man mani manis mans manu mēs mums mūsu nav ne nebija nedz nekad nekas neviens no nu nē
    pa par pat pec pie pirms pret priekš pār pēc savs savu savā sev sevi starp šai šajā
    šis šo šī šīs šie šos tad tai tajā tam tas te tev tevi tevis tie tiek tik tikai tika tiks tomēr to tos tu tur tā
    tādēļ tādi tāds tām tāpēc tās un uz vai vairs var varat varēja varēs vien viena viens vienu viņa viņai viņam
    viņas viņi viņiem viņš viņu viņus zem ārpus
    """.split()
)
# The languages that tantivy has Snowball's lists of function words for.
_LISTED = {
    "da": "danish",
    "de": "german",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
}
# The verbs of may, can and must, which those lists leave out.
_MODALS = {
    "de": "darf dürfen durfte durften können konnte konnten muss müssen musste mussten soll sollen sollte sollten",
    "es": "puede pueden puedo podemos pudo podrá podrán podría debe deben debo debía hay",
    "fr": "peut peuvent pouvait peux puis pourra doit doivent devait dois faut",
    "it": "può possono posso poteva deve devono devo doveva",
    "nl": "mag mogen kunnen kon moet moeten moest",
    "pt": "pode podem posso podia deve devem devo devia",
    "ru": "могу могут можем мочь нельзя должен должна должно должны",
}
# Where an accent marks the asking form of a word, or may be left out: such a word is the one without it.
_ACCENTS_TELL_NOTHING = frozenset({"es", "pt", "ru"})
# A question or a title has few distinct words of this kind; an entry is about 150 bytes.
_REMEMBERED_WORDS = 20_000


def has_function_words(language: str) -> bool:
    """Whether the function words of `language` (ISO 639-1; "" is read as English) are known one by one.

    Those of other languages are told by their rarity alone, which is next to none.
    """
    return language in {"", "en", "lv"} or language in _LISTED


@lru_cache(maxsize=_REMEMBERED_WORDS)
def is_function_word(word: str, language: str = "en") -> bool:
    """Whether `word`, as written, binds a sentence of `language` together and tells nothing of its subject.

    No word does in a language without a list.
    """
    folded = word.casefold()
    if language in {"", "en"}:
        return folded in FUNCTION_WORDS
    if language == "lv":
        return folded in _LATVIAN
    if language not in _LISTED:
        return False
    spellings = {folded, without_accents(folded)} if language in _ACCENTS_TELL_NOTHING else {folded}
    return any(each in _modals(language) or not _telling(_LISTED[language])(each) for each in spellings)


@cache
def _modals(language: str) -> frozenset[str]:
    return frozenset(_MODALS.get(language, "").split())


@cache
def _telling(language: str) -> Callable[[str], list[str]]:
    """Cuts text into words and leaves out the function words of `language`, as tantivy names it."""
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return builder.filter(tantivy.Filter.stopword(language)).build().analyze
