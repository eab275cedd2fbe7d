"""What Telegram checks of what a bot wants shown."""

import re
from typing import Any

from tests.bot_api.entities import Formatted, given, trimmed, units
from tests.bot_api.html_text import read_html
from tests.bot_api.nouns import Button
from tests.bot_api.parameters import Parameters
from tests.bot_api.refusals import bad_request

MOST_UNITS = 4096
MOST_UNITS_OF_A_CAPTION = 1024
MOST_ENTITIES = 100
MOST_BUTTONS = 100
MOST_BYTES_OF_DATA = 64
_ADDRESS = re.compile(r"^(?:https?://[^\s/]+|tg://\S+)", re.IGNORECASE)


def read_body(
    parameters: Parameters, name: str = "text", entities: object = None, *, most: int = MOST_UNITS, empty: bool = False
) -> Formatted:
    """The formatted text of a parameter; raises Refusal where it cannot be shown."""
    raw, mode = parameters.text(name), parameters.text("parse_mode").lower()
    if mode == "html":
        body = read_html(raw)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        body = given(raw, entities) if isinstance(entities, list) else Formatted(raw)
    body = trimmed(body)
    if not body.text and not empty:
        raise bad_request("message text is empty")
    if units(body.text) > most:
        raise bad_request("message is too long")
    # Telegram drops the rest without a word; here nobody would see that, so it is an error.
    if len(body.entities) > MOST_ENTITIES:
        raise bad_request(f"{len(body.entities)} entities are more than the {MOST_ENTITIES} that are shown")
    return body


def read_rows(markup: Any) -> tuple[tuple[Button, ...], ...]:  # noqa: ANN401 - JSON as it came
    """The buttons of an inline keyboard; raises Refusal where one cannot be."""
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        return ()
    rows = tuple(tuple(_button(one) for one in row) for row in markup["inline_keyboard"] if row)
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _button(raw: dict[str, Any]) -> Button:
    label, data, url = str(raw.get("text", "")), raw.get("callback_data"), raw.get("url")
    if not label.strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if url is not None:
        if not _ADDRESS.match(url):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return Button(label, url=url)
    if data is None:
        if {"switch_inline_query", "switch_inline_query_current_chat", "copy_text"} & raw.keys():
            return Button(label)
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not 1 <= len(str(data).encode()) <= MOST_BYTES_OF_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(label, data=str(data))
