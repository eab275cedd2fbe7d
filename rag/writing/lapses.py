"""Says in one English sentence why a model did not write an answer, or not to the end."""

from dataclasses import replace
from typing import TypeVar

from rag.records import Answer, NoAnswer
from rag.remarks import Lapse, ModelFailure, Substitute

_WHY = {
    ModelFailure.AWAY: "The model cannot be asked now",
    ModelFailure.LATE: "The model did not answer in time",
    ModelFailure.BROKEN_OFF: "The model's answer broke off",
    ModelFailure.UNUSABLE: "The model's answer could not be used",
    ModelFailure.EMPTY: "The model's answer was empty",
    ModelFailure.HELD_BACK: "The model's provider held its answer back",
    ModelFailure.BUDGET: "The model's budget for today is spent",
    ModelFailure.DECLINED: "The model declined to answer",
    ModelFailure.UNPROVED: "Nothing that the model wrote could be proved",
    ModelFailure.CUT_SHORT: "The model's answer was cut off at its limit of length",
}
_INSTEAD = {
    Substitute.QUOTES: "the answer is quoted from the articles",
    Substitute.REST_QUOTED: "the last lines are quoted from the articles",
    Substitute.REST_MISSING: "what stands here is proved, but may not be all",
    Substitute.SEARCHED: "only the articles' own sentences were searched for an answer",
}
_Reply = TypeVar("_Reply", bound=Answer | NoAnswer)


def with_lapse(reply: _Reply, failure: ModelFailure, substitute: Substitute) -> _Reply:
    """The reply with the notice why it is not a model's."""
    lapse = Lapse(failure, substitute)
    return replace(reply, notice=notice(lapse), lapse=lapse)


def notice(lapse: Lapse) -> str:
    """The sentence."""
    return f"{_WHY[lapse.failure]}; {_INSTEAD[lapse.substitute]}."
