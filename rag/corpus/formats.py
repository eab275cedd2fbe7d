"""Reads the contents of a file by the kind its suffix names."""

import json
from collections.abc import Callable, Iterator
from typing import TypeAlias

from rag.corpus.encoding import text_of
from rag.corpus.fields import Draft, draft_from, kind_of, named_keys
from rag.corpus.markdown import markdown
from rag.corpus.webpages import web_page
from rag.errors import ArticleError, Fault

# An error is yielded, not raised, where the rest of the file can still be read.
Drafts: TypeAlias = Iterator[Draft | ArticleError]


def drafts(suffix: str, data: bytes) -> Drafts:
    """The articles of a file of the kind `suffix` (".txt"), in order, with an error for each that is broken.

    Raises ArticleError when nothing of the file can be read.
    """
    if suffix not in _READERS:
        raise ArticleError(not_read(suffix), Fault.KIND)
    return _READERS[suffix](data)


def not_read(suffix: str) -> str:
    """Why a file that ends in `suffix` is not read."""
    kind = f"a {suffix} file" if suffix else "a file without a suffix"
    return f"{kind} is not a kind of article that is read ({' '.join(SUFFIXES)})"


def _text(data: bytes) -> Drafts:
    yield Draft(text=text_of(data))


def _markdown(data: bytes) -> Drafts:
    yield markdown(text_of(data))


def _web_page(data: bytes) -> Drafts:
    yield web_page(data)


def _json(data: bytes) -> Drafts:
    value = _parsed(text_of(data))
    if isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield _item(item, f"item {number}", str(number))
    else:
        yield _item(value, "", "")


def _json_lines(data: bytes) -> Drafts:
    for number, line in enumerate(text_of(data).split("\n"), start=1):
        if line.strip():
            try:
                item = _parsed(line)
            except ArticleError as error:
                yield ArticleError(f"line {number}: {str(error).removeprefix('line 1: ')}")
            else:
                yield _item(item, f"line {number}", str(number))


def _item(value: object, place: str, key: str) -> Draft | ArticleError:
    nothing = Draft("", place=place)
    if not isinstance(value, dict):
        return nothing.failure(f"expected an object with the key 'text', found {kind_of(value)}")
    try:
        draft = draft_from(value, place=place, key=key)
    except ArticleError as error:
        return nothing.failure(str(error))
    if draft.text:
        return draft
    return nothing.failure(f"no text under 'text', 'body' or 'content'; its keys are {named_keys(value)}")


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cure = "put an object a line into a .jsonl file" if error.msg == "Extra data" else "mend it there"
        where = f"line {error.lineno}: broken JSON at column {error.colno}"
        raise ArticleError(f"{where} ({error.msg[0].lower()}{error.msg[1:]}); {cure}") from error
    except RecursionError as error:
        raise ArticleError("the JSON is nested too deep; an article is one flat object") from error
    except ValueError as error:
        raise ArticleError("the JSON holds a number of thousands of digits; write it in quotes") from error


_READERS: dict[str, Callable[[bytes], Drafts]] = {
    ".txt": _text,
    ".md": _markdown,
    ".html": _web_page,
    ".htm": _web_page,
    ".json": _json,
    ".jsonl": _json_lines,
}
SUFFIXES = tuple(_READERS)
