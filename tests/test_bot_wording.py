"""Tests of bot.wording."""

from datetime import date

import pytest

from bot.texts_english import ENGLISH
from bot.texts_latvian import LATVIAN
from bot.texts_russian import RUSSIAN
from bot.wording import error, piece, reason, reworded, unread
from rag import (
    Answer,
    Article,
    Citation,
    FailedFile,
    Fault,
    Lack,
    Lapse,
    Lead,
    LeadKind,
    LeadLine,
    Missing,
    ModelFailure,
    NoAnswer,
    RagError,
    Substitute,
    Unsaid,
)
from tests.conftest import OpenArchive

NEWS = {
    "talks.md": "---\ntitle: Talks\ndate: 2024-06-12\n---\nPresident Ilona Vass met the prime minister in Karsk on "
    "Monday. Vass warned that the talks of 2024 might take months.\n"
}


@pytest.mark.parametrize(
    ("missing", "latvian", "russian"),
    [
        (
            Missing(Lack.NAMES, ("A", "B", "C")),
            "Raksti nepiemin: “A”, “B” vai “C”.",
            "Статьи не упоминают: «A», «B» или «C».",
        ),
        (Missing(Lack.SUBJECT), "Raksti par to nerunā.", "Статьи об этом не говорят."),
        (Missing(Lack.YEARS, ("2031",)), "Raksti nepiemin: 2031.", "Статьи не упоминают: 2031."),
        (
            Missing(Lack.WORDS, ("wages",), ("Vass", "Karsk")),
            "Raksti runā par “Vass” un “Karsk”, bet ne par “wages”.",
            "Статьи говорят о «Vass» и «Karsk», но не о «wages».",
        ),
        (
            Missing(Lack.UNSAID, held=("Vass",), unsaid=Unsaid.WHEN),
            "Raksti runā par “Vass”, bet nesaka, kad.",
            "Статьи говорят о «Vass», но не сообщают, когда.",
        ),
        (
            Missing(Lack.OTHER_YEARS, ("2031",), ("2021", "2022")),
            "Raksti runā par 2021 un 2022, nevis 2031.",
            "Статьи говорят о 2021 и 2022, а не о 2031.",
        ),
        (
            Missing(Lack.DAYS, since=date(2031, 5, 2), until=date(2031, 5, 2), undated=3),
            "Rakstu ar datumu 2031-05-02 nav (rakstu bez datuma: 3).",
            "Статей за 2031-05-02 нет (статей без даты: 3).",
        ),
        (
            Missing(Lack.NEAR, since=date(2024, 6, 10), until=date(2024, 6, 16)),
            "Raksti no 2024-06-10 līdz 2024-06-16 ir tuvu tam, bet to nesaka.",
            "Статьи с 2024-06-10 по 2024-06-16 близки к этому, но этого не говорят.",
        ),
        (
            Missing(Lack.SUBJECT, since=date(2024, 6, 10)),
            "Raksti kopš 2024-06-10 par to nerunā.",
            "Статьи с 2024-06-10 об этом не говорят.",
        ),
        (
            Missing(Lack.SUBJECT, until=date(2024, 6, 10)),
            "Raksti līdz 2024-06-10 par to nerunā.",
            "Статьи по 2024-06-10 об этом не говорят.",
        ),
        (Missing(Lack.OUTLET, outlet="The Farm"), "Raksti to nesaka.", "В статьях этого нет."),
        (None, "Raksti to nesaka.", "В статьях этого нет."),
    ],
)
def test_a_reason_is_said_in_the_persons_language(missing: Missing | None, latvian: str, russian: str) -> None:
    reply = NoAnswer("In English.", 0.1, missing=missing)
    assert [reason(texts, reply) for texts in (ENGLISH, LATVIAN, RUSSIAN)] == ["In English.", latvian, russian]


@pytest.mark.parametrize("lack", list(Lack))
def test_no_kind_of_reason_leaves_a_gap(lack: Lack) -> None:
    days = {"since": date(2024, 6, 1), "until": date(2024, 6, 30)}
    missing = Missing(lack, ("A", "B"), ("C",), Unsaid.WHO, **days)  # type: ignore[arg-type]
    for texts in (LATVIAN, RUSSIAN):
        said = reason(texts, NoAnswer("", 0.1, missing=missing))
        assert said.endswith(".")
        assert not any(gap in said for gap in ("{", "  ", " .", ": ."))


def test_the_archives_own_reasons_are_said_with_their_particulars(open_archive: OpenArchive) -> None:
    archive = open_archive(NEWS)
    archive.sync()
    asked = ("Who won the cup of Brazil?", "What of the talks in 2031?", "What did Vass say of wages?")
    replies = [archive.ask(question) for question in asked]
    assert [reason(LATVIAN, reply) for reply in replies if isinstance(reply, NoAnswer)] == [
        "Raksti nepiemin: “Brazil”.",
        "Raksti runā par 2024, nevis 2031.",
        "Raksti runā par “Vass”, bet ne par “say” vai “wages”.",
    ]


WEEK = Lead(LeadKind.WITHIN, date(2024, 6, 10), date(2024, 6, 16))
LATE = Lapse(ModelFailure.LATE, Substitute.QUOTES)


@pytest.mark.parametrize(
    ("lead", "latvian", "russian"),
    [
        (WEEK, "Rakstos no 2024-06-10 līdz 2024-06-16:", "В статьях с 2024-06-10 по 2024-06-16:"),
        (Lead(LeadKind.LATEST), "Jaunākais, ko raksti saka:", "Самое новое, что говорят статьи:"),
        (
            Lead(LeadKind.AFTER, date(2024, 6, 10), None),
            "Par notikušo kopš 2024-06-10, rakstīts drīz pēc tam:",
            "О времени с 2024-06-10, рассказано вскоре после:",
        ),
    ],
)
def test_the_line_before_an_answer_is_said_and_every_quote_stays(lead: Lead, latvian: str, russian: str) -> None:
    answer = Answer("In English:\n“One.” [1]\n“Two.” [2]", (), 0.9, generated=False, lead=lead)
    said = [reworded(texts, answer).text.split("\n", 1) for texts in (ENGLISH, LATVIAN, RUSSIAN)]
    assert [line for line, _ in said] == ["In English:", latvian, russian]
    assert {rest for _, rest in said} == {"“One.” [1]\n“Two.” [2]"}


def test_an_answer_without_such_a_line_stays_as_it_is() -> None:
    answer = Answer("“One.” [1]\n“Two.” [2]", (), 0.9, generated=False)
    assert reworded(LATVIAN, answer) == answer


def test_the_day_behind_a_quote_is_told_in_figures() -> None:
    text = "It — The Globe, 3 June 2024 (1) — fell."
    article = Article("a.md", "", "The Globe", "", date(2024, 6, 3), "", "en", text)
    answer = Answer(
        f"“{text}” — The Globe, 3 June 2024 [1]", (Citation(1, article, 0, len(text)),), 0.9, generated=False
    )
    assert reworded(ENGLISH, answer) == answer
    assert reworded(RUSSIAN, answer).text == f"“{text}” — The Globe, 2024-06-03 [1]"


def test_the_line_is_said_as_soon_as_it_comes() -> None:
    assert piece(LATVIAN, LeadLine.of("In English:\n", WEEK)) == "Rakstos no 2024-06-10 līdz 2024-06-16:\n"
    assert piece(ENGLISH, LeadLine.of("In English:\n", WEEK)) == "In English:\n"
    assert piece(LATVIAN, "One.") == "One."


def test_why_a_model_did_not_write_is_said() -> None:
    answer = Answer("“One.” [1]", (), 0.9, generated=False, notice="In English.", lapse=LATE)
    refusal = NoAnswer("No.", 0.1, notice="In English.", lapse=LATE)
    assert reworded(ENGLISH, answer).notice == "In English."
    assert reworded(LATVIAN, answer).notice == "Modelis neatbildēja laikā; atbilde ir citēta no rakstiem."
    assert reworded(RUSSIAN, refusal).notice == "Модель не ответила вовремя; ответ составлен из цитат."


def test_what_went_wrong_is_said_and_its_particulars_to_who_can_mend_it() -> None:
    full = RagError("The data folder '/srv/data' cannot be written.", Fault.DATA)
    assert error(ENGLISH, full, whole=False) == str(full)
    assert error(LATVIAN, full, whole=False) == "Datus nevar nolasīt vai ierakstīt."
    assert error(LATVIAN, full, whole=True) == f"Datus nevar nolasīt vai ierakstīt.\n{full}"
    wordless = RagError("The question '?' has no words.", Fault.QUESTION_EMPTY)
    assert error(RUSSIAN, wordless, whole=True) == "В вопросе нет слов; спросите что-нибудь о статьях."
    assert error(RUSSIAN, RagError("Something rare."), whole=False) == "Something rare."


def test_why_an_address_could_not_be_read_is_said() -> None:
    file = FailedFile(
        "https://x.example/a", "its host 'x.example' is not found; see that it is spelt right", Fault.HOST
    )
    assert unread(ENGLISH, file) == file.reason
    assert unread(LATVIAN, file) == "tāds serveris nav atrasts; pārbaudiet, vai adrese ir pareiza"
    assert unread(LATVIAN, FailedFile("a.json", "line 3: broken JSON")) == "line 3: broken JSON"
