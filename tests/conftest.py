"""Real parts for every test: an embedder loaded once, and archives over corpora written for the test."""

import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rag import Archive, Settings
from rag.index.embedders import LocalEmbedder

NOW = datetime(2024, 6, 14, 12, 0, tzinfo=UTC)

# Files of ten seconds and more, most of them waiting, that come late by name: at the end each is waited for alone.
_BEGUN_FIRST = {"test_watching.py", "test_torture.py", "test_vector_server.py"}

OpenArchive = Callable[..., Archive]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; the rest comes by name."""
    items.sort(key=lambda item: item.path.name not in _BEGUN_FIRST)


@pytest.fixture(scope="session")
def embedder() -> LocalEmbedder:
    return LocalEmbedder()


@pytest.fixture
def open_archive(tmp_path: Path, embedder: LocalEmbedder) -> Iterator[OpenArchive]:
    """Opens archives over `tmp_path / "corpus"`, after writing the files given by name; closes them at the end."""
    opened: list[Archive] = []

    def open_one(files: Mapping[str, str] | None = None, **settings: object) -> Archive:
        write_corpus(tmp_path / "corpus", files or {})
        chosen = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data", **settings)  # type: ignore[arg-type]
        archive = Archive.open(chosen, embedder=embedder, clock=lambda: NOW)
        opened.append(archive)
        return archive

    yield open_one
    for archive in opened:
        archive.close()


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond this machine: a connection to any other address is an error."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test reached for {address!r}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> None:
    """A shell has what it starts in the background ignore Ctrl-C, and with it every command under test."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def no_model_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test asks the model of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("OPENAI_")]:
        monkeypatch.delenv(name)


def write_corpus(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
