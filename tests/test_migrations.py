import sqlite3
from pathlib import Path

from rag import Answer
from rag.index.catalogue import Catalogue
from rag.index.migrations import MIGRATIONS
from rag.index.schema import SCHEMA
from tests.conftest import OpenArchive

TALKS = {"talks.md": "The envoy spoke of grain at the harbour.\n"}


def as_version_1(path: Path) -> None:
    """Write the catalogue back as the first version had it."""
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE old (model TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL,"
        " PRIMARY KEY (model, digest)) WITHOUT ROWID;"
        "INSERT INTO old SELECT * FROM vectors; DROP TABLE vectors; ALTER TABLE old RENAME TO vectors;"
        "DROP TABLE layers; PRAGMA user_version = 1;"
    )
    connection.close()


def test_there_is_a_way_from_every_version_to_the_next() -> None:
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA))


def test_a_catalogue_of_the_first_version_answers_and_nothing_is_embedded_again(
    open_archive: OpenArchive, tmp_path: Path
) -> None:
    with open_archive(TALKS) as archive:
        archive.sync()
        before = archive.ask("What did the envoy speak of?")
    path = tmp_path / "data" / "catalogue.sqlite"
    as_version_1(path)
    with open_archive() as archive:
        assert archive.ask("What did the envoy speak of?") == before
        report = archive.sync()
        assert (report.added, report.unchanged) == (0, 1)
        assert isinstance(before, Answer)
    catalogue = Catalogue.open(path)
    assert [layer.held for layer in catalogue.layers.all()] == [1]
    catalogue.close()
