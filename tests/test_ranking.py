from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from rag.search.matching import Rarity
from rag.search.question import Query, understood
from rag.search.ranking import Candidate, Ranked, ranked

RARITY = Rarity(1000, {"grain": 50, "price": 100, "rise": 100})
OUTLETS = ("Alpha Post", "Beta Times")


def candidate(
    key: int,
    body: str,
    *,
    article: str = "",
    outlet: str = "",
    cosine: float | None = 0.5,
) -> Candidate:
    return Candidate(key, article or f"{key}.txt", outlet, None, body.split(), (), cosine)


def asked(question: str) -> Query:
    return understood(question, (), "en", OUTLETS)


def keys(found: list[Ranked]) -> list[int]:
    return [each.key for each in found]


def test_nothing_found_is_nothing_ranked() -> None:
    assert ranked(asked("grain"), [], RARITY, None, 8) == []


def test_words_and_meaning_both_lift_a_passage() -> None:
    pool = [
        candidate(1, "ship port", cosine=0.1),
        candidate(2, "grain port", cosine=0.1),
        candidate(3, "grain crane", cosine=0.6),
    ]

    assert keys(ranked(asked("grain"), pool, RARITY, None, 8)) == [3, 2, 1]


def test_unknown_cosine_counts_as_the_least() -> None:
    pool = [
        candidate(1, "grain port", cosine=None),
        candidate(2, "grain crane", cosine=0.2),
        candidate(3, "a", cosine=0.1),
    ]

    assert keys(ranked(asked("grain"), pool, RARITY, None, 2)) == [2, 1]


def test_articles_of_an_outlet_named_come_first() -> None:
    pool = [candidate(1, "grain price rise", outlet="Beta Times"), candidate(2, "grain ship", outlet="Alpha Post")]

    assert keys(ranked(asked("What does Alpha Post say of grain?"), pool, RARITY, None, 8)) == [2, 1]
    assert keys(ranked(asked("What is said of grain price rises?"), pool, RARITY, None, 8)) == [1, 2]


def test_outlets_named_take_turns() -> None:
    pool = [
        candidate(1, "grain price rise", outlet="Alpha Post"),
        candidate(2, "grain price rise again", outlet="Alpha Post"),
        candidate(3, "grain price rise far north", outlet="Beta Times"),
    ]

    found = ranked(asked("Do Alpha Post and Beta Times say that grain prices rise?"), pool, RARITY, None, 8)

    assert keys(found) == [1, 3, 2]


def test_articles_of_a_day_of_publication_come_first() -> None:
    pool = [
        replace(candidate(1, "grain price rise"), published=date(2023, 10, 5)),
        replace(candidate(2, "grain ship"), published=date(2023, 10, 4)),
    ]

    assert keys(ranked(asked("What did the report of October 4, 2023 say of grain?"), pool, RARITY, None, 8)) == [2, 1]


def test_second_passage_of_an_article_waits_for_other_articles() -> None:
    pool = [
        candidate(1, "grain price rise", article="a.txt"),
        candidate(2, "grain price rise soon", article="a.txt"),
        candidate(3, "grain price rise in the far north again", article="b.txt"),
    ]

    assert keys(ranked(asked("grain price rise"), pool, RARITY, None, 8)) == [1, 3, 2]


def test_copy_of_a_passage_in_another_article_waits() -> None:
    pool = [
        candidate(1, "grain price rise"),
        candidate(2, "grain price rise"),
        candidate(3, "grain price rise here"),
    ]

    assert keys(ranked(asked("grain price rise"), pool, RARITY, None, 8)) == [1, 3, 2]


passages = st.lists(
    st.tuples(
        st.sampled_from(["grain price", "grain", "ship port", "price rise grain ship", ""]),
        st.sampled_from(["a.txt", "b.txt", "c.txt"]),
        st.sampled_from(["", *OUTLETS]),
        st.one_of(st.none(), st.floats(-1, 1)),
    ),
    min_size=1,
    max_size=12,
)


@given(passages, st.randoms(use_true_random=False), st.integers(1, 15))
def test_order_does_not_depend_on_the_order_of_candidates(
    drawn: list[tuple[str, str, str, float | None]], random: Random, limit: int
) -> None:
    pool = [
        candidate(key, body, article=article, outlet=outlet, cosine=cosine)
        for key, (body, article, outlet, cosine) in enumerate(drawn)
    ]
    question = asked("Do Alpha Post and Beta Times say that grain prices rise?")
    found = ranked(question, pool, RARITY, None, limit)
    random.shuffle(pool)

    assert ranked(question, pool, RARITY, None, limit) == found
    assert len(found) == len(set(keys(found))) == min(limit, len(pool))
    assert all(0 <= each.score <= 1 + 1e-9 for each in found)


def test_the_language_asked_in_comes_first_where_two_say_as_much() -> None:
    spanish = understood("piscina", (), "es", ())
    pool = [replace(candidate(key, "piscin", cosine=None), language=told) for key, told in ((1, "fr"), (2, "es"))]

    assert keys(ranked(spanish, pool, RARITY, None, 8)) == [2, 1]
