from pathlib import Path

import pytest

from rag import Archive, Duplicate
from rag.index.copies import Copies, precedence
from tests.conftest import OpenArchive, write_corpus
from tests.test_sketches import OTHER, STORY

PAGE = "---\ntitle: Harbour\nurl: https://example.org/a\n---\nThe harbour opens.\n"


def article(text: str, source: str = "", published: str = "2024-05-01") -> str:
    return f"---\ntitle: Talks\nsource: {source}\npublished: {published}\n---\n{text}\n"


def copies_of(archive: Archive) -> Copies:
    return archive._stores.catalogue.copies  # noqa: SLF001 - its room is behind the door


def rows(archive: Archive) -> tuple[int, int]:
    """How many bands and pairs are kept."""
    database = copies_of(archive)._database  # noqa: SLF001 - the same
    return database.one("SELECT count(*) FROM bands")[0], database.one("SELECT count(*) FROM copies")[0]


def test_an_article_is_known_by_its_address_with_its_title_or_text(open_archive: OpenArchive) -> None:
    archive = open_archive({"a.md": PAGE, "b.md": "No address."})
    archive.sync()
    copies = copies_of(archive)
    assert copies.of_address("https://example.org/a") == "a.md"
    assert copies.at_address("https://example.org/a", "Harbour", "Another.") == "a.md"
    assert copies.at_address("https://example.org/a", "Another", "The harbour opens.") == "a.md"
    assert copies.at_address("https://example.org/a", "Another", "Another.") is None
    assert (copies.of_address(""), copies.at_address("", "", "No address.")) == (None, None)


def test_a_copy_is_named_with_the_article_that_goes_before_it(open_archive: OpenArchive) -> None:
    archive = open_archive(
        {
            "a-later.md": article(f"RIGA — {STORY}", "The Gazette", "2024-05-02"),
            "b-first.md": article(STORY, "The Post", "2024-05-01"),
            "c-nameless.md": article(STORY, published="2024-04-30"),
            "d-other.md": article(OTHER, "The Post"),
        }
    )
    expected = (Duplicate("a-later.md", "b-first.md"), Duplicate("c-nameless.md", "b-first.md"))
    assert archive.sync().duplicates == expected
    assert archive.sync().duplicates == expected


def test_the_order_of_copies_is_outlet_then_day_then_id() -> None:
    order = [precedence("b", "Post", "2024-01-02"), precedence("c", "Post", ""), precedence("a", "", "2024-01-01")]
    assert sorted(order, reverse=True) == order[::-1]


def test_a_copy_that_is_gone_or_changed_is_one_no_more(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive(
        {"a.md": article(STORY, "Post"), "b.md": article(STORY), "c.md": article(STORY, published="")}
    )
    assert len(archive.sync().duplicates) == 2
    assert rows(archive) == (48, 6)
    write_corpus(tmp_path / "corpus", {"b.md": article(OTHER)})
    (tmp_path / "corpus" / "c.md").unlink()
    assert archive.sync().duplicates == ()
    assert rows(archive) == (32, 0)


def test_copies_are_found_in_an_index_made_before_they_were_looked_for(open_archive: OpenArchive) -> None:
    archive = open_archive({"a.md": article(STORY, "Post"), "b.md": article(STORY)})
    archive.sync()
    database = copies_of(archive)._database  # noqa: SLF001 - as a catalogue of that time was
    for statement in ("DROP TABLE bands", "DROP TABLE copies", "DELETE FROM meta WHERE name LIKE 'copies%'"):
        database.run(statement)
    archive.close()
    again = open_archive()
    assert again.sync().duplicates == (Duplicate("b.md", "a.md"),)


@pytest.mark.parametrize(("text", "known"), [(STORY, "a.md"), (OTHER, None), ("", None)])
def test_a_text_is_known_where_it_says_nothing_new(open_archive: OpenArchive, text: str, known: str | None) -> None:
    archive = open_archive({"a.md": article(STORY)})
    archive.sync()
    assert copies_of(archive).of_text(text) == known


def test_a_text_with_something_new_is_not_known(open_archive: OpenArchive) -> None:
    archive = open_archive({"a.md": article(STORY)})
    archive.sync()
    assert copies_of(archive).of_text(f"{STORY} {OTHER[:600]}") is None


def test_what_two_copies_say_is_evidence_once_and_the_better_one_is_quoted(open_archive: OpenArchive) -> None:
    fact = "The treaty of Ventspils was signed by the envoy Anna Berzina at the harbour."
    archive = open_archive(
        {
            "a.md": article(f"{STORY} {fact}", "The Gazette", "2024-05-03"),
            "b.md": article(f"{STORY} {fact}", "The Post", "2024-05-01"),
        }
    )
    archive.sync()

    def found(question: str, source: str | None = None) -> list[str]:
        evidence = archive.retrieve(question, source=source)
        return [one.article.id for one in evidence if fact in one.text]

    question = "Who signed the treaty of Ventspils?"
    assert found(question) == ["b.md"]
    assert found(question, source="The Gazette") == ["a.md"]
    assert found("According to The Gazette, who signed the treaty of Ventspils?") == ["a.md"]


def test_what_only_one_copy_says_stays_evidence(open_archive: OpenArchive) -> None:
    archive = open_archive(
        {
            "a.md": article(
                f"{STORY} The treaty was signed by Anna Berzina in the old harbour of Ventspils.", "The Gazette"
            ),
            "b.md": article(STORY, "The Post", "2024-04-01"),
        }
    )
    assert archive.sync().duplicates == (Duplicate("a.md", "b.md"),)
    assert archive.retrieve("Who signed the treaty in Ventspils?")[0].article.id == "a.md"
