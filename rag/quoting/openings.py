"""Answers a question that names nothing but a time with the openings of that time's articles."""

from collections.abc import Sequence
from datetime import date

from rag.function_words import is_function_word
from rag.passages import sentences
from rag.records import Answer, Citation, Evidence, Span
from rag.words import form, words

# What news is asked for with, beside the time: such words name no subject.
_ASKING = """
    article event going happen happening headline important latest main new news newest paper press recent recently
    report say story tell thing today top world write
"""
_NAMES_NOTHING = frozenset(form(word, "en") for word in _ASKING.split())
# Nothing is weighed here, so nothing is sure: just above the line between an answer and none.
_CONFIDENCE = 0.6


def asks_only_a_time(question: str, spans: Sequence[Span]) -> bool:
    """Whether `question` names nothing beside the time at `spans`: "What happened last week?"."""
    return all(
        word.form in _NAMES_NOTHING
        or is_function_word(question[word.start : word.end])
        or any(span.start <= word.start < span.end for span in spans)
        for word in words(question, "en")
    )


def opening_answer(evidence: Sequence[Evidence], limit: int = 3) -> Answer | None:
    """The first sentences of at most `limit` articles of `evidence`, the newest first; None where they have none."""
    first: dict[str, Evidence] = {}
    for one in evidence:
        known = first.get(one.article.id)
        if known is None or one.start < known.start:
            first[one.article.id] = one
    newest = sorted(first.values(), key=lambda one: one.article.published or date.min, reverse=True)
    cited = [_opening(one) for one in newest if one.text.strip()][:limit]
    if not cited:
        return None
    text = "\n".join(f"“{' '.join(citation.quote.split())}” [{citation.number}]" for citation in cited)
    return Answer(text, tuple(cited), _CONFIDENCE, generated=False)


def _opening(evidence: Evidence) -> Citation:
    span = sentences(evidence.text, evidence.article.language)[0]
    return Citation(evidence.number, evidence.article, evidence.start + span.start, evidence.start + span.end)
