import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rag.errors import DamagedError, StoreError
from rag.index.sqlite_files import Plan, compact, connected, copied, facts, set_aside

PLAN = Plan("CREATE TABLE IF NOT EXISTS facts (name TEXT);", 3, {2: ("ALTER TABLE old RENAME TO facts",)})


def made(path: Path, version: int, table: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f"CREATE TABLE {table} (name TEXT); INSERT INTO {table} VALUES ('a');"  # noqa: S608 - plain names
            f" PRAGMA user_version = {version};"
        )


def test_an_older_file_is_brought_up_to_date_and_keeps_what_it_holds(tmp_path: Path) -> None:
    made(tmp_path / "d.sqlite", 2, "old")
    connected(tmp_path / "d.sqlite", PLAN).close()
    assert facts(tmp_path / "d.sqlite", "SELECT name FROM facts") == ("a",)
    assert facts(tmp_path / "d.sqlite", "PRAGMA user_version") == (3,)


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    made(tmp_path / "d.sqlite", 2, "old")
    broken = Plan(PLAN.tables, 3, {2: ("ALTER TABLE old RENAME TO facts", "INSERT INTO nowhere VALUES (1)")})
    with pytest.raises(Exception, match="nowhere"):
        connected(tmp_path / "d.sqlite", broken)
    assert facts(tmp_path / "d.sqlite", "PRAGMA user_version") == (2,)
    assert facts(tmp_path / "d.sqlite", "SELECT name FROM old") == ("a",)


def test_a_file_too_old_for_any_migration_is_to_be_made_again(tmp_path: Path) -> None:
    made(tmp_path / "d.sqlite", 1, "old")
    with pytest.raises(DamagedError, match="version 1 is too old"):
        connected(tmp_path / "d.sqlite", PLAN)


def test_a_damaged_file_is_set_aside_with_its_log_and_an_older_one_is_dropped(tmp_path: Path) -> None:
    for name in ("d.sqlite", "d.sqlite-wal", "d.sqlite.damaged-20200101-000000"):
        (tmp_path / name).write_text(name)
    kept = set_aside(tmp_path / "d.sqlite")
    assert {path.name for path in tmp_path.iterdir()} == {kept.name, f"{kept.name}-wal"}
    assert kept.read_text() == "d.sqlite"


def test_looking_into_a_file_never_makes_or_changes_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open"):
        facts(tmp_path / "none.sqlite", "SELECT 1")
    assert list(tmp_path.iterdir()) == []


def test_a_file_gives_back_the_room_of_what_was_deleted(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE facts (name TEXT)")
        connection.executemany("INSERT INTO facts VALUES (?)", [("x" * 1_000,)] * 1_000)
        connection.execute("DELETE FROM facts")
        connection.commit()
    before = path.stat().st_size
    compact(path)
    assert path.stat().st_size < before / 10


def test_a_copy_has_what_was_committed_though_it_is_still_in_the_log(tmp_path: Path) -> None:
    connection = connected(tmp_path / "d.sqlite", PLAN)
    connection.execute("INSERT INTO facts VALUES ('a')")
    copied(tmp_path / "d.sqlite", tmp_path / "copy.sqlite")
    connection.close()
    assert facts(tmp_path / "copy.sqlite", "SELECT name FROM facts") == ("a",)
