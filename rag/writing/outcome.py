"""Decides what becomes of a model's checked text: an answer, a refusal, or the quoted reply in its place."""

import re
from dataclasses import dataclass, replace

from rag.providers.troubles import Trouble
from rag.quoting.confidence import ANSWER_FROM
from rag.quoting.leads import lead_line
from rag.quoting.quoting import NEAREST
from rag.quoting.reasons import refusal
from rag.records import Answer, Article, Citation, Evidence, NoAnswer
from rag.remarks import Lack, Lead, Missing, ModelFailure, Substitute
from rag.writing.lapses import with_lapse
from rag.writing.writing import Checked

# A model that has read the evidence found no answer in it: surely less than what is answered at all.
_REFUSED_AT_MOST = ANSWER_FROM / 2

# "I cannot find it in the articles" tells of the articles; "I cannot help with that" tells of the model alone.
_TELLS_OF_ARTICLES = re.compile(
    r"\b(?:evidence|articles?|sources?|passages?|texts?|documents?|context|information|answer\w*|find|found|mention\w*)\b"
    r"|стать|источник|rakst",
    re.IGNORECASE,
)

_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be written: the answer to a question that stands alone, asked in `language`.

    `quoted` is the reply made of the articles' own sentences, and `lead` what the line before the answer says.
    """

    question: str
    language: str
    evidence: tuple[Evidence, ...]
    quoted: Answer | NoAnswer
    lead: Lead | None = None


def outcome(task: Task, checked: Checked, trouble: Trouble | None, *, whole: bool) -> Answer | NoAnswer:
    """The reply to a task; a text begins with the line of `task.lead` and `checked.text`, where that is not empty.

    `trouble` is what ended the model's text early, `whole` False where its limit of length did.
    """
    if trouble is not None:
        broken = _of_model(task, checked)
        return _with_quotes(broken, task, trouble.value.reader) if broken else quoted(task, trouble.value.reader)
    written = _of_model(task, checked)
    if written is not None:
        return written if whole else with_lapse(written, ModelFailure.CUT_SHORT, Substitute.REST_MISSING)
    if checked.says_nothing_found:
        tells = any(_TELLS_OF_ARTICLES.search(removed.text) for removed in checked.removed)
        return _refusal(task) if tells else quoted(task, ModelFailure.DECLINED)
    return quoted(task, ModelFailure.UNPROVED if whole else ModelFailure.CUT_SHORT)


def quoted(task: Task, why: ModelFailure) -> Answer | NoAnswer:
    """The quoted reply, with the sentence that says why it came."""
    return with_lapse(task.quoted, why, Substitute.QUOTES if isinstance(task.quoted, Answer) else Substitute.SEARCHED)


def _of_model(task: Task, checked: Checked) -> Answer | None:
    """What the model wrote; that its sentences are proved makes the answer as sure as any that is given."""
    answer = checked.answer(max(task.quoted.confidence, ANSWER_FROM), task.quoted.window)
    return replace(answer, text=lead_line(task.lead) + answer.text, lead=task.lead) if answer else None


def _refusal(task: Task) -> NoAnswer:
    if isinstance(task.quoted, NoAnswer):
        return task.quoted
    nearest: dict[str, Article] = {item.article.id: item.article for item in task.evidence}
    sure = min(task.quoted.confidence, _REFUSED_AT_MOST)
    return refusal(Missing(Lack.ANSWER), sure, tuple(nearest.values())[:NEAREST], task.quoted.window)


def _with_quotes(written: Answer, task: Task, why: ModelFailure) -> Answer:
    """What was shown of a text that broke off, then the quotes that say something else, numbered on."""
    if not isinstance(task.quoted, Answer):
        return with_lapse(written, why, Substitute.REST_MISSING)
    lines = task.quoted.text.split("\n")[-len(task.quoted.citations) :]
    texts, citations = [written.text], list(written.citations)
    for line, citation in zip(lines, task.quoted.citations, strict=True):
        if any(_overlap(citation, other) for other in written.citations):
            continue
        citations.append(_numbered(citation, len(citations) + 1))
        texts.append(_MARK.sub(f"[{len(citations)}]", line))
    if len(texts) == 1:
        return with_lapse(written, why, Substitute.REST_MISSING)
    whole = replace(written, text="\n".join(texts), citations=tuple(citations))
    return with_lapse(whole, why, Substitute.REST_QUOTED)


def _numbered(citation: Citation, number: int) -> Citation:
    return Citation(number, citation.article, citation.start, citation.end)


def _overlap(one: Citation, other: Citation) -> bool:
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end
