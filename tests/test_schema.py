import sqlite3

from rag.index.schema import TABLES


def test_the_tables_may_be_made_again_over_themselves() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    connection.executescript(TABLES)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert names == {
        *("meta", "files", "failures", "articles", "passages", "vectors", "layers", "copies", "bands"),
        "sqlite_sequence",
    }
