"""Tells whether a model's rewritten question still asks what was asked."""

from collections.abc import Sequence

from rag.function_words import is_function_word
from rag.quoting.suspicion import speaks_to_writer
from rag.records import Turn
from rag.words import forms, words
from rag.writing.plain import addresses, without_unseen
from rag.writing.prompt import NOT_IN_EVIDENCE

# A question with the names it leans on in it; what is longer answers it, or tells a story.
_CHARACTERS = 400
_LABELS = ("new question:", "rewritten question:", "question:")
# Inflected forms of one name share so many letters.
_SHARED_LETTERS = 4


def rewritten_question(reply: str, question: str, history: Sequence[Turn]) -> str | None:
    """The question in a model's `reply`, or None where the reply is none that can be trusted.

    Every name and figure of it must come from the conversation: what an article planted there is no question.
    """
    lines = [line.strip() for line in without_unseen(reply).splitlines() if line.strip()]
    if len(lines) != 1:
        return None
    text = lines[0]
    label = next((label for label in _LABELS if text.casefold().startswith(label)), "")
    text = text[len(label) :].strip().strip('"“”«»').strip()
    if not forms(text, "") or len(text) > _CHARACTERS or text == NOT_IN_EVIDENCE:
        return None
    if speaks_to_writer(text) or addresses(text) or _brings_something(text, question, history):
        return None
    return text


def _brings_something(text: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a name or a figure in `text` was not said before."""
    said = {form for turn in history for form in forms(f"{turn.question} {turn.answer}", "")} | set(forms(question, ""))
    beginnings = {form[:_SHARED_LETTERS] for form in said}
    telling = [
        word
        for place, word in enumerate(words(text, ""))
        if text[word.start].isdigit() or (place and text[word.start].isupper())
    ]
    return any(
        word.form not in said
        and (text[word.start].isdigit() or word.form[:_SHARED_LETTERS] not in beginnings)
        and not is_function_word(text[word.start : word.end])
        for word in telling
    )
