import os
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import BotSettings, Ids, forget_secrets
from rag import RagError


def test_the_environment_is_read_by_the_variables_names() -> None:
    settings = BotSettings.from_environment(
        {"TELEGRAM_BOT_TOKEN": "1:abc", "ADMIN_USER_IDS": "7", "MAX_HISTORY_SIZE": "0", "RAG_WATCH": "0"}
    )
    assert settings == BotSettings(
        telegram_bot_token="1:abc",  # noqa: S106 - no secret
        admin_user_ids=Ids(frozenset({7})),
        max_history_size=0,
        watch=False,
    )


def test_a_variable_set_to_nothing_counts_as_not_set() -> None:
    assert BotSettings.from_environment({"QUESTIONS_PER_DAY": " "}) == BotSettings()


def test_the_process_environment_wins_over_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("QUESTIONS_PER_MINUTE=1\nQUESTIONS_PER_DAY=2\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUESTIONS_PER_DAY", "3")
    monkeypatch.delenv("QUESTIONS_PER_MINUTE", raising=False)
    settings = BotSettings.from_environment()
    assert (settings.questions_per_minute, settings.questions_per_day) == (1, 3)


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("", Ids()),
        ("12, 34;56  -100", Ids(frozenset({12, 34, 56, -100}))),
        ("*", Ids(everybody=True)),
        ("12,*", Ids(everybody=True)),
    ],
)
def test_who_may_ask_is_a_list_of_ids_or_everybody(written: str, who: Ids) -> None:
    assert BotSettings.from_environment({"ALLOWED_TELEGRAM_USER_IDS": written}).allowed_telegram_user_ids == who


def test_nobody_may_ask_unless_told_so() -> None:
    settings = BotSettings()
    assert not any(
        5 in who
        for who in (settings.allowed_telegram_user_ids, settings.allowed_telegram_group_ids, settings.admin_user_ids)
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ADMIN_USER_IDS", "*", "ADMIN_USER_IDS is '*'; give Telegram ids, such as 12345,67890."),
        (
            "ALLOWED_TELEGRAM_USER_IDS",
            "@anna",
            "ALLOWED_TELEGRAM_USER_IDS is '@anna'; give Telegram ids, such as 12345,67890, or *.",
        ),
        ("QUESTIONS_PER_DAY", "many", "QUESTIONS_PER_DAY is 'many'; give a whole number of 1 or more."),
        ("HEALTH_PORT", "70000", "HEALTH_PORT is '70000'; give a whole number from 0 to 65535."),
        ("RAG_WATCH", "maybe", "RAG_WATCH is 'maybe'; give 1 or 0."),
        (
            "TELEGRAM_API_BASE_URL",
            "localhost:8081",
            "TELEGRAM_API_BASE_URL is 'localhost:8081'; give an address that begins with https://.",
        ),
        ("BOT_LOG_LEVEL", "loud", "BOT_LOG_LEVEL is 'LOUD'; choose one of DEBUG, INFO, WARNING, ERROR."),
        (
            "WEBHOOK_SECRET",
            "öpen",
            "WEBHOOK_SECRET has a sign that Telegram does not take; give letters, digits, _ and - alone.",
        ),
    ],
)
def test_a_value_that_cannot_be_is_named_with_what_can(name: str, value: str, sentence: str) -> None:
    with pytest.raises(RagError) as failure:
        BotSettings.from_environment({name: value})
    assert str(failure.value) == sentence


@pytest.mark.parametrize("token", ["", "no-token", "4300112233", "4300112233:", ":AAHkq"])
def test_a_token_is_asked_for_in_a_plain_sentence_that_does_not_hold_it(token: str) -> None:
    with pytest.raises(RagError, match="@BotFather") as failure:
        BotSettings(telegram_bot_token=token).needs_token()
    assert not token or token not in str(failure.value)


def test_secrets_are_never_shown() -> None:
    settings = BotSettings(telegram_bot_token="1:very-secret", webhook_secret="hush-hush")  # noqa: S106 - no secret
    assert settings.secrets == ("1:very-secret", "hush-hush")
    assert not any(secret in repr(settings) for secret in settings.secrets)


def test_every_field_is_named_by_its_variable_and_says_what_it_does() -> None:
    for field in fields(BotSettings):
        (name,) = field.metadata["names"]
        assert name.removeprefix("RAG_").removeprefix("BOT_").lower() == field.name
        assert field.metadata["says"].endswith(".")


def test_secrets_leave_the_environment_that_children_inherit(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET", "WEBHOOK_URL"):
        monkeypatch.setenv(name, "https://1:abc")
    forget_secrets()
    assert [name in os.environ for name in ("TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET", "WEBHOOK_URL")] == [
        False,
        False,
        True,
    ]
