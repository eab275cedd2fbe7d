"""The one reader of the environment: what the archive is told, each with its variable and its default."""

import os
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from rag.errors import SettingsError

# An article of 5 MB would be a book of 800,000 words; what is larger is most likely not an article.
MAX_ARTICLE_BYTES = 5_000_000
# Half a minute is as long as anybody waits for an answer in a chat.
ANSWER_SECONDS = 30
# The rules take some 500 tokens, ten passages 3,000 to 4,000; a window of 8,192, the smallest often served, leaves
# the rest for the answer.
PROMPT_TOKENS = 6_000


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
    allow_private_addresses: bool = _variable(
        "RAG_ALLOW_PRIVATE_ADDRESSES",
        says="1 lets pages be added from this machine and its own network, not from the internet alone.",
        default=0,
    )
    openai_api_key: str = _variable(
        "OPENAI_API_KEY",
        says="Key of the server below; with it, or with the server's address alone, a model writes the answers.",
        default="",
        secret=True,
    )
    openai_base_url: str = _variable(
        "OPENAI_BASE_URL",
        "OPENAI_API_BASE",
        says="Address of a server that speaks OpenAI's protocol (OPENAI_API_BASE is read too); empty is OpenAI's own.",
        default="",
    )
    openai_model: str = _variable(
        "OPENAI_MODEL", says="Model that writes the answers, by the server's name for it.", default="gpt-4.1-mini"
    )
    openai_embedding_model: str = _variable(
        "OPENAI_EMBEDDING_MODEL",
        says="Model of the vectors where RAG_EMBEDDING is openai.",
        default="text-embedding-3-small",
    )
    answer_seconds: int = _variable(
        "RAG_ANSWER_SECONDS",
        says="Seconds that an answer may take; then the articles' own sentences come.",
        default=ANSWER_SECONDS,
    )
    prompt_tokens: int = _variable(
        "RAG_PROMPT_TOKENS",
        says="Tokens of rules, articles and question sent to the model at most; its window must hold more.",
        default=PROMPT_TOKENS,
    )
    daily_token_budget: int = _variable(
        "RAG_DAILY_TOKEN_BUDGET",
        says="Tokens a day that the model may read and write together; 0 sets no limit.",
        default=0,
    )
    chroma_url: str = _variable(
        "CHROMA_URL",
        says="Address of a Chroma server that is to hold the vectors (http://host:8000); empty keeps them here.",
        default="",
    )
    chroma_token: str = _variable(
        "CHROMA_TOKEN", says="Key of Chroma Cloud, or of the gateway before a server.", default="", secret=True
    )
    chroma_tenant: str = _variable("CHROMA_TENANT", says="Tenant on the Chroma server.", default="default_tenant")
    chroma_database: str = _variable(
        "CHROMA_DATABASE", says="Database of the tenant on the Chroma server.", default="default_database"
    )
    chroma_collection: str = _variable(
        "CHROMA_COLLECTION",
        says="How this archive's collections on the Chroma server begin; letters, digits, - and _.",
        default="presscite",
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "corpus_dir", Path(self.corpus_dir))
        object.__setattr__(self, "data_dir", Path(self.data_dir))
        object.__setattr__(self, "embedding", _embedding(self.embedding))
        object.__setattr__(self, "openai_base_url", _address(self.openai_base_url))
        object.__setattr__(self, "allow_private_addresses", _yes(self, "allow_private_addresses"))
        object.__setattr__(self, "chroma_url", _server(self.chroma_url))
        object.__setattr__(self, "chroma_collection", _collection(self.chroma_collection))
        for name in ("max_article_bytes", "answer_seconds", "prompt_tokens"):
            object.__setattr__(self, name, _whole(self, name, 1))
        object.__setattr__(self, "daily_token_budget", _whole(self, "daily_token_budget", 0))

    @property
    def names_a_server(self) -> bool:
        """Whether a model can be asked: a key or an address is given."""
        return bool(self.openai_api_key or self.openai_base_url)

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


def _address(value: str) -> str:
    """An address of http, without the stroke at its end."""
    if value and not value.startswith(("http://", "https://")):
        raise SettingsError(f"OPENAI_BASE_URL is {value!r}; give an address such as http://localhost:11434/v1.")
    return value.rstrip("/")


def _yes(settings: Settings, name: str) -> bool:
    value = getattr(settings, name)
    if isinstance(value, bool):
        return value
    answers = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if str(value).lower() not in answers:
        raise SettingsError(f"{_variable_of(name)} is {value!r}; give 1 for yes or 0 for no.")
    return answers[str(value).lower()]


def _server(value: str) -> str:
    """The address of a Chroma server: nothing but scheme, host and port."""
    if not value:
        return ""
    try:
        address = urlsplit(value.rstrip("/"))
        whole = address.scheme in {"http", "https"} and address.hostname and (address.port or True)
    except ValueError:
        whole = False
    if not whole or address.path or address.query or "@" in address.netloc:
        # A key written into the address shall not be shown.
        shown = value.rpartition("@")[2]
        raise SettingsError(
            f"CHROMA_URL is {shown!r}; give an address such as http://localhost:8000, and a key in CHROMA_TOKEN."
        )
    return value.rstrip("/")


def _collection(value: str) -> str:
    # Chroma takes names of 3 to 512 characters; what tells archives apart is added.
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", value):
        raise SettingsError(f"CHROMA_COLLECTION is {value!r}; give up to 100 letters, digits, - and _.")
    return value


def _whole(settings: Settings, name: str, least: int) -> int:
    value = getattr(settings, name)
    try:
        number = int(value)
    except ValueError:
        number = least - 1
    if number < least:
        raise SettingsError(
            f"{_variable_of(name)} is {value!r}; give a whole number{' above 0' if least else ', 0 or more'}."
        )
    return number


def _variable_of(name: str) -> str:
    return next(variable_names(f)[0] for f in fields(Settings) if f.name == name)
