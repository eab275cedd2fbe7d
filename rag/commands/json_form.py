"""Records as one JSON document: their fields by their names, for programs that read the command line."""

import json
import math
import re
from dataclasses import fields, is_dataclass
from datetime import date

from rag.records import Answer, NoAnswer

# An answer and the lack of one come from the same question, so the document says which of the two it is.
_KINDS: dict[type, str] = {Answer: "answer", NoAnswer: "no_answer"}
# What json leaves as it is, though a terminal may obey it (C1 controls, bidirectional overrides) or no encoding can
# write it (lone surrogates).
_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def document(value: object, *, ascii_only: bool = False) -> str:
    """The JSON text of a record, of several, or of plain values; parsing it gives back every character.

    Dates are ISO 8601, tuples are lists, numbers that are not finite are null. Control characters are escaped;
    `ascii_only` escapes everything outside ASCII too. Raises TypeError for a value that is no record.
    """
    text = json.dumps(_plain(value), ensure_ascii=ascii_only, allow_nan=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        kind = _KINDS.get(type(value))
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": kind, **named} if kind else named
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{value!r} is a {type(value).__name__}, which has no form in JSON; give a record.")
