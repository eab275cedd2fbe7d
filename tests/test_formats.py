import json

import pytest

from rag.corpus.fields import Draft
from rag.corpus.formats import SUFFIXES, drafts
from rag.errors import ArticleError


def read(suffix: str, text: str) -> list[Draft | str]:
    """The drafts, and the reasons of those that failed."""
    return [str(found) if isinstance(found, ArticleError) else found for found in drafts(suffix, text.encode())]


def test_the_kinds_of_file_are_these() -> None:
    assert SUFFIXES == (".txt", ".md", ".html", ".htm", ".json", ".jsonl")


def test_plain_text_is_the_article_as_it_is() -> None:
    assert read(".txt", "---\ntitle: x\n---\n*Words*\n") == [Draft("---\ntitle: x\n---\n*Words*\n")]


def test_markdown_has_a_header() -> None:
    assert read(".md", "---\ntitle: Harbour\n---\nWords.\n") == [Draft("Words.\n", title="Harbour")]


def test_a_json_object_is_one_article() -> None:
    assert read(".json", '{"title": "Harbour",\n "text": "Words."}') == [Draft("Words.", title="Harbour")]


def test_a_json_list_is_an_article_an_item() -> None:
    assert read(".json", '[{"id": "a", "text": "One."}, {"text": "Two."}, 3, {"title": "x"}]') == [
        Draft("One.", key="a", place="item 1"),
        Draft("Two.", key="2", place="item 2"),
        "item 3: expected an object with the key 'text', found a number",
        "item 4: no text under 'text', 'body' or 'content'; its keys are 'title'",
    ]


def test_a_broken_line_leaves_the_others() -> None:
    lines = '{"id": "a", "text": "One."}\n\n{"text": "Two."\n[1]\n{"text": {}}\n{"text": "A\u2028B"}\n'
    assert read(".jsonl", lines) == [
        Draft("One.", key="a", place="line 1"),
        "line 3: broken JSON at column 16 (expecting ',' delimiter); mend it there",
        "line 4: expected an object with the key 'text', found a list",
        "line 5: 'text' is an object, expected the text of the article, a string",
        Draft("A\u2028B", key="6", place="line 6"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"title": "a",\n\n "text" "b"}', "line 3: broken JSON at column 9 (expecting ':' delimiter); mend it there"),
        (
            '{"text": "a"}\n{"text": "b"}',
            "line 2: broken JSON at column 1 (extra data); put an object a line into a .jsonl file",
        ),
        ("[" * 100_000, "the JSON is nested too deep; an article is one flat object"),
        ('{"text": ' + "1" * 5_000 + "}", "the JSON holds a number of thousands of digits; write it in quotes"),
    ],
)
def test_json_that_cannot_be_parsed_is_named_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(ArticleError) as refused:
        read(".json", text)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("5", "expected an object with the key 'text', found a number"),
        ("null", "expected an object with the key 'text', found null"),
        ('"words"', "expected an object with the key 'text', found a string"),
        ('{"articles": [], "total": 0}', "no text under 'text', 'body' or 'content'; its keys are 'articles', 'total'"),
        ("{}", "no text under 'text', 'body' or 'content'; its keys are none"),
    ],
)
def test_json_of_another_shape_is_named(text: str, reason: str) -> None:
    assert read(".json", text) == [reason]


def test_a_line_nested_too_deep_is_one_broken_line() -> None:
    assert read(".jsonl", "[" * 100_000 + '\n{"text": "Two."}') == [
        "line 1: the JSON is nested too deep; an article is one flat object",
        Draft("Two.", key="2", place="line 2"),
    ]


def test_json_may_stand_in_utf_16() -> None:
    assert list(drafts(".json", json.dumps({"text": "Rīga"}, ensure_ascii=False).encode("utf-16"))) == [Draft("Rīga")]
