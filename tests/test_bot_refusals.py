"""Tests of bot.refusals."""

from datetime import date

import pytest

from bot.refusals import in_words_of
from bot.texts_english import ENGLISH
from bot.texts_latvian import LATVIAN
from bot.texts_russian import RUSSIAN
from rag import Lack, Missing, NoAnswer, Unsaid
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
    assert [in_words_of(texts, reply) for texts in (ENGLISH, LATVIAN, RUSSIAN)] == ["In English.", latvian, russian]


@pytest.mark.parametrize("lack", list(Lack))
def test_no_kind_of_reason_leaves_a_gap(lack: Lack) -> None:
    days = {"since": date(2024, 6, 1), "until": date(2024, 6, 30)}
    missing = Missing(lack, ("A", "B"), ("C",), Unsaid.WHO, **days)  # type: ignore[arg-type]
    for texts in (LATVIAN, RUSSIAN):
        said = in_words_of(texts, NoAnswer("", 0.1, missing=missing))
        assert said.endswith(".")
        assert not any(gap in said for gap in ("{", "  ", " .", ": ."))


def test_the_archives_own_reasons_are_said_with_their_particulars(open_archive: OpenArchive) -> None:
    archive = open_archive(NEWS)
    archive.sync()
    asked = ("Who won the cup of Brazil?", "What of the talks in 2031?", "What did Vass say of wages?")
    replies = [archive.ask(question) for question in asked]
    assert [in_words_of(LATVIAN, reply) for reply in replies if isinstance(reply, NoAnswer)] == [
        "Raksti nepiemin: “Brazil”.",
        "Raksti runā par 2024, nevis 2031.",
        "Raksti runā par “Vass”, bet ne par “say” vai “wages”.",
    ]
