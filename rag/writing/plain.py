"""Turns the Markdown and HTML of a sentence into plain text, or tells that it cannot."""

import html
import re
from collections.abc import Callable

_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^()\n]*)\)")
_ADDRESS = re.compile(
    r"(?:https?|ftp|tg|mailto|javascript|data|file|ssh|sms|tel)\s?:\s?/{0,2}[^\s<>\"'”»)\]]*"
    r"|\bwww\.[^\s<>\"'”»)\]]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<![\w.@])(?:[a-z0-9-]+\.)+(?:com|org|net|info|biz|io|ru|lv|lt|ee|eu|uk|de|fr|me|ly|xyz|top|site|online|app|dev"
    r"|ai|cc)\b[^\s<>\"'”»)\]]*",
    re.IGNORECASE,
)
# No address is without a sign glued between two others; most sentences have none.
_GLUED = re.compile(r"[^\W\d]\s?[.@:]\s?[^\s]|-\w*\.\w|\d[.@][^\W\d]", re.IGNORECASE)
# Tags that only dress a word; every other tag makes the sentence markup.
_DRESS = re.compile(r"</?(?:b|i|u|s|em|strong|sup|sub|small|mark|p|span|br\s?/?)>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[a-z][^<>\n]*>|<!--|</?[a-z][\w-]*\s*$", re.IGNORECASE)
_CODE = re.compile(r"`([^`\n]*)`")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*+|~~|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|`)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
# Characters that show nothing, or turn the text around them about: none belongs in an answer.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_LEFTOVER = re.compile(r"[\[［【〔]\s?\d|\|.*\||\$\$|\\[a-z]+\{|<\|", re.IGNORECASE)


def addresses(text: str) -> list[str]:
    """The addresses of pages, mail boxes and the like in `text`, as written, without the stop that follows them."""
    if _GLUED.search(text) is None:
        return []
    return [match.group().rstrip(".,;:!?") for match in _ADDRESS.finditer(text)]


def without_markup(text: str, is_known: Callable[[str], bool]) -> str | None:
    """`text` without emphasis, dressing tags and unseen characters, on one line; its marks stay as they are.

    A link becomes its text, and a link that is only a number becomes nothing. None when the text holds what has no
    plain form (other tags, tables, code with brackets), or an address that `is_known` denies.
    """
    clean = without_unseen(html.unescape(without_unseen(text)))
    targets = [m["target"].split(" ")[0] for m in _LINK.finditer(clean)]
    if not all(is_known(address) for address in (*targets, *addresses(clean))):
        return None
    clean = _LINK.sub(lambda m: "" if m["text"].strip().isdigit() else m["text"], _DRESS.sub("", clean))
    if _TAG.search(clean) or any("[" in code for code in _CODE.findall(clean)):
        return None
    clean = _ESCAPED.sub(r"\1", _EMPHASIS.sub("", clean))
    return " ".join(clean.split())


def without_unseen(text: str) -> str:
    """`text` without the characters that show nothing or turn the text around them about."""
    return _UNSEEN.sub("", text)


def is_markup(text: str) -> bool:
    """Whether a plain sentence, its marks cut out, still holds what a reader would take for a mark or for markup."""
    return _LEFTOVER.search(text) is not None
