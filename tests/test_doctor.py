"""Tests of rag.commands.doctor."""

import os
from pathlib import Path

from rag.commands.checks import Check
from rag.commands.doctor import examine
from rag.index.lock import writer_lock
from rag.settings import Settings
from tests.conftest import OpenArchive, write_corpus
from tests.model_server import ModelServer, embeds, fails, says

ARTICLE = "The new harbour of Ventspils opened on Thursday.\n"


def found(settings: Settings) -> dict[str, Check]:
    return {check.name: check for check in examine(lambda: settings)}


def test_an_archive_in_order_passes_every_check(open_archive: OpenArchive) -> None:
    with open_archive({"a.txt": ARTICLE}) as archive:
        archive.sync()
        settings = archive.settings
    checks = found(settings)
    assert all(check.ok and not check.cure for check in checks.values()), checks
    assert list(checks) == [
        *("versions", "settings", "corpus", "data folder", "writer", "embedding", "catalogue", "index and corpus"),
        *("articles read", "index and embedding", "vectors", "words", "models"),
    ]
    assert checks["corpus"].says == f"1 files in {str(settings.corpus_dir)!r}"
    assert checks["writer"].says == "nobody writes to the index"
    assert checks["embedding"].says == "local (wordllama-256) gives 256 dimensions"
    assert f"RAG_CORPUS_DIR={settings.corpus_dir}" in checks["settings"].says


def test_settings_that_cannot_be_end_the_checks() -> None:
    checks = examine(lambda: Settings(embedding="nothing"))  # type: ignore[arg-type]
    assert [(check.name, check.ok) for check in checks] == [("versions", True), ("settings", False)]
    assert checks[1].says == "RAG_EMBEDDING is 'nothing'; choose one of local, minilm, openai."


def test_looking_at_an_archive_that_was_never_made_leaves_nothing_behind(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"a.txt": ARTICLE})
    checks = found(Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "deep" / "data"))
    assert [name for name, check in checks.items() if not check.ok] == ["index"]
    assert checks["data folder"].says == f"{str(tmp_path / 'deep' / 'data')!r} will be made by the first sync"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus"]


def test_a_missing_corpus_is_told_with_its_cure(tmp_path: Path) -> None:
    check = found(Settings(corpus_dir=tmp_path / "none", data_dir=tmp_path / "data"))["corpus"]
    assert not check.ok
    assert "does not exist" in check.says
    assert check.cure == "Name the folder of the articles in RAG_CORPUS_DIR."


def test_an_empty_corpus_is_told_with_its_cure(tmp_path: Path) -> None:
    check = found(Settings(corpus_dir=tmp_path, data_dir=tmp_path / "data"))["corpus"]
    assert check == Check("corpus", ok=False, says=f"{str(tmp_path)!r} holds no articles", cure="Put articles in it.")


def test_files_of_the_corpus_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.txt": ARTICLE})
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    check = found(Settings(corpus_dir=tmp_path, data_dir=tmp_path / "data"))["corpus"]
    assert check.says.startswith("1 not read: lost.txt: ")
    assert check.cure == "Mend these files, or take them out of the corpus."


def test_a_data_folder_that_cannot_be_written_is_told_with_its_cure(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.txt": ARTICLE})
    check = found(Settings(corpus_dir=tmp_path, data_dir=tmp_path / "a.txt" / "data"))["data folder"]
    assert not check.ok
    assert check.says.startswith(f"{str(tmp_path / 'a.txt')!r} cannot be written")
    assert "RAG_DATA_DIR" in check.cure


def test_who_holds_the_lock_is_named(tmp_path: Path) -> None:
    with writer_lock(tmp_path):
        check = found(Settings(corpus_dir=tmp_path, data_dir=tmp_path))["writer"]
    assert check.ok
    assert f"process {os.getpid()}" in check.says


def test_an_embedding_without_its_key_is_told_with_its_cure(tmp_path: Path) -> None:
    settings = Settings(corpus_dir=tmp_path, data_dir=tmp_path, embedding="openai")  # type: ignore[arg-type]
    check = found(settings)["embedding"]
    assert (check.ok, check.cure) == (False, "Set RAG_EMBEDDING=local, which needs nothing.")


def test_a_model_that_answers_is_named_with_its_server(tmp_path: Path) -> None:
    with ModelServer(says("Yes.")) as server:
        settings = Settings(data_dir=tmp_path, openai_base_url=server.address, openai_model="phi")
        check = found(settings)["models"]
        assert check == Check("models", ok=True, says=f"'phi' at {server.address} answers, 120 tokens")


def test_a_key_that_is_refused_is_told_with_its_cure_and_never_shown(tmp_path: Path) -> None:
    with ModelServer(says("Yes."), key="right") as server:
        settings = Settings(data_dir=tmp_path, openai_base_url=server.address, openai_api_key="wrong-key")
        checks = found(settings)
    assert checks["models"] == Check(
        "models",
        ok=False,
        says="The model: the server refuses the key (status 401).",
        cure="Set OPENAI_API_KEY right.",
    )
    assert "OPENAI_API_KEY=***" in checks["settings"].says
    assert "wrong-key" not in str(checks)


def test_a_model_that_the_server_has_not_is_told_with_its_cure(tmp_path: Path) -> None:
    with ModelServer(fails(404)) as server:
        check = found(Settings(data_dir=tmp_path, openai_base_url=server.address))["models"]
    assert (check.ok, "OPENAI_MODEL" in check.cure) == (False, True)


def test_vectors_of_a_server_are_tried(tmp_path: Path) -> None:
    with ModelServer(embeds, says("Yes.")) as server:
        settings = Settings(data_dir=tmp_path, openai_base_url=server.address, embedding="openai")  # type: ignore[arg-type]
        check = found(settings)["embedding"]
    assert check.says == "openai (openai:text-embedding-3-small) gives 64 dimensions"


def test_every_failure_ends_with_a_cure(tmp_path: Path) -> None:
    checks = found(Settings(corpus_dir=tmp_path / "none", data_dir=tmp_path / "none"))
    assert all(check.ok or check.cure for check in checks.values())
