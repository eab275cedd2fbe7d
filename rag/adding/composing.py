"""Writes an article as Markdown that is read back as the same article."""

import json
import re
from dataclasses import replace

from rag.corpus.languages import language_of
from rag.corpus.markup import MARKS, plain_markdown
from rag.records import Article

# A title or a name longer than this is a text in the wrong place; a header is read up to 10,000 characters.
_LONGEST_FIELD = 500
# What browsers still open; a longer address is data in disguise.
_LONGEST_ADDRESS = 2_000
# What YAML refuses, or folds, between double quotes.
_UNWRITABLE = re.compile("[\ufeff\ufffe\uffff\u0085\u2028\u2029]")
_MARKED = re.compile(f"[{re.escape(MARKS)}]")


def fit_to_write(article: Article) -> Article:
    """`article` as its file will say it: no white space around the text, a newline at its end, no endless field."""
    return replace(
        article,
        title=_short(article.title),
        source=_short(article.source),
        author=_short(article.author),
        url=article.url if len(article.url) <= _LONGEST_ADDRESS else "",
        text=article.text.strip() + "\n",
    )


def composed(article: Article) -> str:
    """The Markdown of an article that `fit_to_write` gave: a header of its fields, and its text letter by letter.

    Characters that Markdown would take for marks are escaped in the lines where they stand. The language is written
    where the text alone would not tell it.
    """
    fields = {
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published.isoformat() if article.published else "",
        "url": article.url,
        "language": article.language if article.language != language_of(article.text) else "",
    }
    header = "".join(f"{name}: {_quoted(value)}\n" for name, value in fields.items() if value)
    # A reader leaves out a first line that only repeats the title: where the text has one, it is written twice.
    first = " ".join(article.text.partition("\n")[0].split())
    repeated = f"{_escaped(first)}\n\n" if first == article.title and article.text.strip() != first else ""
    return f"---\n{header}---\n\n{repeated}{_escaped(article.text)}"


def _escaped(text: str) -> str:
    """`text` with a backslash before what would be taken for a mark, in as few lines as will do."""
    if plain_markdown(text) == text:
        return text
    lines = [line if plain_markdown(line) == line else _marked(line) for line in text.split("\n")]
    few = "\n".join(lines)
    return few if plain_markdown(few) == text else _marked(text)


def _marked(text: str) -> str:
    return _MARKED.sub(lambda found: f"\\{found[0]}", text)


def _quoted(value: str) -> str:
    """A double-quoted string of YAML, which one of JSON is but for a few characters."""
    written = json.dumps(value, ensure_ascii=False)
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _short(field: str) -> str:
    return field if len(field) <= _LONGEST_FIELD else f"{field[: _LONGEST_FIELD - 1].rstrip()}…"
