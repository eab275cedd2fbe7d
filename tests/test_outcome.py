"""What becomes of a model's checked text."""

from dataclasses import replace
from datetime import date

from rag.providers.troubles import Trouble
from rag.quoting.confidence import ANSWER_FROM
from rag.records import Answer, Citation, NoAnswer
from rag.remarks import Lapse, Lead, LeadKind, ModelFailure, Substitute
from rag.writing.outcome import Task, outcome
from rag.writing.writing import Checked, check
from tests.replies import EVIDENCE, HARBOUR, SENTENCES


def cited(number: int, key: str) -> Citation:
    start = HARBOUR.text.index(SENTENCES[key])
    return Citation(number, HARBOUR, start, start + len(SENTENCES[key]))


QUOTED = Answer(
    f"“{SENTENCES['jobs']}” — Courier [1]\n“{SENTENCES['strike']}” — Courier [1]",
    (cited(1, "jobs"), cited(1, "strike")),
    0.8,
    generated=False,
)
REFUSED = NoAnswer("The articles do not say how many.", 0.3, (HARBOUR,))
TASK = Task("How many people work there?", "en", EVIDENCE, QUOTED)
PROVED = check("The harbour employs 1,250 people [1].", EVIDENCE, "en")
NOTHING = check("Gold rose [1].", EVIDENCE, "en")
ABSENT = check("The articles do not answer this.", EVIDENCE, "en")


def test_proved_text_is_the_answer() -> None:
    reply = outcome(TASK, PROVED, None, whole=True)
    assert reply == Answer("The harbour employs 1,250 people [1].", PROVED.citations, 0.8, generated=True)


def test_proved_text_is_at_least_as_sure_as_any_answer() -> None:
    assert outcome(replace(TASK, quoted=REFUSED), PROVED, None, whole=True).confidence == ANSWER_FROM


def test_the_line_before_an_answer_stands_before_it() -> None:
    lead = Lead(LeadKind.WITHIN, date(2024, 5, 1), date(2024, 5, 31))
    reply = outcome(replace(TASK, lead=lead), PROVED, None, whole=True)
    assert isinstance(reply, Answer)
    assert reply.text == "In articles from 1 to 31 May 2024:\nThe harbour employs 1,250 people [1]."
    assert reply.lead == lead


def test_text_cut_at_its_limit_says_so() -> None:
    assert outcome(TASK, PROVED, None, whole=False).notice == (
        "The model's answer was cut off at its limit of length; what stands here is proved, but may not be all."
    )


def test_text_that_nothing_proves_gives_way_to_quotes() -> None:
    notice = "Nothing that the model wrote could be proved; the answer is quoted from the articles."
    assert outcome(TASK, NOTHING, None, whole=True) == replace(
        QUOTED, notice=notice, lapse=Lapse(ModelFailure.UNPROVED, Substitute.QUOTES)
    )


def test_a_model_that_finds_no_answer_is_believed() -> None:
    reply = outcome(TASK, ABSENT, None, whole=True)
    assert isinstance(reply, NoAnswer)
    assert (reply.reason, reply.confidence) == ("The articles do not answer this.", ANSWER_FROM / 2)
    assert HARBOUR in reply.nearest
    assert outcome(replace(TASK, quoted=REFUSED), ABSENT, None, whole=True) == REFUSED


def test_a_model_that_declines_to_help_tells_nothing_of_the_articles() -> None:
    declined = check("I'm sorry, but I can't help with that.", EVIDENCE, "en")
    notice = "The model declined to answer; the answer is quoted from the articles."
    assert outcome(TASK, declined, None, whole=True) == replace(
        QUOTED, notice=notice, lapse=Lapse(ModelFailure.DECLINED, Substitute.QUOTES)
    )


def test_a_model_that_fails_gives_way_to_quotes() -> None:
    nothing = Checked("", (), ())
    notice = "The model did not answer in time; the answer is quoted from the articles."
    assert outcome(TASK, nothing, Trouble.TIMEOUT, whole=True) == replace(
        QUOTED, notice=notice, lapse=Lapse(ModelFailure.LATE, Substitute.QUOTES)
    )
    refused = outcome(replace(TASK, quoted=REFUSED), nothing, Trouble.TIMEOUT, whole=True)
    assert refused.notice == (
        "The model did not answer in time; only the articles' own sentences were searched for an answer."
    )
    assert refused.lapse == Lapse(ModelFailure.LATE, Substitute.SEARCHED)


def test_what_was_shown_stays_and_quotes_of_other_passages_follow() -> None:
    reply = outcome(TASK, PROVED, Trouble.TIMEOUT, whole=True)
    assert reply == Answer(
        f"The harbour employs 1,250 people [1].\n“{SENTENCES['strike']}” — Courier [2]",
        (cited(1, "jobs"), cited(2, "strike")),
        0.8,
        generated=True,
        notice="The model did not answer in time; the last lines are quoted from the articles.",
        lapse=Lapse(ModelFailure.LATE, Substitute.REST_QUOTED),
    )


def test_what_was_shown_stays_where_no_other_quote_is() -> None:
    for quoted in (REFUSED, replace(QUOTED, text=QUOTED.text.split("\n")[0], citations=QUOTED.citations[:1])):
        reply = outcome(replace(TASK, quoted=quoted), PROVED, Trouble.TIMEOUT, whole=True)
        assert isinstance(reply, Answer)
        assert reply.text == PROVED.text
        assert reply.notice == "The model did not answer in time; what stands here is proved, but may not be all."
