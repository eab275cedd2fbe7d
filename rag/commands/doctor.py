"""Checks whether everything an archive stands on is in order, each failure with its cure."""

import importlib.metadata
import platform
import tempfile
from collections.abc import Callable
from dataclasses import fields

from rag.commands.checks import Check, TroubleError, checked, unread
from rag.commands.index_checks import index_checks
from rag.corpus.files import source_files
from rag.errors import BusyError, RagError
from rag.index.embedders import embedder_for, unit_vectors
from rag.index.lock import holder, writer_lock
from rag.ports import Ending
from rag.providers.chat import generator_for
from rag.providers.openai_client import PUBLIC_SERVICE
from rag.providers.troubles import ModelError
from rag.settings import Embedding, Settings, variable_names

# Whoever runs the doctor waits no longer for a model.
_SECONDS = 15
# What must be installed for an answer without a key.
_LIBRARIES = ("chromadb", "tantivy", "wordllama", "llama-index-core", "sentencex", "trafilatura", "typer", "rich")
_INSTALL = "Install the libraries again: pip install -r requirements.lock"


def examine(load: Callable[[], Settings]) -> list[Check]:
    """Every check that can be made, in order; one that fails may leave the ones that need it out.

    Nothing is indexed, mended or left behind. `load` gives the settings, or raises SettingsError.
    """
    versions = checked("versions", _versions, _INSTALL)
    try:
        settings = load()
    except RagError as error:
        return [versions, Check("settings", ok=False, says=str(error), cure="Set it right, or leave it out.")]
    checks = [
        versions,
        checked("settings", lambda: _shown(settings), "Set the variable right, or leave it out."),
        checked("corpus", lambda: _corpus(settings), "Name the folder of the articles in RAG_CORPUS_DIR."),
        checked("data folder", lambda: _data_folder(settings), "Name a folder that can be written in RAG_DATA_DIR."),
        checked("writer", lambda: _writer(settings), "See that the data folder can be written."),
        checked("embedding", lambda: _embedding(settings), "Set RAG_EMBEDDING=local, which needs nothing."),
    ]
    return [*checks, *index_checks(settings), checked("models", lambda: _models(settings), "Set OPENAI_API_KEY right.")]


def _versions() -> str:
    found = {}
    for library in _LIBRARIES:
        try:
            found[library] = importlib.metadata.version(library)
        except importlib.metadata.PackageNotFoundError:
            raise TroubleError(f"{library!r} is not installed", _INSTALL) from None
    versions = ", ".join(f"{library} {version}" for library, version in found.items())
    return f"Python {platform.python_version()}, {versions}"


def _shown(settings: Settings) -> str:
    """The variables and their values, secrets masked."""
    return ", ".join(
        f"{variable_names(field)[0]}={'***' if field.metadata['secret'] else getattr(settings, field.name)}"
        for field in fields(settings)
    )


def _corpus(settings: Settings) -> str:
    files, unreadable = source_files(settings.corpus_dir, without=settings.data_dir)
    if unreadable:
        raise unread(unreadable)
    if not files:
        raise TroubleError(f"{str(settings.corpus_dir)!r} holds no articles", "Put articles in it.")
    return f"{len(files):,} files in {str(settings.corpus_dir)!r}"


def _data_folder(settings: Settings) -> str:
    folder = settings.data_dir.absolute()
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=existing) as file:
            file.write(b"can it be written?")
    except OSError as error:
        raise TroubleError(
            f"{str(existing)!r} cannot be written ({error.strerror})",
            "Allow it with chmod, make room on the disk, or name another folder in RAG_DATA_DIR.",
        ) from error
    made = "can be written" if existing == folder else "will be made by the first sync"
    return f"{str(settings.data_dir)!r} {made}"


def _writer(settings: Settings) -> str:
    if not settings.data_dir.is_dir():
        return "nobody writes to the index"
    try:
        with writer_lock(settings.data_dir):
            return "nobody writes to the index"
    except BusyError:
        return f"{holder(settings.data_dir)} writes to the index now"


def _embedding(settings: Settings) -> str:
    embedder = embedder_for(settings)
    if settings.embedding is Embedding.MINILM:
        return f"{settings.embedding.value} ({embedder.name})"
    dimensions = unit_vectors(embedder, ["news"]).shape[1]
    return f"{settings.embedding.value} ({embedder.name}) gives {dimensions} dimensions"


def _models(settings: Settings) -> str:
    """Have the model write a word: that tries the address, the key and the model's name at once."""
    generator = generator_for(settings)
    if generator is None:
        return "none set; answers are made of quotes"
    try:
        items = list(
            generator.stream("Answer with one word.", "Are you there?", min(settings.answer_seconds, _SECONDS))
        )
    except ModelError as error:
        cure = error.trouble.value.cure
        raise TroubleError(str(error).removesuffix(cure).strip(), cure) from error
    usage = next((item.usage for item in items if isinstance(item, Ending) and item.usage), None)
    cost = f", {usage.total:,} tokens" if usage else ""
    return f"{settings.openai_model!r} at {settings.openai_base_url or PUBLIC_SERVICE} answers{cost}"
