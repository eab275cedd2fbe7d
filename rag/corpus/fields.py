"""Picks the fields of an article out of keys and values, however they are named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rag.corpus.languages import language_code
from rag.corpus.markup import plain_text
from rag.corpus.written_dates import day_of
from rag.errors import ArticleError

# Keys are compared without case, spaces, "_" and "-": publishedAt is published_at.
_TEXT = ("text", "body", "content")
_TITLE = ("title", "headline")
_SOURCE = ("source", "outlet", "publisher")
_AUTHOR = ("author", "authors")
_PUBLISHED = ("published", "date", "publishedat")
# How YAML writes that there is nothing.
_NOTHING = frozenset({"", "~", "null"})
# Keys named in a message: enough to recognise the object.
_NAMED_KEYS = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file says of one article, before it has an id, a language and a title for certain.

    `place` is where in the file it stands ("line 12"), "" where it is all of it; `key` is what tells it from others
    there. `text` is as written, line ends and control characters included.
    """

    text: str
    title: str = ""
    source: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""
    language: str = ""
    key: str = ""
    place: str = ""

    def failure(self, reason: str) -> ArticleError:
        """Why this one cannot be read, with the place where it stands."""
        return ArticleError(f"{self.place}: {reason}" if self.place else reason)


def draft_from(values: Mapping[str, object], *, place: str = "", key: str = "") -> Draft:
    """The article that `values` describe; `key` stands in where they hold no id.

    Raises ArticleError when the text or the id is neither words nor a number.
    """
    named = {_folded(name): value for name, value in values.items()}
    return Draft(
        text=_text(named),
        title=_line(named, *_TITLE),
        source=_line(named, *_SOURCE),
        author=_line(named, *_AUTHOR),
        published=next((day for name in _PUBLISHED if (day := day_of(named.get(name)))), None),
        url=_line(named, "url"),
        language=language_code(_line(named, "language")),
        key=_key(named) or key,
        place=place,
    )


def named_keys(values: Mapping[str, object]) -> str:
    """The first keys of `values`, as a message names them."""
    names = [repr(name[:40]) for name in list(values)[:_NAMED_KEYS]]
    return ", ".join(names) + (", …" if len(values) > _NAMED_KEYS else "") or "none"


def kind_of(value: object) -> str:
    """What `value` is, in the words of JSON."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"


def _folded(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")


def _text(named: Mapping[str, object]) -> str:
    for name in _TEXT:
        value = named.get(name)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, str):
            if value.strip():
                return plain_text(value)
        elif value is not None:
            raise ArticleError(f"{name!r} is {kind_of(value)}, expected the text of the article, a string")
    return ""


def _line(named: Mapping[str, object], *names: str) -> str:
    return next((line for name in names if (line := ", ".join(_words(named.get(name))))), "")


def _words(value: object) -> Iterator[str]:
    """A name, a number, a list of them, or objects that hold one under "name", as feeds write sources and authors."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        for part in value:
            yield from _words(part.get("name") if isinstance(part, Mapping) else part if _plain(part) else None)
    elif _plain(value) and (line := " ".join(str(value).split())).casefold() not in _NOTHING:
        yield line


def _plain(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool) and value == value  # noqa: PLR0124 - NaN


def _key(named: Mapping[str, object]) -> str:
    value = named.get("id")
    if value is not None and not _plain(value):
        raise ArticleError(f"the id is {kind_of(value)}, expected a string or a number")
    return " ".join(str(value).split()) if value is not None else ""
