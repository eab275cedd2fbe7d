"""The one reader of the environment: what the archive is told, each with its variable and its default."""

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from rag.errors import SettingsError

# An article of 5 MB would be a book of 800,000 words; what is larger is most likely not an article.
MAX_ARTICLE_BYTES = 5_000_000


class Embedding(StrEnum):
    """Where vectors come from."""

    LOCAL = "local"
    MINILM = "minilm"
    OPENAI = "openai"


def _variable(*names: str, says: str, default: object, secret: bool = False) -> Any:  # noqa: ANN401 - typed by its field
    """A field read from the first of the environment variables `names` that is set."""
    return field(default=default, metadata={"names": names, "says": says, "secret": secret})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the archive is told; read once and passed along.

    Every field may be given by name; `from_environment` reads the rest. Raises SettingsError for a value that cannot
    be.
    """

    corpus_dir: Path = _variable(
        "RAG_CORPUS_DIR", says="Folder of the articles, the source of truth.", default=Path("corpus")
    )
    data_dir: Path = _variable(
        "RAG_DATA_DIR", says="Folder of the index; it can be deleted and made again.", default=Path("data")
    )
    embedding: Embedding = _variable(
        "RAG_EMBEDDING",
        says="Where vectors come from: local (inside the package), minilm (fetched once) or openai.",
        default=Embedding.LOCAL,
    )
    max_article_bytes: int = _variable(
        "RAG_MAX_ARTICLE_BYTES", says="A larger file is reported, not read.", default=MAX_ARTICLE_BYTES
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "corpus_dir", Path(self.corpus_dir))
        object.__setattr__(self, "data_dir", Path(self.data_dir))
        object.__setattr__(self, "embedding", _embedding(self.embedding))
        object.__setattr__(self, "max_article_bytes", _positive(self, "max_article_bytes"))

    def __repr__(self) -> str:
        shown = (f"{f.name}={_masked(f, getattr(self, f.name))}" for f in fields(self))
        return f"Settings({', '.join(shown)})"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **given: object) -> "Settings":
        """Read `environment` (by default the process's, over a `.env` file in the working folder).

        A variable set to nothing counts as not set. What is `given` by name, and is not None, wins.
        """
        if environment is None:
            environment = {**_dotenv(), **os.environ}
        read = {
            f.name: value.strip() for f in fields(cls) for value in [_first_set(f, environment)] if value is not None
        }
        chosen = {name: value for name, value in given.items() if value is not None}
        return cls(**cast("dict[str, Any]", {**read, **chosen}))


def variable_names(settings_field: "Field[Any]") -> tuple[str, ...]:
    """The environment variables that a field of Settings is read from, the first one preferred."""
    return cast("tuple[str, ...]", settings_field.metadata["names"])


def _dotenv() -> dict[str, str]:
    from dotenv import dotenv_values

    try:
        return {name: value for name, value in dotenv_values(".env").items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The file '.env' cannot be read ({error}); write it in UTF-8, or delete it.") from error


def _first_set(settings_field: "Field[Any]", environment: Mapping[str, str]) -> str | None:
    for name in variable_names(settings_field):
        if environment.get(name, "").strip():
            return environment[name]
    return None


def _masked(settings_field: "Field[Any]", value: object) -> str:
    return "'***'" if settings_field.metadata["secret"] and value else repr(value)


def _embedding(value: str) -> Embedding:
    try:
        return Embedding(value)
    except ValueError:
        choices = ", ".join(Embedding)
        raise SettingsError(f"RAG_EMBEDDING is {value!r}; choose one of {choices}.") from None


def _positive(settings: Settings, name: str) -> int:
    value = getattr(settings, name)
    variable = next(variable_names(f)[0] for f in fields(settings) if f.name == name)
    try:
        number = int(value)
    except ValueError:
        number = 0
    if number <= 0:
        raise SettingsError(f"{variable} is {value!r}; give a whole number above 0.")
    return number
