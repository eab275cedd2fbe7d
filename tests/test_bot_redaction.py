import io
import logging
import os
import warnings
from collections.abc import Iterator

import pytest

from bot.redaction import redacted, start_logging

TOKEN = "4300112233:AAHkq-Vw7_secret"  # noqa: S105 - no secret


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    talkative = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram", "telegram.request")}
    filters = list(warnings.filters)
    yield io.StringIO()
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = before, level
    warnings.filters[:] = filters  # type: ignore[index]
    for name, former in talkative.items():
        logging.getLogger(name).setLevel(former)


def test_a_secret_stands_in_no_line_whichever_way_it_is_written(log: io.StringIO) -> None:
    start_logging("DEBUG", (TOKEN, ""), log)
    logger = logging.getLogger("somewhere")
    logger.info("POST https://api.telegram.org/bot%s/sendMessage", TOKEN)
    logger.debug("GET /bot4300112233%3AAAHkq-Vw7_secret/getMe")
    logger.warning("the secret half is %s", "AAHkq-Vw7_secret")
    try:
        _ = os.environ[TOKEN]
    except KeyError:
        logger.exception("failed with %r", {"token": TOKEN})
    text = log.getvalue()
    assert text.count("***") == 5
    assert "AAHkq" not in text


def test_a_line_tells_when_how_serious_and_who(log: io.StringIO) -> None:
    start_logging("INFO", (), log)
    logging.getLogger("bot.order").warning("full")
    assert log.getvalue().endswith(" WARNING bot.order: full\n")


def test_libraries_that_name_addresses_are_silent_at_info(log: io.StringIO) -> None:
    start_logging("INFO", (), log)
    logging.getLogger("httpx").info("HTTP Request: POST https://…")
    logging.getLogger("telegram.ext.Application").info("started")
    logging.getLogger("telegram.request.BaseRequest").error("cannot load what a stranger wrote")
    logging.getLogger("bot").info("mine")
    assert [line.partition("bot")[2] for line in log.getvalue().splitlines()] == [": mine"]


def test_a_lock_that_is_waited_for_is_silent_at_debug_too(log: io.StringIO) -> None:
    start_logging("DEBUG", (), log)
    logging.getLogger("filelock").debug("attempting to acquire lock")
    logging.getLogger("bot").debug("mine")
    assert [line.partition("bot")[2] for line in log.getvalue().splitlines()] == [": mine"]


def test_what_holds_no_secret_stays_as_it_is() -> None:
    assert redacted("nothing", (TOKEN,)) == "nothing"
