"""The bot's one reader of the environment: its token, who may ask, and how it runs."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, cast

from rag import RagError

# A person reads an answer for longer than ten seconds; six a minute stop a script, not a reader.
QUESTIONS_PER_MINUTE = 6
# A working day of questions, one every two and a half minutes.
QUESTIONS_PER_DAY = 200
# A follow-up seldom reaches further back than a few questions; ten keep the prompt small.
HISTORY_SIZE = 10
# After three hours "and he?" speaks of something else.
CONVERSATION_MINUTES = 180
# A reverse proxy in front takes 443; this port needs no rights.
WEBHOOK_PORT = 8080
# A year of old messages whose buttons still open what they cited.
ANSWER_DAYS = 365
# On two cores a second one made a crowd wait no less, and each takes as much memory as the bot itself.
ANSWERING_PROCESSES = 1
_LAST_PORT = 65_535
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{3,}")
# What Telegram takes as the secret of a webhook.
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_NUMBERS = {"questions_per_minute", "questions_per_day", "max_conversation_age_minutes", "keep_answers_days"}
_NUMBERS_OR_NONE = {"max_history_size", "answering_processes"}
_SWITCHES = {"watch", "drafts"}
_PORTS = {"webhook_port": 1, "health_port": 0}


def _variable(name: str, says: str, default: object, *, secret: bool = False) -> Any:  # noqa: ANN401 - typed by its field
    """A field read from the environment variable `name`."""
    return field(default=default, metadata={"names": (name,), "says": says, "secret": secret})


@dataclass(frozen=True, slots=True)
class Ids:
    """Who is meant by a list of Telegram ids; `everybody` is written `*`."""

    ids: frozenset[int] = frozenset()
    everybody: bool = False

    def __contains__(self, id_: int) -> bool:
        return self.everybody or id_ in self.ids

    def __str__(self) -> str:
        return "*" if self.everybody else ",".join(map(str, sorted(self.ids)))


@dataclass(frozen=True, slots=True)
class BotSettings:
    """What the bot is told; read once and passed along.

    Every field may be given by name; `from_environment` reads the rest. Raises RagError for a value that cannot be.
    """

    telegram_bot_token: str = _variable(
        "TELEGRAM_BOT_TOKEN", "Token of the Telegram bot, as @BotFather gives it.", "", secret=True
    )
    telegram_api_base_url: str = _variable(
        "TELEGRAM_API_BASE_URL",
        "Root of the Bot API server; /bot and /file/bot are added.",
        "https://api.telegram.org",
    )
    allowed_telegram_user_ids: Ids = _variable(
        "ALLOWED_TELEGRAM_USER_IDS", "Who may ask: ids of persons, by commas; * is everybody; empty is nobody.", Ids()
    )
    allowed_telegram_group_ids: Ids = _variable(
        "ALLOWED_TELEGRAM_GROUP_IDS",
        "Groups in which everybody may ask: their ids, by commas; * is every group.",
        Ids(),
    )
    admin_user_ids: Ids = _variable("ADMIN_USER_IDS", "Who may ask and administer: ids of persons, by commas.", Ids())
    questions_per_minute: int = _variable(
        "QUESTIONS_PER_MINUTE", "Questions that one person may ask in a minute.", QUESTIONS_PER_MINUTE
    )
    questions_per_day: int = _variable(
        "QUESTIONS_PER_DAY", "Questions that one person may ask in a day.", QUESTIONS_PER_DAY
    )
    max_history_size: int = _variable(
        "MAX_HISTORY_SIZE", "Questions before that a follow-up is understood from; 0 is none.", HISTORY_SIZE
    )
    max_conversation_age_minutes: int = _variable(
        "MAX_CONVERSATION_AGE_MINUTES", "After so long a silence a new conversation begins.", CONVERSATION_MINUTES
    )
    keep_answers_days: int = _variable(
        "KEEP_ANSWERS_DAYS", "Days that answers sent are kept, for their buttons and the feedback.", ANSWER_DAYS
    )
    answering_processes: int = _variable(
        "BOT_ANSWERING_PROCESSES",
        "Processes that stand by to answer beside the bot's own, each with memory of its own; 0 is none.",
        ANSWERING_PROCESSES,
    )
    watch: bool = _variable("RAG_WATCH", "1: the running bot indexes files as they come; 0: it does not.", 1)
    drafts: bool = _variable(
        "BOT_DRAFTS", "1: in a private chat a model's answer grows as a draft; 0: as a message, by edits.", 0
    )
    webhook_url: str = _variable(
        "WEBHOOK_URL", "Public address that Telegram sends updates to; empty: the bot fetches them itself.", ""
    )
    webhook_port: int = _variable("WEBHOOK_PORT", "Port that the webhook listens on.", WEBHOOK_PORT)
    webhook_secret: str = _variable(
        "WEBHOOK_SECRET", "Secret that Telegram sends along; empty: one is made of the token.", "", secret=True
    )
    health_port: int = _variable("HEALTH_PORT", "Port of /healthz; 0 is none.", 0)
    listen_address: str = _variable(
        "BOT_LISTEN_ADDRESS", "Address of this machine that webhook and /healthz listen on.", "127.0.0.1"
    )
    log_level: str = _variable("BOT_LOG_LEVEL", "How much is logged: DEBUG, INFO, WARNING or ERROR.", "INFO")

    def __post_init__(self) -> None:
        for name in ("allowed_telegram_user_ids", "allowed_telegram_group_ids", "admin_user_ids"):
            object.__setattr__(self, name, _ids(self, name))
        for name in _NUMBERS | _NUMBERS_OR_NONE:
            object.__setattr__(self, name, _whole(self, name, 0 if name in _NUMBERS_OR_NONE else 1))
        for name, least in _PORTS.items():
            object.__setattr__(self, name, _whole(self, name, least, _LAST_PORT))
        for name in _SWITCHES:
            object.__setattr__(self, name, _switch(self, name))
        object.__setattr__(self, "telegram_api_base_url", _address(self, "telegram_api_base_url"))
        object.__setattr__(self, "webhook_url", _address(self, "webhook_url"))
        object.__setattr__(self, "log_level", self.log_level.upper())
        _check(self)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What may stand in no log line."""
        return tuple(value for value in (self.telegram_bot_token, self.webhook_secret) if value)

    def __repr__(self) -> str:
        shown = (f"{f.name}={_masked(f.metadata['secret'], getattr(self, f.name))}" for f in fields(self))
        return f"BotSettings({', '.join(shown)})"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "BotSettings":
        """Read `environment` (by default the process's, over a `.env` file in the working folder).

        A variable set to nothing counts as not set. The token has no default; `needs_token` asks for it.
        """
        if environment is None:
            environment = {**_dotenv(), **os.environ}
        read = {
            f.name: value
            for f in fields(cls)
            for value in [environment.get(f.metadata["names"][0], "").strip()]
            if value
        }
        return cls(**cast("dict[str, Any]", read))

    def needs_token(self) -> None:
        """Raise RagError where there is no token, or none that could be one."""
        if not self.telegram_bot_token:
            raise RagError("TELEGRAM_BOT_TOKEN is not set; ask @BotFather for a bot's token and put it into .env.")
        if not _TOKEN.fullmatch(self.telegram_bot_token):
            raise RagError(
                "TELEGRAM_BOT_TOKEN does not look like a token (digits, a colon, letters and digits); copy it again "
                "from @BotFather."
            )


def forget_secrets() -> None:
    """Take the bot's secrets out of this process's environment: its children inherit that, and need none of them."""
    for f in fields(BotSettings):
        if f.metadata["secret"]:
            os.environ.pop(f.metadata["names"][0], None)


def _dotenv() -> dict[str, str]:
    from dotenv import dotenv_values

    try:
        return {name: value for name, value in dotenv_values(".env").items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise RagError(f"The file '.env' cannot be read ({error}); write it in UTF-8, or delete it.") from error


def _variable_of(name: str) -> str:
    return str(next(f.metadata["names"][0] for f in fields(BotSettings) if f.name == name))


def _masked(secret: bool, value: object) -> str:
    return "'***'" if secret and value else repr(value)


def _ids(settings: BotSettings, name: str) -> Ids:
    value = getattr(settings, name)
    if isinstance(value, Ids):
        return value
    parts = [part for part in re.split(r"[,;\s]+", str(value)) if part]
    if "*" in parts and name != "admin_user_ids":
        return Ids(everybody=True)
    try:
        return Ids(frozenset(int(part) for part in parts))
    except ValueError:
        stars = "" if name == "admin_user_ids" else ", or *"
        raise RagError(f"{_variable_of(name)} is {value!r}; give Telegram ids, such as 12345,67890{stars}.") from None


def _whole(settings: BotSettings, name: str, least: int, most: int | None = None) -> int:
    value = getattr(settings, name)
    try:
        number = int(value)
    except ValueError:
        number = least - 1
    if number < least or (most is not None and number > most):
        span = f"from {least:,} to {most}" if most is not None else f"of {least} or more"
        raise RagError(f"{_variable_of(name)} is {value!r}; give a whole number {span}.")
    return number


def _switch(settings: BotSettings, name: str) -> bool:
    value = str(getattr(settings, name)).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise RagError(f"{_variable_of(name)} is {getattr(settings, name)!r}; give 1 or 0.")


def _address(settings: BotSettings, name: str) -> str:
    value = str(getattr(settings, name))
    if value and not value.startswith(("http://", "https://")):
        raise RagError(f"{_variable_of(name)} is {value!r}; give an address that begins with https://.")
    return value.rstrip("/")


def _check(settings: BotSettings) -> None:
    if settings.log_level not in _LEVELS:
        raise RagError(f"BOT_LOG_LEVEL is {settings.log_level!r}; choose one of {', '.join(_LEVELS)}.")
    if settings.webhook_secret and not _SECRET.fullmatch(settings.webhook_secret):
        raise RagError("WEBHOOK_SECRET has a sign that Telegram does not take; give letters, digits, _ and - alone.")
