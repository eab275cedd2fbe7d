"""Has a model write one answer, in its time and within the day's budget."""

import logging
import time
from collections.abc import Generator as Given
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from rag.index.spending import Spending
from rag.ports import Ending, Generator
from rag.providers.troubles import ModelError, Trouble, as_model_error
from rag.quoting.leads import lead_line, pieces
from rag.records import Answer, NoAnswer, Turn, Usage
from rag.remarks import LeadLine
from rag.settings import Settings
from rag.writing.outcome import Task, outcome
from rag.writing.prompt import Prompt, answer_prompt, estimate_tokens, rewrite_prompt
from rag.writing.rewriting import rewritten_question
from rag.writing.writing import Checked, Checker

# A rewritten question is one line: what takes longer would leave too little time for the answer.
_REWRITE_SHARE = 0.3

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where answers are written: the model, what it has cost, and the limits."""

    generator: Generator
    spending: Spending
    settings: Settings

    def begin(self, now: datetime) -> "Draft":
        """An answer whose time runs from here; `now` is what the archive's clock says."""
        return Draft(self, now)


class Draft:
    """One answer on its way."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self._desk = desk
        self._now = now
        self._deadline = time.monotonic() + desk.settings.answer_seconds
        self._usage = Usage()
        self._whole = True

    def stand_alone(self, question: str, history: Sequence[Turn]) -> Given[str, None, str | None]:
        """Gives "" while the model rewrites a question, and returns it as it would be asked without its history.

        Returns None where the model fails, or what it writes cannot be trusted.
        """
        pieces: list[str] = []
        try:
            with closing(self._asked(rewrite_prompt(question, history), self._left * _REWRITE_SHARE)) as asked:
                for piece in asked:
                    pieces.append(piece)
                    yield ""
        except ModelError as error:
            _log.warning("the question was not rewritten (%s): %s", error.trouble.name, error)
            return None
        rewritten = rewritten_question("".join(pieces), question, history)
        _log.debug("the model rewrote the question %r as %r", question, rewritten or "".join(pieces))
        return rewritten

    def write(self, task: Task, *, live: bool) -> Given[str | Answer | NoAnswer, None, None]:
        """The answer's text in checked pieces, and last the whole, which begins with the pieces given.

        An empty piece only gives control back. Without `live` nobody sees the pieces: of a text that broke off
        nothing is kept then.
        """
        prompt = answer_prompt(task.question, task.evidence, self._now, budget=self._desk.settings.prompt_tokens)
        checker = Checker(prompt.evidence, task.language)
        seen, trouble = "", None
        try:
            with closing(self._checked(prompt, checker)) as checked_pieces:
                for piece in checked_pieces:
                    if piece and not seen and task.lead is not None:
                        seen = lead_line(task.lead)
                        yield LeadLine.of(seen, task.lead)
                    seen += piece
                    yield piece
        except ModelError as error:
            trouble = error.trouble
            _log.warning("the model failed (%s): %s", trouble.name, error)
        checked = checker.result if live or trouble is None else Checked("", (), ())
        reply = replace(outcome(task, checked, trouble, whole=self._whole), usage=self._spent)
        self._tell(checker.result)
        if live and isinstance(reply, Answer) and len(reply.text) > len(seen):
            yield from [reply.text[len(seen) :]] if seen else pieces(reply)
        yield reply

    @property
    def _left(self) -> float:
        return self._deadline - time.monotonic()

    @property
    def _spent(self) -> Usage | None:
        return self._usage if self._usage.total else None

    def _checked(self, prompt: Prompt, checker: Checker) -> Given[str, None, None]:
        if not prompt.evidence:
            raise ModelError(Trouble.TOO_LONG)  # Not one sentence fits beside the rules and the question.
        with closing(self._asked(prompt, self._left)) as pieces:
            for piece in pieces:
                yield checker.feed(piece)
        yield checker.finish(cut_off=not self._whole)

    def _asked(self, prompt: Prompt, seconds: float) -> Given[str, None, None]:
        """What the model writes, counted however it ends; raises ModelError."""
        budget = self._desk.settings.daily_token_budget
        if budget and self._desk.spending.of(self._now.date()) >= budget:
            raise ModelError(Trouble.BUDGET)
        ending, length = None, 0
        items = self._desk.generator.stream(prompt.system, prompt.user, seconds)
        try:
            for item in items:
                if isinstance(item, Ending):
                    ending = item
                else:
                    length += len(item)
                    yield item
        except Exception as error:
            raise as_model_error(error) from error
        finally:
            cast("Given[str, None, None]", items).close()
            self._count(prompt, ending, length)
        self._whole = ending is None or ending.whole

    def _count(self, prompt: Prompt, ending: Ending | None, length: int) -> None:
        """Remember what was spent; a request that brought nothing is taken for one that cost nothing."""
        if ending is None and not length:
            return
        told = ending.usage if ending is not None else None
        usage = told or Usage(estimate_tokens(str(prompt)), estimate_tokens("x" * length))
        self._usage += usage
        self._desk.spending.add(self._now.date(), usage.total)

    def _tell(self, checked: Checked) -> None:
        tokens = self._usage.tokens_in, self._usage.tokens_out
        _log.info("model: %d tokens in, %d out; %d sentences removed", *tokens, len(checked.removed))
        for removed in checked.removed:
            _log.debug("removed (%s): %r", removed.reason, removed.text)
