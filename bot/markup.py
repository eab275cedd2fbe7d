"""Text in runs of one style each, written as the HTML that Telegram understands.

A tag is opened and closed around one run, and text is escaped as it is written: whatever a stranger's text holds, it
can close no tag, open none, and become no link.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

# What turns letters around (bidirectional overrides), what Telegram drops or refuses (controls), and what no encoding
# can write (lone surrogates).
_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# More than one empty line in a row says nothing; Telegram keeps at most two.
_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
# What Telegram would turn into a link, a mention, a hashtag or a command all by itself. Each begins where a word does,
# so that a long text without spaces is read once.
_TURNS_INTO_A_LINK = re.compile(
    r"(?<![\w+.-])\w[\w+.-]*://\S+"
    r"|(?<![\w+.-])[\w+.-]*@\w[\w.-]*"
    r"|(?<![\w<>/])/\w+"
    r"|(?<!\w)#\w*[^\W\d]\w*"
    r"|(?<!\w)\$[A-Z]{1,8}\b"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b(?:[/:?#]\S*)?"
)
# Longer addresses are no article's; Telegram's own limit is of this size.
_LONGEST_ADDRESS = 2_048


class Style(StrEnum):
    """How a run is shown."""

    PLAIN = ""
    BOLD = "b"
    ITALIC = "i"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one style; `address` makes it a link, `quoted` puts it into a quotation that unfolds."""

    text: str
    style: Style = Style.PLAIN
    address: str = ""
    quoted: bool = False

    @property
    def entities(self) -> int:
        """How many of Telegram's message entities it takes, without that of the quotation."""
        return bool(self.style) + bool(self.address)


def clean(text: str) -> str:
    """`text` with plain newlines, at most one empty line in a row, and the replacement sign for what could harm."""
    unified = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _EMPTY_LINES.sub("\n\n", _HARMFUL.sub("\ufffd", unified))


def one_line(text: str) -> str:
    """`text`, cleaned, on one line."""
    return " ".join(clean(text).split())


def shortened(text: str, characters: int) -> str:
    """`text`, cleaned, on one line of at most so many characters."""
    line = one_line(text)
    return line if len(line) <= characters else line[: characters - 1].rstrip() + "…"


def foreign(text: str, style: Style = Style.PLAIN, *, quoted: bool = False) -> list[Run]:
    """A stranger's text, cleaned, that stays text: what would turn into a link or a command is set as code.

    Telegram looks for no link inside code, so that every letter can stay as it is.
    """
    return guarded(clean(text), style, quoted=quoted)


def guarded(cleaned: str, style: Style = Style.PLAIN, *, quoted: bool = False) -> list[Run]:
    """As `foreign`, of a text that is clean."""
    return [run for run in _guarded(cleaned, style, quoted=quoted) if run.text]


def emphasized(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """`runs` with the characters from `start` to before `end` bold, where they are plain."""
    marked = [replace(run, style=run.style or Style.BOLD) for run in cut(runs, start, end)]
    return [*cut(runs, 0, start), *marked, *cut(runs, end, len(shown(runs)))]


def linked(text: str, address: str, style: Style = Style.PLAIN) -> list[Run]:
    """A stranger's `text`, as a link to `address` where that is an address of the web."""
    if not is_web_address(address):
        return foreign(text, style)
    return [Run(clean(text), style, address)]


def is_web_address(address: str) -> bool:
    """Whether `address` may stand behind a link: http or https, a host, no password, nothing but an address."""
    if len(address) > _LONGEST_ADDRESS or _HARMFUL.search(address) or re.search(r"\s", address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def html(runs: Iterable[Run]) -> str:
    """`runs` as Telegram's HTML; those that are quoted side by side stand in one quotation."""
    return "".join(
        f"<blockquote expandable>{inner}</blockquote>" if quoted else inner
        for quoted, group in groupby(runs, key=lambda run: run.quoted)
        for inner in ["".join(map(_tagged, group))]
    )


def shown(runs: Iterable[Run]) -> str:
    """The text of `runs`, as a reader sees it."""
    return "".join(run.text for run in runs)


def units(text: str) -> int:
    """The length of `text` as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """What of `runs` shows the characters from `start` to before `end`."""
    pieces = []
    offset = 0
    for run in runs:
        piece = run.text[max(start - offset, 0) : max(end - offset, 0)]
        if piece:
            pieces.append(replace(run, text=piece))
        offset += len(run.text)
    return pieces


def _guarded(text: str, style: Style, *, quoted: bool) -> Iterator[Run]:
    end = 0
    for match in _TURNS_INTO_A_LINK.finditer(text):
        yield Run(text[end : match.start()], style, quoted=quoted)
        yield Run(match.group(), Style.CODE, quoted=quoted)
        end = match.end()
    yield Run(text[end:], style, quoted=quoted)


def _tagged(run: Run) -> str:
    inner = escape(run.text, quote=False)
    if run.style:
        inner = f"<{run.style}>{inner}</{run.style}>"
    return f'<a href="{escape(run.address)}">{inner}</a>' if run.address else inner
