import json
from pathlib import Path

import pytest

from rag.adding.removing import remove
from rag.corpus.articles import read_file
from rag.errors import CorpusError
from rag.records import Removal
from tests.conftest import write_corpus


def ids(folder: Path, path: str) -> list[str]:
    return [article.id for article in read_file(folder, path, max_bytes=10_000).articles]


def lines(*items: object) -> str:
    return "".join(f"{json.dumps(item)}\n" for item in items)


def one(title: str, **more: object) -> dict[str, object]:
    return {"title": title, "text": f"The text of {title}.", **more}


def test_the_file_of_an_article_is_deleted(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"in/a.md": "# One\n\nText.", "b.md": "Two."})
    assert remove(tmp_path, "in/a.md", max_bytes=1_000) == Removal("in/a.md", "One")
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.md")] == ["b.md"]


def test_a_line_is_taken_out_and_the_others_keep_their_ids(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.jsonl": lines(one("A"), one("B"), one("C"), one("D", id="x"))})
    assert remove(tmp_path, "a.jsonl#2", max_bytes=1_000) == Removal("a.jsonl#2", "B")
    assert ids(tmp_path, "a.jsonl") == ["a.jsonl#1", "a.jsonl#3", "a.jsonl#x"]
    assert remove(tmp_path, "a.jsonl#x", max_bytes=1_000) == Removal("a.jsonl#x", "D")
    assert ids(tmp_path, "a.jsonl") == ["a.jsonl#1", "a.jsonl#3"]


def test_an_item_of_a_list_is_taken_out_and_the_others_keep_their_ids(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.json": json.dumps([one("A"), one("B"), one("C"), one("D", _id=9)])})
    assert remove(tmp_path, "a.json#2", max_bytes=1_000) == Removal("a.json#2", "B")
    assert ids(tmp_path, "a.json") == ["a.json#1", "a.json#3", "a.json#9"]


def test_the_last_article_takes_its_file_along(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.jsonl": lines(one("A"))})
    remove(tmp_path, "a.jsonl#1", max_bytes=1_000)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_can_be_deleted(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.json": "{"})
    assert remove(tmp_path, "a.json", max_bytes=1_000) == Removal("a.json", "")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_many_is_not_deleted_by_its_name(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.jsonl": lines(one("A"), one("B"))})
    with pytest.raises(CorpusError, match=r"'a.jsonl' is a file of 2 articles; give the id of one"):
        remove(tmp_path, "a.jsonl", max_bytes=1_000)
    assert ids(tmp_path, "a.jsonl") == ["a.jsonl#1", "a.jsonl#2"]


def test_a_link_is_removed_and_not_what_it_leads_to(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.md": "Text."})
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    remove(tmp_path, "b.md", max_bytes=1_000)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize(
    "id_",
    [
        *(
            "",
            ".",
            "..",
            "../secret.md",
            "in/../../secret.md",
            "/etc/passwd",
            ".env",
            "in",
            "a.png",
            "gone.md",
            "a\0.md",
        ),
        *("link.md", "out/secret.md", "{absolute}", "../secret.jsonl#1", "a.jsonl#7"),
    ],
)
def test_nothing_outside_the_corpus_is_touched(tmp_path: Path, id_: str) -> None:
    corpus, outside = tmp_path / "corpus", tmp_path / "outside"
    write_corpus(corpus, {"in/a.md": "Text.", "a.png": "x", ".env": "x", "a.jsonl": lines(one("A"))})
    write_corpus(outside, {"secret.md": "Secret."})
    write_corpus(tmp_path, {"secret.md": "Secret.", "secret.jsonl": lines(one("A"))})
    (corpus / "link.md").symlink_to(tmp_path / "secret.md")
    (corpus / "out").symlink_to(outside)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CorpusError):
        remove(corpus, id_.replace("{absolute}", str(tmp_path / "secret.md")), max_bytes=1_000)
    assert sorted(tmp_path.rglob("*")) == before
