"""What a method was given, whichever of the three ways it came: JSON, a form, a form with files."""

import json
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qsl

from tests.bot_api.refusals import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters by name, each as text: an object as its JSON, as Telegram takes it."""

    texts: dict[str, str]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        return self.texts.get(name, default)

    def number(self, name: str, default: int = 0) -> int:
        try:
            return int(self.texts.get(name, default))
        except ValueError:
            raise bad_request(f"{name} must be a number") from None

    def flag(self, name: str) -> bool:
        return self.texts.get(name, "").casefold() in {"true", "yes", "1"}

    def made_of_json(self, name: str) -> Any:  # noqa: ANN401 - it is whatever the JSON is
        """What the JSON of a parameter holds; None where there is none."""
        raw = self.texts.get(name, "")
        if not raw:
            return None
        try:
            return json.loads(raw)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


def read_parameters(query: str, content_type: str, body: bytes) -> Parameters:
    """The parameters of one request."""
    texts = dict(parse_qsl(query, keep_blank_values=True))
    if content_type.startswith("application/json"):
        return Parameters({**texts, **{name: _as_text(value) for name, value in json.loads(body or b"{}").items()}})
    if content_type.startswith("multipart/form-data"):
        return _multipart(texts, content_type, body)
    return Parameters({**texts, **dict(parse_qsl(body.decode(), keep_blank_values=True))})


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _multipart(texts: dict[str, str], content_type: str, body: bytes) -> Parameters:
    whole = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    files: dict[str, Upload] = {}
    for part in whole.walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            continue
        if (file_name := part.get_filename()) is not None:
            files[name] = Upload(file_name, content)
        else:
            texts[name] = content.decode()
    return Parameters(texts, files)
