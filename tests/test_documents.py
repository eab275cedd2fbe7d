from pathlib import Path

import pytest

from rag.adding.documents import document_articles, path_articles
from rag.records import Article, FailedFile
from tests.conftest import write_corpus

TEXT = "The harbour opens on Monday, the minister told reporters at the quay."


def taken(name: str, content: bytes) -> list[Article | FailedFile]:
    return list(document_articles(name, content, max_bytes=1_000))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT),
        ("a.MD", f"---\ntitle: {TEXT}\n---\n{TEXT}"),
        ("a.html", f"<html><body><p>{TEXT}</p></body></html>"),
        ("a.json", f'{{"text": "{TEXT}"}}'),
        ("../../a.jsonl", f'{{"text": "{TEXT}"}}\n'),
    ],
)
def test_a_document_of_each_kind_is_read(name: str, content: str) -> None:
    (article,) = taken(name, content.encode())
    assert isinstance(article, Article)
    assert (article.id, article.text) == ("", TEXT)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"%PDF-1.7", "a .pdf file is not a kind of article that is read (.txt .md .html .htm .json .jsonl)"),
        ("a.txt", b"%PDF-1.7", "it is a PDF document, not text; save its text as .txt, .md or .html"),
        ("a.txt", b"a" * 1_001, "its 1,001 bytes are above the limit of 1,000; divide it"),
        ("a.txt", b"", "the file is empty; write the article in it or delete it"),
        ("a.jsonl", b"\n", "it holds no article"),
        (
            "noname",
            b"a",
            "a file without a suffix is not a kind of article that is read (.txt .md .html .htm .json .jsonl)",
        ),
    ],
)
def test_what_is_no_article_is_named_with_the_reason(name: str, content: bytes, reason: str) -> None:
    assert taken(name, content) == [FailedFile(name, reason)]


def test_a_broken_line_leaves_the_others(tmp_path: Path) -> None:
    found = taken("a.jsonl", f'{{"text": "{TEXT}"}}\n{{"text": "{TEXT}", "id": 7}}\n{{\n'.encode())
    assert [one.reason if isinstance(one, FailedFile) else one.text for one in found][:2] == [TEXT, TEXT]
    assert isinstance(found[2], FailedFile)
    assert found[2].reason.startswith("line 3: broken JSON")


def test_a_folder_gives_the_articles_of_all_its_files(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", {"a.txt": TEXT, "deep/b.md": TEXT, "c.png": "x", ".hidden.txt": TEXT})
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "secret.txt").write_text("secret")
    found = list(path_articles(tmp_path / "in", max_bytes=1_000))
    assert [one.text for one in found if isinstance(one, Article)] == [TEXT, TEXT]
    assert [Path(one.path).name for one in found if isinstance(one, FailedFile)] == ["c.png", "out.txt"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gone.txt"
    assert list(path_articles(path, max_bytes=1)) == [
        FailedFile(str(path), "there is no such file or folder; a web address begins with https://")
    ]
