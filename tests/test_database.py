from pathlib import Path

import pytest

from rag.errors import DamagedError, SchemaError
from rag.index.database import Database, pieces

TABLES = "CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT);"


def test_a_transaction_that_fails_writes_nothing(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "d.sqlite", TABLES, schema=1)

    def fail_half_way() -> None:
        with database.writing():
            database.run("INSERT INTO facts VALUES ('a', '1')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert database.all("SELECT * FROM facts") == []
    database.close()


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    first = Database.open(tmp_path / "d.sqlite", TABLES, schema=1)
    first.many("INSERT INTO facts VALUES (?, ?)", [("a", "1"), ("b", "2")])
    first.close()
    second = Database.open(tmp_path / "d.sqlite", TABLES, schema=1)
    assert second.all("SELECT name, value FROM facts ORDER BY name") == [("a", "1"), ("b", "2")]
    assert second.one("SELECT value FROM facts WHERE name = ?", "b") == ("2",)
    second.close()


def test_a_file_of_a_newer_version_is_refused_with_the_cure(tmp_path: Path) -> None:
    Database.open(tmp_path / "d.sqlite", TABLES, schema=7).close()
    with pytest.raises(SchemaError) as failure:
        Database.open(tmp_path / "d.sqlite", TABLES, schema=1)
    assert str(failure.value) == (
        f"The data folder {str(tmp_path)!r} was written by a newer version (schema 7; this one reads 1). "
        "Upgrade, or name another folder in RAG_DATA_DIR."
    )


def test_a_file_that_is_no_database_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "d.sqlite").write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    with pytest.raises(DamagedError, match=r"is damaged \(file is not a database\)"):
        Database.open(tmp_path / "d.sqlite", TABLES, schema=1)


def test_many_values_are_cut_into_pieces_with_their_marks() -> None:
    cut = list(pieces(list(range(1_001))))
    assert [(marks.count("?"), len(piece)) for marks, piece in cut] == [(500, 500), (500, 500), (1, 1)]
    assert [value for _, piece in cut for value in piece] == list(range(1_001))
