"""Records laid out for reading: paragraphs with their styles and indents, for a terminal or as plain text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from rag.records import (
    Additions,
    Answer,
    Article,
    Citation,
    Evidence,
    FailedFile,
    NoAnswer,
    Removal,
    SyncReport,
    Window,
)

if TYPE_CHECKING:
    from rich.console import Console

    from rag.commands.checks import Check
    from rag.commands.scores import Scores

# Lines longer than this are hard to read, however wide the terminal is.
_WIDEST = 100
# Room for the number of a source ("[12] ") before its lines.
_INDENT = 5
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What a terminal would obey (controls), what turns letters around (bidirectional overrides), and what no encoding
# can write (lone surrogates).
_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Copies named at most: they want nothing done about them.
_COPIES = 20
_MARK = re.compile(r"\[\d+\]")
_MATTER = "bold"
_ASIDE = "dim"
_NUMBER = "bold cyan"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, `indent` columns from the left; `mark` stands in the indent of its first line."""

    text: Text
    indent: int = 0
    mark: str = ""


_GAP = Block(Text())


def lines(blocks: Sequence[Block], console: "Console") -> Iterator[Text]:
    """The lines of `blocks`, wrapped to the width of `console`."""
    width = min(console.width, _WIDEST)
    for block in blocks:
        wrapped = block.text.wrap(console, max(width - block.indent, 20)) or [Text()]
        for number, line in enumerate(wrapped):
            line.rstrip()
            yield Text.assemble((_margin(block, number), _NUMBER if block.mark else ""), line)


def plain(blocks: Sequence[Block]) -> str:
    """The text of `blocks` without styles; a paragraph is one line, however long."""
    written = [
        (_margin(block, number) + line).rstrip()
        for block in blocks
        for number, line in enumerate(block.text.plain.split("\n"))
    ]
    return "".join(f"{line}\n" for line in written)


def safe(text: str) -> str:
    """`text` with its line ends as newlines, and the replacement sign for what could harm a terminal."""
    unified = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _HARMFUL.sub("\ufffd", unified)


def replied(reply: Answer | NoAnswer) -> list[Block]:
    """An answer with its sources, or the reason there is none with the nearest articles."""
    if isinstance(reply, NoAnswer):
        nearest = [block for article in reply.nearest for block in [*_headed(article, ""), _GAP]]
        head = [_GAP, Block(Text("Nearest articles", _ASIDE))] if nearest else [_GAP]
        return [Block(Text(safe(reply.reason))), *head, *nearest, *_closing(reply)]
    text = Text(safe(reply.text))
    text.highlight_regex(_MARK, _NUMBER)
    return [Block(text), _GAP, *_sources(reply), *_closing(reply)]


def found(evidence: Sequence[Evidence]) -> list[Block]:
    """Evidence in its order: its article, its score, and its text."""
    blocks: list[Block] = []
    for one in evidence:
        blocks += [
            *_headed(one.article, f"[{one.number}]", f"score {one.score:.2f}"),
            Block(_bare(one.text), _INDENT),
            _GAP,
        ]
    return blocks[:-1]


def listed(articles: Sequence[Article]) -> list[Block]:
    """Articles, one a line: date, outlet, title, id."""
    dates = [_day(article) for article in articles]
    return [
        Block(
            Text.assemble(
                (f"{date:<10}", _ASIDE),
                "  ",
                (_line(article.title) or "(no title)", _MATTER),
                (f"  {_about(article.source, article.id)}", _ASIDE),
            )
        )
        for date, article in zip(dates, articles, strict=True)
    ]


def whole(article: Article) -> list[Block]:
    """One article: what is known of it, then its text."""
    known = _about(article.source, article.author, _day(article), article.language, article.id)
    head = [Block(Text(_line(article.title) or "(no title)", _MATTER)), Block(Text(known, _ASIDE))]
    address = [Block(Text(_line(article.url), _ASIDE))] if article.url else []
    return [*head, *address, _GAP, Block(_bare(article.text))]


def synced(report: SyncReport) -> list[Block]:
    """The counts of a sync in one line, each file that could not be read in one, and the first of the copies."""
    counts = ", ".join(f"{count:,} {name}" for name, count in report.counts())
    copies = [
        Block(Text.assemble((_line(one.id), _ASIDE), f": a copy of {_line(one.of)}"), 2) for one in report.duplicates
    ]
    more = [Block(Text(f"… and {len(copies) - _COPIES:,} more copies"), 2)] if len(copies) > _COPIES else []
    head = Block(Text(f"{counts} ({report.seconds:.1f} s)"))
    return [head, *map(_failed, report.failed), *copies[:_COPIES], *more]


def _failed(one: FailedFile) -> Block:
    return Block(Text.assemble((_line(one.path), "red"), f": {_line(one.reason)}"), 2)


def added(additions: Additions) -> list[Block]:
    """The articles saved, one a line; then what was there already; then what failed, with the reason."""
    there = [
        Block(Text.assemble((_line(one.id), _ASIDE), f": there already, as {_line(one.of)}"), 2)
        for one in additions.duplicates
    ]
    counts = f"{len(additions.saved):,} saved, {len(there):,} there already, {len(additions.failed):,} failed"
    return [*listed(additions.saved), *there, *map(_failed, additions.failed), Block(Text(counts))]


def removed(removals: Sequence[Removal]) -> list[Block]:
    """The articles deleted, one a line."""
    return [
        Block(Text.assemble("removed ", (_line(one.title) or "(no title)", _MATTER), (f"  {_line(one.id)}", _ASIDE)))
        for one in removals
    ]


def checked(checks: "Sequence[Check]") -> list[Block]:
    """What was checked, one a line, each failure with its cure below it."""
    blocks = []
    for check in checks:
        state = ("ok      ", "green") if check.ok else ("failed  ", "bold red")
        blocks.append(Block(Text.assemble(state, (f"{check.name}: ", _MATTER), _line(check.says))))
        if check.cure:
            blocks.append(Block(Text(_line(check.cure)), 8))
    return blocks


def scored(scores: "Sequence[Scores]") -> list[Block]:
    """The figures of each question file, under its name."""
    blocks: list[Block] = []
    for one in scores:
        rows = [Block(Text.assemble((f"{label:<44}", _ASIDE), value), 2) for label, value in _figures(one)]
        blocks += [Block(Text(_line(one.file), _MATTER)), *rows, _GAP]
    return blocks[:-1]


def _figures(one: "Scores") -> Iterator[tuple[str, str]]:
    """Each figure with the words a person reads it by."""
    recalls = (one.recall_at_1, one.recall_at_4, one.recall_at_5, one.recall_at_10)
    yield "questions", f"{one.questions:,} ({one.answerable:,} answerable, {one.unanswerable:,} not)"
    yield "article recall@1 / @4 / @5 / @10", " / ".join(map(_share, recalls))
    yield "article hit@1", _share(one.hit_at_1)
    yield "first quote / any quote holds the answer", f"{_share(one.first_quote_holds)} / {_share(one.any_quote_holds)}"
    yield "a quote of a right article holds it", _share(one.right_quote_and_article)
    yield "quotes verbatim", _share(one.quotes_verbatim)
    yield "refused of the unanswerable", _share(one.refused_of_unanswerable)
    yield "wrongly refused of the answerable", _share(one.refused_of_answerable)
    yield "AUROC of confidence", _share(one.auroc)
    yield "ask p50 / p95", f"{_milliseconds(one.p50_ms)} / {_milliseconds(one.p95_ms)}"
    yield "questions per second", "-" if one.questions_per_second is None else f"{one.questions_per_second:,.1f}"


def _sources(answer: Answer) -> list[Block]:
    """The articles cited, each once with its numbers; a quote that the text does not show is shown here."""
    shown = _line(answer.text)
    by_article: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_article.setdefault(citation.article.id, []).append(citation)
    blocks: list[Block] = []
    for citations in by_article.values():
        marks = "".join(dict.fromkeys(f"[{citation.number}]" for citation in citations))
        blocks += _headed(citations[0].article, marks)
        hidden = [citation for citation in citations if _line(citation.quote) not in shown]
        blocks += [Block(Text(f"“{_line(citation.quote)}”", "italic"), _INDENT) for citation in hidden]
        blocks.append(_GAP)
    return blocks


def _headed(article: Article, mark: str, *more: str) -> list[Block]:
    """The lines over something of an article: its title; outlet, date, id and `more`; its address."""
    # A mark too wide for the indent is part of the line.
    fits = len(mark) < _INDENT
    title = Text.assemble(("" if fits else f"{mark} ", _NUMBER), (_line(article.title) or "(no title)", _MATTER))
    about = Text(_about(article.source, _day(article), article.id, *more), _ASIDE)
    address = [Block(Text(_line(article.url), _ASIDE), _INDENT)] if article.url else []
    return [Block(title, _INDENT, mark if fits else ""), Block(about, _INDENT), *address]


def _closing(reply: Answer | NoAnswer) -> list[Block]:
    """Why a model did not write it, where one was to; how sure the reply is, and what was understood and spent."""
    notice = [Block(Text(_line(reply.notice), "yellow"))] if reply.notice else []
    window = f" · time understood: {_window(reply.window)}" if reply.window else ""
    usage = f" · {reply.usage.tokens_in:,} tokens read, {reply.usage.tokens_out:,} written" if reply.usage else ""
    return [*notice, Block(Text(f"confidence {reply.confidence:.2f}{window}{usage}", _ASIDE))]


def _window(window: Window) -> str:
    bounds = [
        f"{word} {day.isoformat()}"
        for word, day in (("from", window.since), ("until", window.until))
        if day is not None
    ]
    told = " ".join(bounds) or ("the latest" if window.latest else "any time")
    return f"{told} (“{_line(window.phrase)}”)" if window.phrase else told


def _about(*parts: str) -> str:
    return " · ".join(filter(None, map(_line, parts)))


def _bare(text: str) -> Text:
    return Text(safe(text).strip("\n"))


def _line(text: str) -> str:
    """`text` on one line."""
    return " ".join(safe(text).split())


def _day(article: Article) -> str:
    return article.published.isoformat() if article.published else ""


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _milliseconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} ms"


def _margin(block: Block, line_number: int) -> str:
    return f"{block.mark:<{block.indent}}" if line_number == 0 else " " * block.indent
