"""Turns marked-up text into the text a reader sees."""

import re
from html.parser import HTMLParser

_HTML = re.compile(r"</(?:p|div|span|a|b|i|em|strong|h[1-6]|li|ul|ol|blockquote)\s*>|<br\s*/?>", re.IGNORECASE)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table"),
        *("tr", "ul"),
    }
)
_UNREAD = frozenset({"script", "style", "template"})

_FENCE = re.compile(r"^(?:```|~~~).*$", re.MULTILINE)
# Each in turn: pictures to their captions, links to their words, then the signs of headings, quotes and stress. Before
# each stands what it cannot be without: most texts hold none, and to look for a sign takes no time beside the rest.
_MARKDOWN = (
    ("![", re.compile(r"!\[([^\[\]]*)\]\([^()\n]*\)"), r"\1"),
    ("](", re.compile(r"\[([^\[\]]+)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)"), r"\1"),
    ("<http", re.compile(r"<(https?://[^\s<>]+)>"), r"\1"),
    ("#", re.compile(r"^ {0,3}#{1,6} +(.*?)(?: +#+)? *$", re.MULTILINE), r"\1"),
    (">", re.compile(r"^ {0,3}> ?", re.MULTILINE), ""),
    ("**", re.compile(r"(?<![\w*\\])\*\*(?=\S)([^*\n]+)(?<=\S)\*\*(?![\w*])"), r"\1"),
    ("__", re.compile(r"(?<![\w_\\])__(?=\S)([^_\n]+)(?<=\S)__(?![\w_])"), r"\1"),
    ("*", re.compile(r"(?<![\w*\\])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])"), r"\1"),
    ("_", re.compile(r"(?<![\w_\\])_(?=\S)([^_\n]+)(?<=\S)_(?![\w_])"), r"\1"),
)
# What may follow a backslash that says: this is no mark.
MARKS = "\\`*_{}[]()#+-.!<>~"
_ESCAPED = re.compile(rf"\\([{re.escape(MARKS)}])")
# What an escaped sign is while the marks are taken away: a character that no text holds, being nobody's.
_HIDDEN_FROM = 0xF0000
_SHOWN = {_HIDDEN_FROM + ord(sign): sign for sign in MARKS}


def plain_text(text: str) -> str:
    """`text` without HTML, where it holds any; paragraphs are kept apart by an empty line."""
    if not _HTML.search(text):
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def plain_markdown(text: str) -> str:
    """`text` without the marks of Markdown that stand in prose; a text with fenced code is left as it is.

    A sign after a backslash is no mark, and stands for itself.
    """
    if _FENCE.search(text):
        return text
    has_escapes = "\\" in text
    if has_escapes:
        text = _ESCAPED.sub(lambda found: chr(_HIDDEN_FROM + ord(found[1])), text)
    for sign, pattern, plain in _MARKDOWN:
        if sign in text:
            text = pattern.sub(plain, text)
    return text.translate(_SHOWN) if has_escapes else text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unread += tag in _UNREAD
        if tag in _BLOCKS or tag == "br":
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(0, self._unread - (tag in _UNREAD))
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.pieces.append(data.replace("\n", " "))
