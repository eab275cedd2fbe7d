from dataclasses import fields
from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.settings import Embedding, Settings, variable_names


def test_settings_given_by_name_are_taken_as_they_are() -> None:
    settings = Settings(corpus_dir="news", data_dir="index")  # type: ignore[arg-type]
    assert (settings.corpus_dir, settings.data_dir, settings.embedding) == (
        Path("news"),
        Path("index"),
        Embedding.LOCAL,
    )


def test_the_environment_is_read_by_the_variables_names() -> None:
    settings = Settings.from_environment({"RAG_CORPUS_DIR": "news", "RAG_EMBEDDING": "minilm"})
    assert settings == Settings(corpus_dir=Path("news"), embedding=Embedding.MINILM)


def test_a_variable_set_to_nothing_counts_as_not_set() -> None:
    assert Settings.from_environment({"RAG_CORPUS_DIR": " "}) == Settings()


def test_what_is_given_wins_over_the_environment() -> None:
    settings = Settings.from_environment({"RAG_CORPUS_DIR": "news"}, corpus_dir=Path("other"), data_dir=None)
    assert settings == Settings(corpus_dir=Path("other"))


def test_the_process_environment_wins_over_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("RAG_CORPUS_DIR=from-file\nRAG_DATA_DIR=from-file\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAG_DATA_DIR", "from-process")
    monkeypatch.delenv("RAG_CORPUS_DIR", raising=False)
    assert Settings.from_environment() == Settings(corpus_dir=Path("from-file"), data_dir=Path("from-process"))


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"RAG_EMBEDDING": "word2vec"}, "RAG_EMBEDDING is 'word2vec'; choose one of local, minilm, openai."),
        ({"RAG_MAX_ARTICLE_BYTES": "5 MB"}, "RAG_MAX_ARTICLE_BYTES is '5 MB'; give a whole number above 0."),
        ({"RAG_DAILY_TOKEN_BUDGET": "-1"}, "RAG_DAILY_TOKEN_BUDGET is '-1'; give a whole number, 0 or more."),
        (
            {"OPENAI_BASE_URL": "localhost:11434"},
            "OPENAI_BASE_URL is 'localhost:11434'; give an address such as http://localhost:11434/v1.",
        ),
        ({"RAG_ALLOW_PRIVATE_ADDRESSES": "2"}, "RAG_ALLOW_PRIVATE_ADDRESSES is '2'; give 1 for yes or 0 for no."),
        ({"RAG_MAX_ARTICLE_BYTES": "0"}, "RAG_MAX_ARTICLE_BYTES is '0'; give a whole number above 0."),
    ],
)
def test_a_value_that_cannot_be_is_named_with_what_can(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError) as failure:
        Settings.from_environment(environment)
    assert str(failure.value) == sentence


def test_every_field_names_its_variable_and_says_what_it_does() -> None:
    for settings_field in fields(Settings):
        assert variable_names(settings_field)[0].removeprefix("RAG_").lower() == settings_field.name
        assert settings_field.metadata["says"].endswith(".")


def test_a_key_is_never_shown() -> None:
    settings = Settings.from_environment({"OPENAI_API_KEY": "sk-very-secret"})
    assert settings.openai_api_key == "sk-very-secret"
    assert "sk-very-secret" not in repr(settings)


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "OPENAI_API_BASE"])
def test_both_names_of_the_servers_address_are_read(name: str) -> None:
    settings = Settings.from_environment({name: "http://localhost:11434/v1/"})
    assert (settings.openai_base_url, settings.names_a_server) == ("http://localhost:11434/v1", True)


def test_a_server_is_named_by_its_key_or_its_address() -> None:
    assert [Settings().names_a_server, Settings(openai_api_key="k").names_a_server] == [False, True]


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("true", True), ("0", False), ("No", False), ("", False)])
def test_yes_and_no_are_read_as_people_write_them(value: str, meant: bool) -> None:
    assert Settings.from_environment({"RAG_ALLOW_PRIVATE_ADDRESSES": value}).allow_private_addresses is meant


def test_a_chroma_server_is_named_by_scheme_host_and_port_alone() -> None:
    assert Settings(chroma_url="http://127.0.0.1:8000/").chroma_url == "http://127.0.0.1:8000"
    for wrong in ("chroma:8000", "ftp://chroma", "http://chroma:no", "http://chroma/api", "http://"):
        with pytest.raises(SettingsError, match=r"CHROMA_URL is .*; give an address such as http://localhost:8000"):
            Settings(chroma_url=wrong)
    with pytest.raises(SettingsError, match="CHROMA_COLLECTION"):
        Settings(chroma_collection="../all")


def test_a_key_in_the_address_of_a_chroma_server_is_refused_and_not_shown() -> None:
    with pytest.raises(SettingsError, match="a key in CHROMA_TOKEN") as refused:
        Settings(chroma_url="http://me:secret@chroma:8000")
    assert "secret" not in str(refused.value)
    assert "secret" not in repr(Settings.from_environment({"CHROMA_TOKEN": "secret"}))
