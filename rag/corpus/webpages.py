"""Finds the article in a web page."""

import logging
import re
from functools import cache
from typing import TYPE_CHECKING

from rag.corpus.encoding import text_of
from rag.corpus.fields import Draft
from rag.corpus.titles import without_title
from rag.corpus.written_dates import day_of
from rag.errors import ArticleError, Fault

if TYPE_CHECKING:
    from trafilatura.settings import Document

# A page names its encoding in its first kilobyte: https://html.spec.whatwg.org/#charset
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{2,40})", re.IGNORECASE)
_DECLARED_WITHIN = 1_024
_CELLS = re.compile(r"^\| ?(.*?) ?\|? *$", re.MULTILINE)


def web_page(data: bytes, charset: str = "") -> Draft:
    """The article in the page that `data` holds: title, outlet, author, date, address and body, as trafilatura sees.

    `charset` is the encoding that a server named for it, which goes before what the page says of itself. Raises
    ArticleError when it is no text or holds no article.
    """
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    page = text_of(data, charset or (match[1].decode("ascii") if match else ""))
    found = _extracted(page)
    text = _CELLS.sub(r"\1", found.text or "") if found is not None else ""
    if found is None or not text.strip():
        raise ArticleError("no article is found in the page; save its text as .txt or .md", Fault.NO_ARTICLE)
    title = " ".join((found.title or "").split())
    return Draft(
        text=without_title(text, title),
        title=title,
        source=found.sitename or found.hostname or "",
        author=(found.author or "").replace(";", ","),
        published=day_of(found.date),
        url=found.url or "",
    )


def _extracted(page: str) -> "Document | None":
    _quiet()
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            # Only dates that the page declares: a search of its text finds those of events too.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # a page is anybody's, and trafilatura's parsers fail in many ways
        raise ArticleError("the page cannot be read as HTML; save its text as .txt or .md", Fault.NO_ARTICLE) from error
    return None if isinstance(found, dict) else found


@cache
def _quiet() -> None:
    """What trafilatura logs about a page is in the error already: without a handler it would go to stderr."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())
