import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Additions, Duplicate, FailedFile, Removal
from tests.conftest import OpenArchive, write_corpus
from tests.test_sketches import OTHER, STORY
from tests.web_server import Page, WebServer, web_server

PAGE = """<html><head><title>Harbour opens</title><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2022-01-12"><link rel="canonical" href="https://example.org/harbour">
</head><body><article><h1>Harbour opens</h1><p>The harbour of the old town opens on Monday, the minister told
reporters at the quay.</p><p>Ships of up to 300 metres may enter, he said, if the ice has gone.</p></article></body>"""
ID = "2022-01-12-harbour-opens.md"


def test_a_document_is_saved_indexed_and_answers(open_archive: OpenArchive) -> None:
    archive = open_archive()
    additions = archive.add_document("page.html", PAGE.encode())
    assert archive.sync().added == 1
    assert additions == Additions(saved=(archive.articles()[0],))
    saved = additions.saved[0]
    assert (saved.id, saved.title, saved.source, saved.url) == (
        ID,
        "Harbour opens",
        "The Post",
        "https://example.org/harbour",
    )


def test_what_is_there_already_is_said_and_not_saved_again(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive()
    archive.add_document("page.html", PAGE.encode())
    # Before it is indexed the file tells, and then the address.
    again = Additions(duplicates=(Duplicate("https://example.org/harbour", ID),))
    assert archive.add_document("other.html", PAGE.encode()) == again
    archive.sync()
    (tmp_path / "corpus" / ID).rename(tmp_path / "corpus" / "renamed.md")
    archive.sync()
    assert archive.add_document("page.html", PAGE.encode()).duplicates == (
        Duplicate("https://example.org/harbour", "renamed.md"),
    )


def test_an_address_that_many_articles_share_makes_no_copies_of_them(open_archive: OpenArchive) -> None:
    items = [{"text": f"Text of {word}.", "title": word, "url": "https://example.org/"} for word in ("one", "two")]
    additions = open_archive().add_document("a.json", json.dumps(items).encode())
    assert [one.title for one in additions.saved] == ["one", "two"]


def test_a_text_that_says_nothing_new_is_there_already_under_any_name(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": f"---\ntitle: Talks\n---\n{STORY}"})
    archive.sync()
    copy = f"---\ntitle: Another title\nurl: https://copy.example/1\n---\nRIGA — {STORY}"
    assert archive.add_document("copy.md", copy.encode()).duplicates == (
        Duplicate("https://copy.example/1", "talks.md"),
    )
    longer = f"# Another title\n\n{STORY} {OTHER}"
    assert len(archive.add_document("longer.md", longer.encode()).saved) == 1


def test_a_folder_is_added_and_the_corpus_itself_is_not(open_archive: OpenArchive, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", {"a.txt": "The first article of all.", "b/c.md": "# Second\n\nThe second one."})
    archive = open_archive()
    assert [one.id for one in archive.add(str(tmp_path / "in")).saved] == [
        "undated-the-first-article-of-all.md",
        "undated-second.md",
    ]
    inside = str(tmp_path / "corpus" / "undated-second.md")
    assert archive.add(inside).failed == (FailedFile(inside, "it lies in the corpus already; rag sync takes it up"),)


def test_an_article_removed_answers_no_more(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive({"a  b.md": "# Two spaces\n\nThe text.", "c.txt": "Another."})
    archive.sync()
    assert archive.remove("a b.md") == Removal("a b.md", "Two spaces")
    assert archive.sync().removed == 1
    assert [one.id for one in archive.articles()] == ["c.txt"]
    assert [path.name for path in (tmp_path / "corpus").iterdir()] == ["c.txt"]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


def test_a_page_is_added_by_its_address(open_archive: OpenArchive, server: WebServer) -> None:
    server.pages["/harbour"] = Page(PAGE.replace("https://example.org/harbour", f"{server.root}/harbour").encode())
    archive = open_archive(allow_private_addresses=True)
    (saved,) = archive.add(f"{server.root}/harbour").saved
    assert (saved.id, saved.source, saved.url) == (ID, "The Post", f"{server.root}/harbour")
    archive.sync()
    assert archive.article(ID) == saved
    again = archive.add(f" {server.root}/harbour ")
    assert again == Additions(duplicates=(Duplicate(f"{server.root}/harbour", ID),))
    assert server.paths == ["/harbour"]


def test_a_feed_is_added_by_its_address_and_tells_how_far_it_is(open_archive: OpenArchive, server: WebServer) -> None:
    server.pages["/feed"] = Page(b'<rss version="2.0"><channel><item><link>/harbour</link></item></channel></rss>')
    server.pages["/harbour"] = Page(PAGE.encode())
    told: list[tuple[int, int]] = []
    archive = open_archive(allow_private_addresses=True)
    additions = archive.add(f"{server.root}/feed", lambda done, total: told.append((done, total)))
    assert ([one.id for one in additions.saved], told) == ([ID], [(0, 1), (1, 1)])
    assert archive.add(f"{server.root}/feed") == Additions()


@pytest.mark.parametrize("what", ["ftp://example.org/a", "file:///etc/passwd", "https://me:secret@example.org/"])
def test_an_address_that_may_not_be_fetched_is_refused_plainly(open_archive: OpenArchive, what: str) -> None:
    (failed,) = open_archive().add(what).failed
    assert failed.path == what


def test_this_machine_is_not_asked_unless_that_is_allowed(open_archive: OpenArchive, server: WebServer) -> None:
    (failed,) = open_archive().add(server.root).failed
    assert failed.reason.startswith("its host '127.0.0.1' is not on the public internet")
    assert server.asked == []


def test_an_address_of_a_chat_never_reads_a_file(open_archive: OpenArchive, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The secret text of this machine.")
    archive = open_archive()
    assert archive.add_address(str(tmp_path / "secret.txt")).failed == (
        FailedFile(str(tmp_path / "secret.txt"), "only addresses that begin with http:// or https:// are fetched"),
    )
