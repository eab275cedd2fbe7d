import sqlite3

from bot.store.tables import TABLES


def test_the_tables_can_be_made_again_over_themselves() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    connection.executescript(TABLES)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert {"updates", "deliveries", "turns", "answers", "citations", "headlines", "votes", "people"} <= names
