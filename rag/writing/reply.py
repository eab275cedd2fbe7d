"""Cuts a model's reply into sentences while it arrives, the same ones however the reply comes in pieces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.passages import sentences
from rag.writing.marks import find_marks
from rag.writing.reading import quotation_depth

# An answer of news is a few hundred characters; what a model writes beyond this is a loop.
REPLY_CHARACTERS = 20_000
# No sentence worth showing is longer. The rest of its line goes with it: half a sentence may say the opposite.
SENTENCE_CHARACTERS = 1_500
# What a line is shows in its first characters: a list item, a quotation, a fence, a heading, a thought.
_HEAD_CHARACTERS = 12
# No mark is longer, so a bracket that is still open after so many characters begins none.
_MARK_CHARACTERS = 80
# More evidence is never numbered; a year in brackets is no mark.
_ANY_NUMBER = 999
# No word that begins a sentence needs more of it to be judged.
_WORD_CHARACTERS = 30

_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)*(?P<item>(?:[-*+•–—]|\d{1,3}[.)])[ \t]+)?")
_FENCE = re.compile(r"```|~~~")
_THOUGHT = re.compile(r"<(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_THOUGHT_END = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
# A heading, a row of a table, a rule, the bars under a title.
_LAYOUT = re.compile(r"#|\||([-*_=])[ \t]*\1[ \t]*\1|=+$")
_STOP = re.compile(r"[.!?…。！？]+[\"”»’')*_]*")
_FULL_WIDTH = ("。", "！", "？")
_GROUP_START = re.compile(r"[ \t]*[\[［【〔(（⁰¹²³⁴-⁹]")
# A line that begins so goes on with the one before: in lower case, or with a figure that is no item's number.
_FIGURE = re.compile(r"(?!\d{1,3}[.)](?:\s|$))\d")
_WRAP_CHARACTERS = 6
_NEXT_WORD = re.compile(rf"\s*(\S{{1,{_WORD_CHARACTERS}}})")


@dataclass(frozen=True, slots=True)
class ReplySentence:
    """A sentence as the model wrote it, marks and Markdown included.

    `breaks` counts the line breaks before it, 2 for an empty line; `item` tells that it begins a list item.
    `plain` is False for what is no sentence: a heading, a row of a table, a sentence without end.
    """

    text: str
    breaks: int
    item: bool = False
    plain: bool = True


class ReplyCutter:
    """Takes the pieces of one reply and gives its sentences, each as soon as its end is certain.

    Code blocks and a reasoning model's thoughts are left out. A sentence ends at a stop that `rag.passages` takes for
    an end, with the marks that follow it, but never inside quotation marks; and at the end of a line, unless the
    next line goes on in lower case.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._rest = ""
        self._received = 0
        self._looked = 0  # stops before this place of the rest end no sentence
        self._breaks = 0
        self._line_begins = True
        self._item = False
        self._fence = ""
        self._inside_thought = False
        self._skips_line = False

    def feed(self, piece: str) -> list[ReplySentence]:
        """The sentences that are certain now that `piece` has come."""
        piece = piece[: REPLY_CHARACTERS - self._received]
        self._received += len(piece)
        self._rest += piece
        return list(self._sentences(last=False))

    def finish(self, *, cut_off: bool = False) -> list[ReplySentence]:
        """The sentences held back till now; of a reply that was `cut_off`, not the one it breaks off in."""
        return list(self._sentences(last=not cut_off and self._received < REPLY_CHARACTERS))

    def _sentences(self, *, last: bool) -> Iterator[ReplySentence]:
        while self._rest:
            left = len(self._rest), self._line_begins
            if self._inside_thought:
                self._leave_thought()
            elif self._line_begins:
                yield from self._begin_line(last=last)
            else:
                yield from self._go_on(last=last)
            if left == (len(self._rest), self._line_begins):
                return

    def _begin_line(self, *, last: bool) -> Iterator[ReplySentence]:
        """Reads what the line is, once enough of it is there to tell."""
        self._rest = self._rest.lstrip(" \t\r")
        line_ends = "\n" in self._rest or last
        head = self._rest.split("\n", 1)[0][:_HEAD_CHARACTERS]
        if len(head) < _HEAD_CHARACTERS and not line_ends:
            return
        if not head:
            self._breaks = min(2, self._breaks + 1)
            self._take(1)
        elif self._fence or _FENCE.match(head):
            if line_ends:
                self._pass_fence(head[:3])
        elif thought := _THOUGHT.match(head):
            self._take(thought.end())
            self._inside_thought = True
        elif _LAYOUT.match(head) and not head.startswith(("**", "__")):
            if line_ends:
                yield ReplySentence(self._take_line(), self._breaks, plain=False)
        else:
            prefix = _PREFIX.match(head)
            self._item = prefix is not None and prefix["item"] is not None
            self._take(prefix.end() if prefix is not None else 0)
            self._line_begins = False

    def _go_on(self, *, last: bool) -> Iterator[ReplySentence]:
        """Gives the next sentence of the line, once its end is there."""
        end, certain = self._line_end(last=last)
        if self._skips_line:
            self._take(end)
            if certain:
                self._end_line()
            return
        line = self._rest[:end]
        cut = self._sentence_end(line, whole=certain)
        if cut is None:
            return
        if (cut or len(line)) > SENTENCE_CHARACTERS:
            yield self._sentence(line[:SENTENCE_CHARACTERS], plain=False)
            self._take(SENTENCE_CHARACTERS)
            self._skips_line = True
        elif cut:
            yield self._sentence(line[:cut])
            self._take(cut)
        elif certain:
            if line.strip():
                yield self._sentence(line)
            self._take(end)
            self._end_line()

    def _sentence(self, text: str, *, plain: bool = True) -> ReplySentence:
        sentence = ReplySentence(" ".join(text.split()), self._breaks, self._item, plain)
        self._breaks, self._item = 0, False
        return sentence

    def _line_end(self, *, last: bool) -> tuple[int, bool]:
        """How far the line goes in what has come, and whether it certainly ends there."""
        for match in re.finditer(r"\n[ \t]*", self._rest):
            following = self._rest[match.end() : match.end() + _WRAP_CHARACTERS]
            if len(following) < _WRAP_CHARACTERS and "\n" not in following and not last:
                return match.start(), False
            before = self._rest[: match.start()].rstrip()
            if not (following[:1].islower() or _FIGURE.match(following)) or before.endswith((".", "!", "?", ":", "]")):
                return match.start(), True
        return len(self._rest), last

    def _sentence_end(self, line: str, *, whole: bool) -> int | None:
        """Where the first sentence of `line` ends, marks included; 0 if not inside it, None if not yet certain."""
        for stop in _STOP.finditer(line, self._looked):
            end = stop.end()
            while mark_end := _mark_end(line, end):
                end = mark_end
            following = _NEXT_WORD.match(line, end)
            open_mark = _GROUP_START.match(line, end) and len(line) - end < _MARK_CHARACTERS
            word_goes_on = following is None or (following.end() == len(line) and len(following[1]) < _WORD_CHARACTERS)
            if not whole and (open_mark or word_goes_on):
                return None
            if following is not None and self._ends_here(line, stop, end, following):
                return end
            self._looked = stop.end()
        return 0

    def _ends_here(self, line: str, stop: re.Match[str], end: int, following: re.Match[str]) -> bool:
        before = line[: stop.end()]
        if quotation_depth(before) > 0:
            return False
        if stop.group().startswith(_FULL_WIDTH):
            return True
        if end == stop.end() and not line[end].isspace():
            return False
        before = before.rstrip("*_")
        spans = sentences(f"{before} {following[1].lstrip('*_')}", self._language)
        return spans[-1].start > len(before)

    def _leave_thought(self) -> None:
        end = _THOUGHT_END.search(self._rest)
        if end is not None:
            self._inside_thought = False
        self._take(end.end() if end is not None else max(0, len(self._rest) - _HEAD_CHARACTERS))

    def _pass_fence(self, head: str) -> None:
        self._take_line()
        if not self._fence:
            self._fence = head
        elif head == self._fence:
            self._fence = ""

    def _take(self, count: int) -> None:
        self._rest = self._rest[count:]
        self._looked = 0

    def _take_line(self) -> str:
        line = self._rest.split("\n", 1)[0]
        self._take(len(line) + 1)
        self._breaks = max(self._breaks, 1)
        return " ".join(line.split())

    def _end_line(self) -> None:
        self._take(1)
        self._breaks, self._line_begins, self._skips_line, self._item = 1, True, False, False


def _mark_end(line: str, start: int) -> int:
    """Where the mark ends that follows a sentence's end at `start`, or 0 where none does."""
    marks = (
        find_marks(f"x.{line[start : start + _MARK_CHARACTERS]}", _ANY_NUMBER)
        if _GROUP_START.match(line, start)
        else []
    )
    begins = bool(marks) and not line[start : start + marks[0].start - 2].strip()
    return start + marks[0].end - 2 if begins else 0
