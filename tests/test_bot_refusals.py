"""Tests of bot.refusals."""

import pytest

from bot.refusals import in_words_of
from bot.texts_english import ENGLISH
from bot.texts_latvian import LATVIAN
from bot.texts_russian import RUSSIAN
from rag import NoAnswer
from tests.conftest import OpenArchive

NEWS = {
    "talks.md": "---\ntitle: Talks\ndate: 2024-06-12\n---\nPresident Ilona Vass met the prime minister in Karsk on "
    "Monday. Vass warned that the talks of 2024 might take months.\n"
}


@pytest.mark.parametrize(
    ("reason", "latvian", "russian"),
    [
        ("The articles do not mention A, B or C.", "Raksti nepiemin: A, B vai C.", "Статьи не упоминают: A, B или C."),
        ("The articles do not speak of this.", "Raksti par to nerunā.", "Статьи об этом не говорят."),
        ("The articles do not speak of 2031.", "Raksti nepiemin: 2031.", "Статьи не упоминают: 2031."),
        (
            "The articles speak of Vass and Karsk, but not of wages.",
            "Raksti runā par “Vass un Karsk”, bet ne par “wages”.",
            "Статьи говорят о «Vass и Karsk», но не о «wages».",
        ),
        (
            "The articles speak of Vass, but do not say when.",
            "Raksti runā par “Vass”, bet šo nesaka.",
            "Статьи говорят о «Vass», но этого не сообщают.",
        ),
        (
            "The articles speak of 2021 and 2022, not 2031.",
            "Raksti runā par 2021 un 2022, nevis 2031.",
            "Статьи говорят о 2021 и 2022, а не о 2031.",
        ),
        ("No article is dated 2 May 2031.", "Raksti to nesaka.", "В статьях этого нет."),
    ],
)
def test_a_reason_is_said_in_the_persons_language(reason: str, latvian: str, russian: str) -> None:
    assert [in_words_of(texts, reason) for texts in (ENGLISH, LATVIAN, RUSSIAN)] == [reason, latvian, russian]


@pytest.mark.parametrize(
    "question",
    [
        "Who won the cup of Brazil?",
        "What of the talks in 2031?",
        "What did Vass say of wages?",
    ],
)
def test_the_archives_own_reasons_are_understood(open_archive: OpenArchive, question: str) -> None:
    archive = open_archive(NEWS)
    archive.sync()
    reply = archive.ask(question)
    assert isinstance(reply, NoAnswer)
    assert in_words_of(LATVIAN, reply.reason) != LATVIAN.refusal
