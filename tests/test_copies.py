from pathlib import Path

from tests.conftest import OpenArchive

PAGE = "---\ntitle: Harbour\nurl: https://example.org/a\n---\nThe harbour opens.\n"


def test_an_article_is_known_by_its_address_with_its_title_or_text(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive({"a.md": PAGE, "b.md": "No address."})
    archive.sync()
    copies = archive._stores.catalogue.copies  # noqa: SLF001 - its room is behind the door
    assert copies.at_address("https://example.org/a", "Harbour", "Another.") == "a.md"
    assert copies.at_address("https://example.org/a", "Another", "The harbour opens.") == "a.md"
    assert copies.at_address("https://example.org/a", "Another", "Another.") is None
    assert copies.at_address("", "", "No address.") is None
