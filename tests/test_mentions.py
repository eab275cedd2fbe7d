from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.search.mentions import mentions

OUTLETS = (
    "The Verge",
    "The Age",
    "Fortune",
    "TechCrunch",
    "CBSSports.com",
    "FOX News - Health",
    "FOX News - Lifestyle",
    "Cnbc | World Business News Leader",
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did The Verge say about phones, as TechCrunch reported?", ("The Verge", "TechCrunch")),
        ("Does Verge's article disagree?", ("The Verge",)),
        ("Does the FOX News - Health article mention sleep?", ("FOX News - Health",)),
        ("What does FOX News report on sleep?", ("FOX News - Health", "FOX News - Lifestyle")),
        ("What was on Cnbc | World Business News Leader yesterday?", ("Cnbc | World Business News Leader",)),
        ("Which player did CBS Sports name?", ("CBSSports.com",)),
        ("According to Fortune, who won?", ("Fortune",)),
        ("what was reported by fortune on rents?", ("Fortune",)),
        ("Fortune's article on rents", ("Fortune",)),
    ],
)
def test_outlets_are_found_however_the_question_calls_them(question: str, named: tuple[str, ...]) -> None:
    assert mentions(question, OUTLETS).outlets == named


@pytest.mark.parametrize(
    "question",
    [
        "Who made a fortune with rents?",
        "Which firms of the Fortune 500 pay most?",
        "Who leads Fortune Brands?",
        "At what age do people retire?",
        "Fortune favours whom?",
    ],
)
def test_common_words_and_larger_names_are_no_outlets(question: str) -> None:
    assert mentions(question, OUTLETS).outlets == ()


def test_day_beside_a_word_of_publishing_is_a_day_of_publication() -> None:
    told = mentions("What did the report published on October 4, 2023, say of rents?", OUTLETS)

    assert [(day.year, day.month, day.day) for day in told.days] == [(2023, 10, 4)]
    assert told.events == ()


def test_day_of_an_event_is_kept_apart_and_its_words_stay() -> None:
    told = mentions("What happened at the border on 7 October 2023?", OUTLETS)

    assert [(day.year, day.month, day.day) for day in told.events] == [(2023, 10, 7)]
    assert (told.days, told.spans) == ((), ())


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31)), st.sampled_from(OUTLETS))
def test_places_of_mentions_are_where_the_question_names_them(day: date, outlet: str) -> None:
    question = f"What did the article of {outlet} published on {day.isoformat()} claim?"

    told = mentions(question, OUTLETS)

    assert [span.cut(question) for span in told.spans] == [outlet, day.isoformat()]


@given(st.text(max_size=60))
def test_any_text_is_read_without_failure(text: str) -> None:
    assert set(mentions(text, OUTLETS).outlets) <= set(OUTLETS)
