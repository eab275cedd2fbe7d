import json
from pathlib import Path

from rag import Additions, Duplicate, FailedFile, Removal
from tests.conftest import OpenArchive, write_corpus

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
