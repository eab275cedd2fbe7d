"""Names what the archive says of itself in English, for the languages that it has to be said in otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

from rag import Fault, Lack, LeadKind, ModelFailure, Substitute, Unsaid


@dataclass(frozen=True, slots=True)
class ArchiveTexts:
    """The archive's own sentences in one language; what stands in braces is put in by `str.format`.

    A day is put in as 2024-06-13, a name or word of the question as `named` quotes it.
    """

    day: str
    days_between: str
    days_since: str
    days_until: str

    # why there is no answer: {articles} is one of the next two
    articles: str
    articles_dated: str
    undated: str
    named: str
    conjunction: str
    disjunction: str
    lacks: Mapping[Lack, str]
    unsaid: Mapping[Unsaid, str]

    # the line before an answer, and the sentence under one that a model did not write to the end
    leads: Mapping[LeadKind, str]
    failures: Mapping[ModelFailure, str]
    substitutes: Mapping[Substitute, str]

    # what went wrong: a sentence of its own, or for a file or an address what stands behind its name and a colon
    faults: Mapping[Fault, str]
