"""What a question names."""

from rag.quoting.wanted import FUNCTION_SHARE, Term, read_question


def test_names_figures_and_words_that_only_ask_are_told_apart() -> None:
    wanted = read_question("How many ships left Riga in 2021?", "en", lambda _: 1.0)
    assert {term.written for term in wanted.content} == {"ships", "left", "Riga", "2021"}
    assert [term.written for term in wanted.terms if term.name] == ["Riga"]
    assert [term.written for term in wanted.terms if term.figure] == ["2021"]


def test_function_words_weigh_little() -> None:
    wanted = read_question("the ships", "en", lambda _: 1.0)
    assert wanted.terms == (
        Term("the", "the", FUNCTION_SHARE, content=False, name=False, figure=False),
        Term("ship", "ships", 1.0, content=True, name=False, figure=False),
    )


def test_obeyed_phrase_names_nothing() -> None:
    wanted = read_question("ships in 2021", "en", lambda _: 1.0, understood="in 2021")
    assert [term.written for term in wanted.content] == ["ships"]


def test_word_common_in_a_small_archive_keeps_a_share_of_the_rarest() -> None:
    weights = {"ship": 0.0}
    wanted = read_question("ships harbour", "en", lambda form: weights.get(form, 3.0))
    assert wanted.weights() == {"ship": 0.3 * 3.0, "harbour": 3.0}


def test_german_nouns_are_names_only_beside_another_or_behind_a_bare_in() -> None:
    wanted = read_question("Warum sprach Kanzlerin Merkel in Rostock über den Hafen?", "de", lambda _: 1.0)
    assert [term.written for term in wanted.terms if term.name] == ["Merkel", "Rostock"]
