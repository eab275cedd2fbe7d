"""What a question in another language than English says of time, asked on Wednesday, 15 May 2024."""

from datetime import date

import pytest

from rag.records import Window
from rag.timing.calendar_words import ENGLISH, CalendarWords
from rag.timing.time_languages import LANGUAGES
from rag.timing.timeframe import Bearing, timeframe_in

TODAY = date(2024, 5, 15)

ARTICLES, NEWS, FACT = Bearing.ARTICLES, Bearing.NEWS, Bearing.FACT

# question, first and last day ("" where open), the words read as time, what they bear on
ABROAD = [
    ("Was geschah gestern?", "2024-05-14", "2024-05-14", "gestern", NEWS),
    ("Was ist letzte Woche passiert?", "2024-05-06", "2024-05-12", "letzte Woche", NEWS),
    ("Was geschah vor 3 Tagen?", "2024-05-12", "2024-05-12", "vor 3 Tagen", NEWS),
    ("Was passierte in den letzten 3 Tagen?", "2024-05-12", "2024-05-15", "in den letzten 3 Tagen", NEWS),
    ("Was hat er letzten Freitag gesagt?", "2024-05-10", "2024-05-10", "letzten Freitag", NEWS),
    ("Was geschah seit August 2022?", "2022-08-01", "", "seit August 2022", FACT),
    ("Was geschah am 12. Januar 2022?", "2022-01-12", "2022-01-12", "am 12. Januar 2022", FACT),
    ("Artikel vom März 2022 über Tesla", "2022-03-01", "2022-03-31", "vom März 2022", ARTICLES),
    ("¿Qué pasó ayer?", "2024-05-14", "2024-05-14", "ayer", NEWS),
    ("¿Qué pasó en marzo de 2022?", "2022-03-01", "2022-03-31", "en marzo de 2022", FACT),
    ("¿Qué pasó desde el 12 de enero?", "2024-01-12", "", "desde el 12 de enero", FACT),
    ("¿Quién ganó el lunes?", "2024-05-13", "2024-05-13", "el lunes", NEWS),
    ("Que s'est-il passé la semaine dernière ?", "2024-05-06", "2024-05-12", "la semaine dernière", NEWS),
    ("Qui a gagné en 2016 ?", "2016-01-01", "2016-12-31", "en 2016", FACT),
    ("Qui a gagné lundi ?", "2024-05-13", "2024-05-13", "lundi", NEWS),
    ("Что произошло вчера?", "2024-05-14", "2024-05-14", "вчера", NEWS),
    ("Что произошло в марте 2022 года?", "2022-03-01", "2022-03-31", "в марте 2022 года", FACT),
    (
        "Что было между январём и мартом 2022 года?",
        "2022-01-01",
        "2022-03-31",
        "между январём и мартом 2022 года",
        FACT,
    ),
    ("Что случилось за последние 3 дня?", "2024-05-12", "2024-05-15", "за последние 3 дня", NEWS),
    ("Какие новости с понедельника?", "2024-05-13", "", "с понедельника", ARTICLES),
    ("Kas notika vakar?", "2024-05-14", "2024-05-14", "vakar", NEWS),
    ("Kas notika martā?", "2024-03-01", "2024-03-31", "martā", FACT),
    ("Kas notika 2022. gada 12. janvārī?", "2022-01-12", "2022-01-12", "2022. gada 12. janvārī", FACT),
    ("Kas notika kopš 12. janvāra?", "2024-01-12", "", "kopš 12. janvāra", FACT),
    ("Kas notika pagājušajā nedēļā?", "2024-05-06", "2024-05-12", "pagājušajā nedēļā", NEWS),
]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("question", "since", "until", "phrase", "bearing"), ABROAD)
def test_time_is_understood_in_other_languages(
    question: str, since: str, until: str, phrase: str, bearing: Bearing
) -> None:
    timeframe = timeframe_in(question, TODAY)

    assert timeframe is not None
    assert timeframe.window == Window(since=day(since), until=day(until), phrase=phrase)
    assert timeframe.bearing is bearing


@pytest.mark.parametrize("words", LANGUAGES, ids=["en", "de", "es", "fr", "ru", "lv"])
def test_every_language_names_the_whole_calendar(words: CalendarWords) -> None:
    assert sorted(set(words.months.values())) == list(range(1, 13))
    assert sorted(set(words.weekdays.values())) == list(range(7))
    written = [*words.months, *words.weekdays, *words.phrases, *words.units, *words.numbers, *words.signs]
    assert [word for word in written if word != word.lower()] == []
    assert set(words.bare) <= {*words.months, *words.weekdays}


def test_no_sign_of_another_language_is_a_sign_of_english() -> None:
    assert [words.signs & ENGLISH.signs for words in LANGUAGES[1:]] == [frozenset()] * 5
