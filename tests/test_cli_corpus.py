"""Tests of rag.cli_corpus: the real commands, over articles in a folder of their own."""

from pathlib import Path

import pytest

from tests.conftest import write_corpus
from tests.test_cli import Run, run
from tests.web_server import Page, web_server

__all__ = ["run"]

HARBOUR = "---\ntitle: Harbour opens\nsource: The Gazette\npublished: 2024-05-02\n---\nThe harbour opened at noon.\n"
ID = "2024-05-02-harbour-opens.md"


def test_add_saves_syncs_and_names_each_article(run: Run, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", {"a.md": HARBOUR, "b.pdf": "x"})
    done = run("add", str(tmp_path / "in" / "a.md"), str(tmp_path / "in" / "b.pdf"))
    assert done.status == 0
    assert done.out == (
        f"2024-05-02  Harbour opens  The Gazette · {ID}\n"
        f"  {tmp_path / 'in' / 'b.pdf'}: a .pdf file is not a kind of article that is read"
        " (.txt .md .html .htm .json .jsonl)\n"
        "1 saved, 0 there already, 1 failed\n"
    )
    assert run("show", ID).status == 0


def test_add_says_what_is_there_already(run: Run, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", {"a.md": HARBOUR})
    run("add", str(tmp_path / "in"))
    again = run("add", str(tmp_path / "in"), "--json")
    assert (again.status, again.document["saved"]) == (0, [])
    assert again.document["duplicates"] == [{"id": str(tmp_path / "in"), "of": ID}]


def test_add_fails_when_nothing_could_be_added(run: Run, tmp_path: Path) -> None:
    done = run("add", str(tmp_path / "gone.txt"))
    assert (done.status, done.out.splitlines()) == (
        1,
        [
            f"  {tmp_path / 'gone.txt'}: there is no such file or folder; a web address begins with https://",
            "0 saved, 0 there already, 1 failed",
        ],
    )


def test_add_leaves_the_index_as_it_is_when_told(run: Run, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", {"a.md": HARBOUR})
    run("sync")
    count = len(run("list", "--json").document)
    assert run("add", "--no-sync", str(tmp_path / "in")).status == 0
    assert len(run("list", "--json").document) == count
    assert run("sync", "--json").document["added"] == 1


def test_a_page_is_added_by_its_address(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The new harbour opened at noon, and the mayor cut the ribbon before a crowd of many hundred people. " * 2
    monkeypatch.setenv("RAG_ALLOW_PRIVATE_ADDRESSES", "1")
    with web_server() as server:
        server.pages["/a"] = Page(f"<html><title>Harbour</title><body><p>{text}</p></body></html>".encode())
        done = run("add", f"{server.root}/a")
        monkeypatch.delenv("RAG_ALLOW_PRIVATE_ADDRESSES")
        refused = run("add", f"{server.root}/b")
    assert done.out == "            Harbour  127.0.0.1 · undated-harbour.md\n1 saved, 0 there already, 0 failed\n"
    assert (refused.status, refused.out.split(";")[0]) == (
        1,
        f"  {server.root}/b: its host '127.0.0.1' is not on the public internet",
    )


def test_again_and_again_is_no_single_document(run: Run) -> None:
    assert run("add", "a.txt", "--every", "30m", "--json").status == 2


def test_remove_deletes_the_file_and_syncs(run: Run, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", {"a.md": HARBOUR})
    run("add", str(tmp_path / "in"))
    done = run("remove", ID)
    assert (done.status, done.out) == (0, f"removed Harbour opens  {ID}\n")
    assert ID not in run("list").out


def test_remove_says_plainly_what_it_does_not_find(run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Secret.")
    for name in ("gone.md", "../secret.md"):
        done = run("remove", name)
        assert (done.status, done.out) == (1, "")
        assert done.err == f"The corpus has no article {name!r}; rag list prints the ids.\n"
    assert (tmp_path / "secret.md").exists()
