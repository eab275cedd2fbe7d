"""The nouns of the system: what crosses its borders, frozen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from rag.errors import Fault, RagError
from rag.remarks import Lapse, Lead, Missing


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: `text[start:end]`, counted in characters (code points), end excluded."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The stretch of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """One news article, as read from the corpus.

    `id` is the file's path in the corpus, posix, with suffix; `file.jsonl#key` for a line of a JSON Lines file.
    `language` is an ISO 639-1 code, or "" where it could not be told. What the file does not say is "" or None.
    """

    id: str
    title: str
    source: str
    author: str
    published: date | None
    url: str
    language: str
    text: str

    @property
    def attribution(self) -> str:
        """Who said it and when, as a quote names it: "The Globe, 3 June 2024"; "" where neither is known."""
        day = f"{self.published.day} {self.published:%B %Y}" if self.published else ""
        return ", ".join(filter(None, (self.source, day)))


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of whole sentences of one article: `article.text[start:end]`; `number` counts from 0 in the article."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage found for a question.

    `number` (1..n) is given once, by retrieval, best first; `score` is 0..1, comparable within one question.
    `text` is always `article.text[start:end]`: it is cut here, and cannot be given.
    """

    number: int
    article: Article
    start: int
    end: int
    score: float
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.article.text[self.start : self.end])


@dataclass(frozen=True, slots=True)
class Citation:
    """The proof of a statement: `quote` is always `article.text[start:end]`, cut here, never written."""

    number: int
    article: Article
    start: int
    end: int
    quote: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "quote", self.article.text[self.start : self.end])


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time that a question names.

    `since` and `until` are inclusive days, None where the window is open; `phrase` is how the question says it, or
    "" when the window was given as an argument; `latest` is True when the newest evidence is wanted.
    """

    since: date | None = None
    until: date | None = None
    phrase: str = ""
    latest: bool = False

    def holds(self, day: date | None) -> bool:
        """Whether `day` lies in the window; an undated article lies only in a window open on both sides."""
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and the answer it got."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model was paid for, in its tokens: those it read, those it wrote.

    They are the server's own count, or an estimate from the characters where it tells none.
    """

    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.tokens_in + self.tokens_out

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say, proved.

    `text` carries marks such as `[1]`; every mark has its citation and every citation its mark. `confidence` is 0..1
    on the scale that `NoAnswer` shares. `generated` is False when the text is made of quotes. `window` is the stretch
    of time understood from the question, or None. `usage` is what a model was paid for, or None where none wrote.
    `notice` is "", or one sentence for the reader: why a model that was to write did not, or not to the end.
    `lead` and `lapse` are what the first line of `text` and the notice say, for whoever says it in another language;
    None where there is no such line, or no notice.
    """

    text: str
    citations: tuple[Citation, ...]
    confidence: float
    generated: bool
    window: Window | None = None
    usage: Usage | None = None
    notice: str = ""
    lead: Lead | None = None
    lapse: Lapse | None = None


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The articles do not say.

    `reason` is one plain sentence; `confidence` is on the scale of `Answer`: how near an answer came; `nearest` are
    the articles that came nearest, best first; `window`, `usage`, `notice` and `lapse` are those of `Answer`.
    `missing` is what `reason` says; None where it is no sentence about the articles.
    """

    reason: str
    confidence: float
    nearest: tuple[Article, ...] = ()
    window: Window | None = None
    usage: Usage | None = None
    notice: str = ""
    missing: Missing | None = None
    lapse: Lapse | None = None


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file of the corpus that could not be read: its path in the corpus, and why in one sentence.

    `fault` is what the reason says in the main; a file read in an earlier run has lost it, so that it is not compared.
    """

    path: str
    reason: str
    fault: Fault = field(default=Fault.UNTOLD, compare=False)

    @classmethod
    def of(cls, path: str, error: RagError) -> "FailedFile":
        """A file and the error that it met with."""
        return cls(path, str(error), error.fault)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Something that repeats an article: its own id or address, and the id of the article it repeats."""

    id: str
    of: str


@dataclass(frozen=True, slots=True)
class Additions:
    """What became of what was to be added to the corpus.

    `saved` are the articles as their new files say them; `duplicates` were there already and were not saved again;
    `failed` names an address, a file or a part of one by `path`, with the reason in one sentence.
    """

    saved: tuple[Article, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failed: tuple[FailedFile, ...] = ()

    @classmethod
    def of(cls, parts: "Iterable[Additions]") -> "Additions":
        """All `parts` together, in their order."""
        parts = list(parts)
        return cls(
            saved=tuple(one for part in parts for one in part.saved),
            duplicates=tuple(one for part in parts for one in part.duplicates),
            failed=tuple(one for part in parts for one in part.failed),
        )


@dataclass(frozen=True, slots=True)
class Removal:
    """An article that was deleted from the corpus: its id and its title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, counted in articles; `seconds` is wall time.

    `duplicates` are the articles that repeat another one, whatever sync found them: evidence is taken from that one.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: tuple[FailedFile, ...] = ()
    seconds: float = 0.0
    duplicates: tuple[Duplicate, ...] = ()

    def counts(self) -> Iterator[tuple[str, int]]:
        """Each count with its name, in the order a person reads them."""
        yield from (
            ("added", self.added),
            ("changed", self.changed),
            ("removed", self.removed),
            ("unchanged", self.unchanged),
            ("failed", len(self.failed)),
        )


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive holds, and how it answers.

    `newest` is the day of the newest article; `synced` when a sync last ended, in UTC, None before the first. `mode`
    is the name of the model that writes the answers, or "quotes" where none does. `vectors` is where they are
    searched: "here", or the address of a Chroma server.
    """

    articles: int
    newest: date | None
    synced: datetime | None
    mode: str
    vectors: str
