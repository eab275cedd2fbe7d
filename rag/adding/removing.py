"""Deletes an article from the corpus folder: its file, or its part of a file of many."""

import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rag.adding.whole_files import replace_whole
from rag.corpus.articles import article_from
from rag.corpus.encoding import text_of
from rag.corpus.fields import Draft
from rag.corpus.files import file_bytes
from rag.corpus.formats import SUFFIXES, drafts
from rag.errors import ArticleError, CorpusError, Fault
from rag.records import Article, Removal

# The id of an article in a file of many: the file, and what tells the article from the others there.
_PART = re.compile(r"(?P<file>.+\.jsonl?)#(?P<key>.*)", re.IGNORECASE | re.DOTALL)


def remove(corpus_dir: Path, article_id: str, *, file: str | None = None, max_bytes: int) -> Removal:
    """Delete the article of an id. The other articles of its file keep their ids.

    `file` is the file that holds it, where that is known; else the id tells it. Raises CorpusError when there is no
    such article, or when it cannot be deleted; nothing outside the corpus is ever touched.
    """
    part = _PART.fullmatch(article_id)
    name = file or (part["file"] if part else article_id)
    path = _inside(corpus_dir, name, article_id)
    try:
        data = file_bytes(corpus_dir, name, max_bytes=max_bytes)
    except ArticleError as error:
        raise CorpusError(f"The article {article_id!r} cannot be removed: {error}.") from error
    parts = _parts(name, data)
    wanted = next((one for one in parts if one.article.id == article_id), None)
    if wanted is None and (part is not None or parts):
        many = f"{article_id!r} is a file of {len(parts):,} articles; give the id of one, as rag list prints it."
        raise CorpusError(many) if part is None and parts[0].draft.place else _no_article(article_id)
    if wanted is None or len(parts) == 1:
        _delete(path)
    else:
        rest = _without_line if path.suffix.lower() == ".jsonl" else _without_item
        replace_whole(path, rest(data, wanted.draft, parts))
    return Removal(article_id, wanted.article.title if wanted else "")


@dataclass(frozen=True, slots=True)
class _Part:
    """An article of a file, and the draft that it came from."""

    draft: Draft
    article: Article


def _inside(corpus_dir: Path, name: str, article_id: str) -> Path:
    """The path of a file that a sync of the corpus reads."""
    path = corpus_dir / name
    parts = Path(name).parts
    is_read = (
        not Path(name).is_absolute()
        and bool(parts)
        and not any(part.startswith(".") for part in parts)
        and "\0" not in name
        and path.suffix.lower() in SUFFIXES
    )
    if not is_read or not os.path.lexists(path):
        raise _no_article(article_id)
    # The folder is where it says: a link to a folder is no way into another.
    if path.parent.resolve() != corpus_dir.resolve().joinpath(*parts[:-1]):
        raise _no_article(article_id)
    return path


def _parts(name: str, data: bytes) -> list[_Part]:
    parts = []
    with suppress(ArticleError):  # a file that cannot be read can be deleted all the same
        for draft in drafts(os.path.splitext(name)[1].lower(), data):  # noqa: PTH122 - a path in the corpus
            with suppress(ArticleError):
                if isinstance(draft, Draft):
                    parts.append(_Part(draft, article_from(f"{name}#{draft.key}" if draft.place else name, draft)))
    return parts


def _delete(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise CorpusError(
            f"The file {str(path)!r} cannot be deleted ({error.strerror}); see that its folder may be written."
        ) from error


def _without_line(data: bytes, draft: Draft, parts: Sequence[_Part]) -> bytes:
    """The lines of a file with that of `draft` left empty: the articles below keep the numbers they may be known by."""
    del parts
    lines = text_of(data).split("\n")
    lines[_number(draft) - 1] = ""
    return "\n".join(lines).encode()


def _without_item(data: bytes, draft: Draft, parts: Sequence[_Part]) -> bytes:
    """The list of a file without the item of `draft`; the items below it that are known by their number keep it."""
    items = json.loads(text_of(data))
    for part in parts:
        number = _number(part.draft)
        if number > _number(draft) and part.draft.key == str(number):
            items[number - 1]["id"] = str(number)
    del items[_number(draft) - 1]
    return json.dumps(items, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


def _number(draft: Draft) -> int:
    """Of which line or item a draft is, from 1."""
    return int(draft.place.rpartition(" ")[2])


def _no_article(article_id: str) -> CorpusError:
    return CorpusError(f"The corpus has no article {article_id!r}; rag list prints the ids.", Fault.ARTICLE_GONE)
