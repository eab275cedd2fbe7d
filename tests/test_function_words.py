"""Words that bind a sentence together."""

import pytest

from rag.function_words import has_function_words, is_function_word


@pytest.mark.parametrize(
    ("language", "binding", "telling"),
    [
        ("en", ("The", "with"), ("NATO", "harbour")),
        ("", ("The", "with"), ("harbour",)),
        ("de", ("Der", "und", "darf", "über"), ("Hafen", "fährt")),
        ("es", ("los", "Dónde", "puede"), ("puerto",)),
        ("fr", ("les", "peut"), ("port", "sûr")),
        ("ru", ("Что", "ещё", "могут"), ("порт",)),
        ("lv", ("Kāpēc", "un", "bija"), ("osta", "laiks")),
        ("fi", ("ja",), ("satama",)),
    ],
)
def test_words_that_bind_are_told_from_words_that_tell(
    language: str, binding: tuple[str, ...], telling: tuple[str, ...]
) -> None:
    assert [word for word in (*binding, *telling) if is_function_word(word, language)] == list(binding)


def test_a_language_without_a_list_has_no_function_words() -> None:
    assert not has_function_words("uk")
    assert not is_function_word("і", "uk")
    assert all(map(has_function_words, ("", "en", "lv", "de")))
