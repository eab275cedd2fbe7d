from hypothesis import given
from hypothesis import strategies as st

from rag.records import Turn
from rag.search.question import Query, Term, understood


def test_plain_question_is_its_telling_words_once_each() -> None:
    assert understood("Who leads the talks on the talks?", (), "en", ()) == Query(
        terms=(Term("lead", "leads", 1.0), Term("talk", "talks", 1.0)),
        clauses=(("lead", "talk"),),
        outlets=(),
        days=(),
        events=(),
        texts=(("Who leads the talks on the talks?", 1.0),),
        language="en",
    )


def test_parts_of_a_long_question_become_clauses() -> None:
    query = understood(
        "Does the minister promise lower grain tariffs, while the farmers demand higher milk prices?", (), "en", ()
    )

    assert query.clauses == (
        ("minist", "promis", "lower", "grain", "tariff"),
        ("farmer", "demand", "higher", "milk", "price"),
    )


def test_short_part_goes_with_its_neighbour() -> None:
    query = understood("What do grain traders fear, and why, after the summit?", (), "en", ())

    assert query.clauses == (("grain", "trader", "fear", "summit"),)


def test_names_of_outlets_and_days_of_publication_are_not_words_to_look_for() -> None:
    query = understood("What did the TechCrunch report of 4 October 2023 say about chips?", (), "en", ["TechCrunch"])

    assert query.outlets == ("TechCrunch",)
    assert [(day.month, day.day) for day in query.days] == [(10, 4)]
    assert [term.form for term in query.terms] == ["report", "say", "chip"]


def test_question_of_function_words_alone_keeps_them() -> None:
    query = understood("Who was that?", (), "en", ())

    assert [term.written for term in query.terms] == ["Who", "was", "that"]
    assert query.clauses == (("who", "was", "that"),)


def test_conversation_adds_weighted_words_and_texts() -> None:
    history = (Turn("Who leads the bank?", "The bank is led by Anna Kalnina."),)

    query = understood("When was she elected to the bank?", history, "en", ())

    assert query.weights() == {"bank": 1.5, "elect": 1.0, "lead": 0.5, "anna": 0.2, "kalnina": 0.2}
    assert query.texts == (
        ("When was she elected to the bank?", 1.0),
        ("Who leads the bank?", 0.5),
        ("Anna Kalnina", 0.2),
    )
    assert query.clauses == (("elect", "bank"),)


def test_function_words_of_other_languages_are_left_out() -> None:
    query = understood("Was sagt der Minister?", (), "de", ())

    assert [term.form for term in query.terms] == ["sagt", "minist"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.sampled_from(["en", "de", "", "ru"]))
def test_every_form_of_a_clause_is_a_term(text: str, language: str) -> None:
    query = understood(text, (), language, ["The Verge"])

    assert {form for clause in query.clauses for form in clause} <= set(query.weights())
    assert query.clauses
