import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.corpus.articles import FileContents, SourceFile, read_file, source_files
from rag.corpus.formats import SUFFIXES
from rag.errors import ArticleError
from rag.records import Article, FailedFile

LIMIT = 1_000_000
TEXT = "The harbour of the old town opens on Monday, the minister said."


def article(article_id: str, text: str = TEXT, title: str = TEXT, language: str = "en") -> Article:
    return Article(article_id, title, "", "", None, "", language, text)


def read(folder: Path, name: str, data: bytes | str) -> FileContents:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(folder, name, max_bytes=LIMIT)


def reasons(contents: FileContents) -> list[str]:
    return [failed.reason for failed in contents.failed]


def test_a_text_file_is_one_article_named_by_its_path(tmp_path: Path) -> None:
    text = f"\nHarbour opens\r\n\r\n{TEXT}\r\n"
    assert read(tmp_path, "2022/harbour.txt", text) == FileContents(
        digest=hashlib.sha256(text.encode()).hexdigest(),
        articles=(article("2022/harbour.txt", f"\nHarbour opens\n\n{TEXT}\n", "Harbour opens"),),
        failed=(),
    )


def test_what_the_file_says_of_itself_is_kept(tmp_path: Path) -> None:
    header = "title: Harbour\nsource: The Daily Example\nauthor: Jo Li\ndate: 12.01.2022\nurl: https://example.org/a\n"
    assert read(tmp_path, "a.md", f"---\n{header}language: lv\n---\n{TEXT}").articles == (
        Article(
            "a.md", "Harbour", "The Daily Example", "Jo Li", date(2022, 1, 12), "https://example.org/a", "lv", TEXT
        ),
    )


def test_articles_of_one_file_are_named_by_their_keys(tmp_path: Path) -> None:
    lines = [json.dumps(line) for line in ({"id": "a", "text": TEXT}, {"text": TEXT}, {"id": 7, "text": TEXT})]
    assert read(tmp_path, "all.jsonl", "\n".join(lines)).articles == (
        article("all.jsonl#a"),
        article("all.jsonl#2"),
        article("all.jsonl#7"),
    )
    assert read(tmp_path, "all.json", f"[{','.join(lines)}]").articles == (
        article("all.json#a"),
        article("all.json#2"),
        article("all.json#7"),
    )
    assert read(tmp_path, "one.json", lines[0]).articles == (article("one.json"),)


def test_a_broken_line_leaves_the_other_articles_and_is_named(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(number), "text": TEXT}) for number in range(3)]
    lines[1] = lines[1][:-1]
    contents = read(tmp_path, "all.jsonl", "\n".join(lines))
    assert contents.articles == (article("all.jsonl#0"), article("all.jsonl#2"))
    assert contents.failed == (
        FailedFile("all.jsonl", "line 2: broken JSON at column 86 (expecting ',' delimiter); mend it there"),
    )


def test_the_first_of_two_articles_with_one_id_is_kept(tmp_path: Path) -> None:
    contents = read(tmp_path, "all.jsonl", f'{{"id": 1, "text": "{TEXT}"}}\n{{"id": "1", "text": "Other words."}}')
    assert contents.articles == (article("all.jsonl#1"),)
    assert reasons(contents) == ["line 2: the id '1' is that of line 1 too; give each article its own"]


def test_only_the_first_failures_of_a_file_are_named(tmp_path: Path) -> None:
    contents = read(tmp_path, "all.jsonl", "5\n" * 1_234)
    assert len(contents.failed) == 21
    assert contents.failed[-1].reason == "1,214 more like these; is each line of the file one article?"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "the file is empty; write the article in it or delete it"),
        ("a.md", b"", "the file is empty; write the article in it or delete it"),
        ("a.txt", b" \n\t", "it holds no text, only white space; write the article in it or delete it"),
        ("a.md", b"---\ntitle: A\n---\n\n", "it holds no text, only white space; write the article in it or delete it"),
        ("a.txt", b"one\0", "it holds NUL characters, the first in line 1; save it again as plain text"),
        (
            "a.json",
            b'{"text": "a\\u0000"}',
            "it holds NUL characters, the first in line 1; save it again as plain text",
        ),
        ("a.txt", bytes(range(256)), "it is a binary file, not text; save its text as .txt, .md or .html"),
        ("a.json", b"[]", "it holds no article; write one in it or delete it"),
        ("a.jsonl", b"\n \n", "it holds no article; write one in it or delete it"),
        ("a.csv", b"a,b", "a .csv file is not a kind of article that is read (.txt .md .html .htm .json .jsonl)"),
        ("a.html", b"<html></html>", "no article is found in the page; save its text as .txt or .md"),
    ],
)
def test_a_file_without_an_article_is_named_with_the_cure(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert read(tmp_path, name, data) == FileContents(hashlib.sha256(data).hexdigest(), (), (FailedFile(name, reason),))


def test_a_file_whose_bytes_cannot_be_had_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(ArticleError, match="63 bytes are above the limit of 10"):
        read_file(tmp_path, "a.txt", max_bytes=10)
    with pytest.raises(ArticleError, match="it is gone"):
        read_file(tmp_path, "b.txt", max_bytes=10)


def test_fields_are_single_lines_without_control_characters(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", json.dumps({"title": "A\x1b[0m\n b\ud800", "author": "C\x07D", "text": TEXT}))
    assert found.articles == (Article("a.json", "A [0m b\ufffd", "", "C D", None, "", "en", TEXT),)


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    assert read(tmp_path, "A.TXT", TEXT).articles == (article("A.TXT"),)


def test_files_are_listed_and_read_by_the_same_paths(tmp_path: Path) -> None:
    read(tmp_path, "2022/a.txt", TEXT)
    files, failed = source_files(tmp_path)
    assert [(type(file), file.path) for file in files] == [(SourceFile, "2022/a.txt")]
    assert failed == []
    assert read_file(tmp_path, files[0].path, max_bytes=LIMIT).articles == (article("2022/a.txt"),)


LIKELY = st.sampled_from(
    [
        b"---\n",
        b"title: A\n",
        b'{"text": "',
        b'"}',
        b"\n",
        b"[",
        b"]",
        b",",
        b"\\ud800",
        b"\\u0000",
        b"<p>",
        b"</p>",
        b"\0",
    ]
)


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200) | st.lists(st.binary(max_size=8) | LIKELY, max_size=12).map(b"".join))
def test_whatever_the_bytes_are_a_file_is_read_or_named(tmp_path: Path, suffix: str, data: bytes) -> None:
    contents = read(tmp_path, f"a{suffix}", data)
    assert contents.articles or contents.failed
    for found in contents.articles:
        assert found.text.strip()
        assert found.title
        (found.id + found.title + found.source + found.author + found.url + found.text).encode()
    assert all(failed.path == f"a{suffix}" and "\n" not in failed.reason for failed in contents.failed)
