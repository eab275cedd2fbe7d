import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from bot.store.database import BotDatabase
from bot.store.tables import SCHEMA
from rag import RagError


def test_what_is_written_outlives_the_connection(tmp_path: Path) -> None:
    first = BotDatabase.open(tmp_path / "new" / "bot.sqlite")
    first.run("INSERT INTO strangers VALUES (?, ?)", 5, 1.0)
    first.close()
    second = BotDatabase.open(tmp_path / "new" / "bot.sqlite")
    assert second.all("SELECT * FROM strangers") == [(5, 1.0)]
    second.close()


def test_a_transaction_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    database = BotDatabase.open(tmp_path / "bot.sqlite")
    with suppress(ZeroDivisionError), database.writing(), database.writing():
        database.run("INSERT INTO strangers VALUES (?, ?)", 5, 1.0)
        database.run("INSERT INTO strangers VALUES (?, ?)", 6, 1 / 0)
    assert database.one("SELECT count(*) FROM strangers") == (0,)
    database.close()


def test_a_file_of_a_newer_version_is_refused_in_a_plain_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    with pytest.raises(RagError, match=r"was written by a newer version \(schema \d+; this one reads \d+\)"):
        BotDatabase.open(path)


def test_a_file_of_the_first_version_is_read_on(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE updates (id INTEGER PRIMARY KEY, received REAL, outcome TEXT, payload TEXT)")
        connection.execute("INSERT INTO updates VALUES (7, 1.0, NULL, '{}')")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    database = BotDatabase.open(path)
    assert database.all("SELECT id, identity FROM updates") == [(7, "")]
    assert database.one("PRAGMA user_version") == (SCHEMA,)
    database.close()


def test_a_file_that_is_no_database_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite").write_text("news " * 1000)
    with pytest.raises(RagError, match=r"cannot be opened .* move the file away to begin anew"):
        BotDatabase.open(tmp_path / "bot.sqlite")


def test_what_the_disk_refuses_is_said_in_a_plain_sentence(tmp_path: Path) -> None:
    database = BotDatabase.open(tmp_path / "bot.sqlite")
    database.close()
    with pytest.raises(RagError, match="cannot write what it must remember"):
        database.run("DELETE FROM strangers")
