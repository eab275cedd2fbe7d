from pathlib import Path

from rag.index.lexicon import Entry, Lexicon
from rag.index.word_files import clear_orphans


def entries(first: int, count: int) -> list[Entry]:
    return [Entry(key, f"grain harbour form{key}", "talks", "", None) for key in range(first, first + count)]


def test_what_a_killed_writer_left_no_longer_stops_the_next_one(tmp_path: Path) -> None:
    written = Lexicon(tmp_path)
    written.put(entries(1, 50))
    whole = {path.name for path in tmp_path.iterdir()}
    segment = next(path for path in tmp_path.iterdir() if path.suffix == ".store").stem
    # The names that the next deletions would be written under, and a segment that was never committed.
    left = [tmp_path / f"{segment}.{stamp}.del" for stamp in range(200)]
    for path in [*left, tmp_path / f"{'a' * 32}.store"]:
        path.write_bytes(b"half")
    assert clear_orphans(tmp_path) == 201
    assert {path.name for path in tmp_path.iterdir()} == whole
    for path in left:
        path.write_bytes(b"half")
    again = Lexicon(tmp_path)
    again.remove([3, 4])
    assert again.keys() == {key for key in range(1, 51) if key not in {3, 4}}


def test_what_is_deleted_stays_deleted(tmp_path: Path) -> None:
    written = Lexicon(tmp_path)
    written.put(entries(1, 50))
    written.remove([1, 2])
    assert clear_orphans(tmp_path) == 0
    assert Lexicon(tmp_path).keys() == set(range(3, 51))


def test_nothing_is_deleted_where_it_cannot_be_told_what_belongs(tmp_path: Path) -> None:
    Lexicon(tmp_path).put(entries(1, 5))
    (tmp_path / "meta.json").write_text("{broken")
    before = set(tmp_path.iterdir())
    assert clear_orphans(tmp_path) == 0
    assert set(tmp_path.iterdir()) == before
