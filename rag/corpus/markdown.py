"""Reads an article in Markdown with a YAML header."""

import re
from contextlib import suppress

from rag.corpus.fields import Draft, draft_from
from rag.corpus.markup import plain_markdown
from rag.corpus.titles import without_title
from rag.errors import ArticleError

_HEADER = re.compile(r"---[ \t]*\n(?P<header>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"---[ \t]*\n[ \t]*[\w\"'][^\n]{0,80}:")
_HEADING = re.compile(r"^ {0,3}#{1,6} +(.+?)(?: +#+)? *$", re.MULTILINE)
# A header is a few lines; a megabyte of it keeps the parser busy for three seconds.
_LONGEST_HEADER = 10_000
# YAML's parser in C is ten times as fast as its twin in Python (0.2 ms a header instead of 2), but ends the process on
# a header of 9,000 brackets: each of these signs may open one level, so it gets headers with few of them alone.
_OPENING_SIGNS = "[{-?"
_MOST_OPENED = 100


def markdown(text: str) -> Draft:
    """The article that `text` holds: fields from its header, where it has one, and the body as a reader sees it.

    A title is taken from the first heading where the header has none. Raises ArticleError, naming the line, for a
    header that is not YAML.
    """
    fields, body = _divided(text)
    heading = _HEADING.search(body)
    prose = plain_markdown(body)
    draft = draft_from({**fields, "text": "", "body": "", "content": ""})
    title = draft.title or (" ".join(plain_markdown(heading[1]).split()) if heading else "")
    return Draft(
        text=without_title(prose, title),
        title=title,
        source=draft.source,
        author=draft.author,
        published=draft.published,
        url=draft.url,
        language=draft.language,
    )


def _divided(text: str) -> tuple[dict[str, object], str]:
    match = _HEADER.match(text)
    if match:
        return _fields(match["header"]), text[match.end() :].lstrip("\n")
    if _OPENED.match(text):
        raise ArticleError("line 1: the header that --- opens is not closed; end it with a line of ---")
    return {}, text


def _fields(header: str) -> dict[str, object]:
    if len(header) > _LONGEST_HEADER:
        raise ArticleError(f"the header has {len(header):,} characters, at most {_LONGEST_HEADER:,} are read")
    import yaml

    try:
        fields = _loaded(header)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        raise ArticleError(f"line {line}: the header is not YAML ({error.problem}); mend it there") from error
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise ArticleError("the header is not YAML; write lines such as title: A title") from error
    if fields is None or fields == "":
        return {}
    if not isinstance(fields, dict):
        raise ArticleError("line 2: the header has no keys; write lines such as title: A title")
    return {str(name): value for name, value in fields.items()}


def _loaded(header: str) -> object:
    """Words, lists and mappings and nothing else: a date or a "no" stays as written."""
    import yaml

    if hasattr(yaml, "CBaseLoader") and sum(map(header.count, _OPENING_SIGNS)) <= _MOST_OPENED:
        # What it does not take, its twin says better why.
        with suppress(yaml.YAMLError, ValueError):
            return yaml.load(header, Loader=yaml.CBaseLoader)  # noqa: S506 - the one loader below SafeLoader
    return yaml.load(header, Loader=yaml.BaseLoader)  # noqa: S506 - as above
