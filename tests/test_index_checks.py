"""Tests of rag.commands.index_checks."""

import os
import shutil
import sqlite3
from pathlib import Path

from rag.commands.checks import Check
from rag.commands.index_checks import index_checks
from rag.index.index_writer import Places
from rag.index.lock import writer_lock
from rag.settings import Settings
from tests.conftest import OpenArchive, write_corpus

ARTICLE = "The new harbour of Ventspils opened on Thursday.\n"
NAMES = ["catalogue", "index and corpus", "articles read", "index and embedding", "vectors", "words"]


def indexed(open_archive: OpenArchive, files: dict[str, str]) -> Settings:
    with open_archive(files) as archive:
        archive.sync()
        return archive.settings


def failed(settings: Settings) -> list[Check]:
    return [check for check in index_checks(settings) if not check.ok]


def named(settings: Settings, name: str) -> Check:
    """One check; those after it, which may take their time, are not made."""
    return next(check for check in index_checks(settings) if check.name == name)


def test_a_whole_index_passes_every_check(open_archive: OpenArchive) -> None:
    checks = list(index_checks(indexed(open_archive, {"a.txt": ARTICLE, "b.txt": f"Second. {ARTICLE}"})))
    assert [check.name for check in checks] == NAMES
    assert [check.says for check in checks] == [
        "2 articles, 2 passages (schema 2)",
        "in step, 2 files",
        "everything in the files could be read",
        "the index was built with 'wordllama-256'",
        "2 vectors, one a passage; the store answers",
        "2 entries, one a passage",
    ]
    assert all(check.ok and not check.cure for check in checks)


def test_an_index_that_was_never_made_is_made_by_a_sync(tmp_path: Path) -> None:
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    assert list(index_checks(settings)) == [
        Check("index", ok=False, says=f"nothing is indexed in {str(settings.data_dir)!r} yet", cure="Run: rag sync")
    ]
    assert not settings.data_dir.exists()


def test_files_new_changed_and_gone_are_counted(open_archive: OpenArchive) -> None:
    settings = indexed(open_archive, {"a.txt": ARTICLE, "b.txt": ARTICLE, "c.txt": ARTICLE})
    write_corpus(settings.corpus_dir, {"b.txt": ARTICLE + "More.\n", "d.txt": ARTICLE, "e.txt": ARTICLE})
    (settings.corpus_dir / "a.txt").unlink()
    says = "2 files new, 1 changed, 1 gone since the last sync"
    assert named(settings, "index and corpus") == Check("index and corpus", ok=False, says=says, cure="Run: rag sync")


def test_a_file_of_the_same_size_but_another_time_is_changed(open_archive: OpenArchive, tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"a.txt": ARTICLE})
    os.utime(tmp_path / "corpus" / "a.txt", (1_000_000_000, 1_000_000_000))
    settings = indexed(open_archive, {})
    assert named(settings, "index and corpus").ok
    os.utime(tmp_path / "corpus" / "a.txt", (1_100_000_000, 1_100_000_000))
    assert named(settings, "index and corpus").says == "0 files new, 1 changed, 0 gone since the last sync"


def test_while_another_process_writes_the_cure_is_to_wait(open_archive: OpenArchive) -> None:
    settings = indexed(open_archive, {"a.txt": ARTICLE})
    write_corpus(settings.corpus_dir, {"b.txt": ARTICLE})
    with writer_lock(settings.data_dir):
        found = named(settings, "index and corpus")
    assert found.cure == "Another process is writing to the index now; look again when it is done."


def test_what_of_a_file_cannot_be_read_is_named(open_archive: OpenArchive) -> None:
    line = '{"id": "1", "title": "Harbour", "text": "The new harbour opened on Thursday."}'
    settings = indexed(open_archive, {"a.jsonl": f"{line}\n{{broken\n"})
    found = named(settings, "articles read")
    assert not found.ok
    assert found.says.startswith("1 not read: a.jsonl")


def test_an_index_of_another_embedding_is_built_again(open_archive: OpenArchive) -> None:
    settings = indexed(open_archive, {"a.txt": ARTICLE})
    other = Settings(corpus_dir=settings.corpus_dir, data_dir=settings.data_dir, embedding="minilm")  # type: ignore[arg-type]
    says = "the index was built with 'wordllama-256', the settings name 'all-MiniLM-L6-v2'"
    check = Check("index and embedding", ok=False, says=says, cure="Run: rag sync --rebuild")
    assert named(other, "index and embedding") == check


def test_missing_stores_are_made_again(open_archive: OpenArchive) -> None:
    settings = indexed(open_archive, {"a.txt": ARTICLE})
    shutil.rmtree(Places(settings.data_dir).vectors)
    shutil.rmtree(Places(settings.data_dir).words)
    assert failed(settings) == [
        Check(
            "vectors",
            ok=False,
            says="the vector store is damaged (chroma.sqlite3 is missing)",
            cure="Run: rag sync",
        ),
        Check("words", ok=False, says="the word index is missing", cure="Run: rag sync --rebuild"),
    ]


def test_stores_that_hold_less_than_the_catalogue_are_made_again(open_archive: OpenArchive) -> None:
    settings = indexed(open_archive, {"a.txt": ARTICLE})
    kept = settings.data_dir.parent / "kept"
    shutil.copytree(settings.data_dir, kept)
    write_corpus(settings.corpus_dir, {"b.txt": ARTICLE})
    indexed(open_archive, {})
    for folder in ("chroma", "words"):
        shutil.rmtree(settings.data_dir / folder)
        shutil.copytree(kept / folder, settings.data_dir / folder)
    assert failed(settings) == [
        Check(
            "vectors",
            ok=False,
            says="the vector store is damaged (chroma.sqlite3 is missing)",
            cure="Run: rag sync",
        ),
        Check("words", ok=False, says="1 entries for 2 passages", cure="Run: rag sync --rebuild"),
    ]


def test_damaged_stores_are_deleted_and_made_again(open_archive: OpenArchive) -> None:
    settings = indexed(open_archive, {"a.txt": ARTICLE})
    vectors, words = Places(settings.data_dir).vectors, Places(settings.data_dir).words
    next(vectors.rglob("chroma.sqlite3")).write_bytes(b"no database" * 100)
    (words / "meta.json").write_text("{broken", encoding="utf-8")
    found = failed(settings)
    assert [(check.name, check.cure) for check in found] == [
        ("vectors", "Run: rag sync"),
        ("words", "Run: rag sync --rebuild"),
    ]
    assert found[0].says.startswith("the vector store is damaged (")
    assert "Traceback" not in found[0].says
    archive = open_archive()
    archive.sync()
    archive.close()
    assert failed(settings) == []


def test_a_damaged_catalogue_ends_the_checks_with_a_cure(open_archive: OpenArchive) -> None:
    settings = indexed(open_archive, {"a.txt": ARTICLE})
    for file in settings.data_dir.glob("catalogue.sqlite*"):
        file.write_bytes(b"no database" * 1000)
    (found,) = index_checks(settings)
    assert (found.name, found.ok, bool(found.cure)) == ("catalogue", False, True)


def test_an_index_of_a_newer_version_is_told(open_archive: OpenArchive) -> None:
    settings = indexed(open_archive, {"a.txt": ARTICLE})
    connection = sqlite3.connect(Places(settings.data_dir).catalogue)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    (found,) = index_checks(settings)
    assert "newer version (schema 999" in found.says
