"""Turns what an address holds into an article."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from rag.adding.fetching import Fetched
from rag.corpus.articles import article_from
from rag.corpus.encoding import text_of
from rag.corpus.fields import Draft
from rag.corpus.formats import drafts
from rag.corpus.webpages import web_page
from rag.errors import ArticleError, Fault
from rag.records import Article
from rag.words import forms

# How the kinds of text that servers name are read: by the suffix of such a file.
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
}
# A feed says so in its first tag, whatever the server calls it.
_FEED = re.compile(
    rb"\s*(?:<\?[^>]*\?>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_FEED_WITHIN = 4_096
_BOM = b"\xef\xbb\xbf"
# The feed that a page names, where it is a list of articles and none itself.
_LINK = re.compile(rb"<link\b[^<>]*>", re.IGNORECASE)
_FEED_LINK = re.compile(rb"type=[\"']?application/(?:rss|atom)\+xml", re.IGNORECASE)
_HREF = re.compile(rb"href=[\"']?([^\"'\s>]+)", re.IGNORECASE)
# The shortest news item of the corpora at hand has some forty words; a cookie notice or "page not found" has fewer.
_FEWEST_WORDS = 25
# The opening that a paywall leaves is a paragraph or two; an article marked as paid may still be given whole.
_STUB_WORDS = 200
# How pages say to machines that they are not free (https://schema.org/isAccessibleForFree).
_PAID = re.compile(rb"isAccessibleForFree[\"']?\s*:\s*[\"']?false", re.IGNORECASE)
# How they say it to readers, at the end of what they show.
_ASKS_TO_PAY = re.compile(
    r"(?:subscribe|sign in|log in|register|create an? (?:free )?account)\b[^.!?\n]{0,60}"
    r"\b(?:to (?:continue|keep|read|view|unlock|access)|for (?:full )?access|reading)",
    re.IGNORECASE,
)
_END_CHARACTERS = 300


def is_feed(found: Fetched) -> bool:
    """Whether an address holds a feed of news."""
    return bool(_FEED.match(found.content[:_FEED_WITHIN].removeprefix(_BOM)))


def page_article(found: Fetched) -> Article:
    """The article that an address holds, without an id; its `url` is the address.

    The page's own word for its address counts only where that is on the same host: a page cannot pass for another
    outlet's. Raises ArticleError where there is none, or only its beginning.
    """
    draft = _draft(found)
    article = article_from("", draft)
    words = len(forms(article.text, ""))
    if words < _FEWEST_WORDS:
        raise _no_article(found, "no article is found in the page, only a few words")
    if words < _STUB_WORDS and (_PAID.search(found.content) or _ASKS_TO_PAY.search(article.text[-_END_CHARACTERS:])):
        raise ArticleError(
            "the page shows only the beginning to those who have not paid; add the text as a file", Fault.PAID
        )
    host = found.address.host.removeprefix("www.")
    own = _host(article.url) == host
    return replace(article, url=article.url if own else found.address.text, source=article.source or host)


def _draft(found: Fetched) -> Draft:
    kind = _KINDS.get(found.media_type or "text/html")
    if found.content.startswith(b"%PDF-") or found.media_type == "application/pdf":
        raise ArticleError("it is a PDF document; save its text as .txt or .md and add that", Fault.KIND)
    if kind is None:
        raise ArticleError(
            f"it is of the kind {found.media_type!r}, which is not read; a page or a feed is", Fault.KIND
        )
    if kind == ".html":
        try:
            return web_page(found.content, found.charset)
        except ArticleError as error:
            raise _no_article(found, str(error)) from error
    if kind == ".txt":
        return Draft(text_of(found.content, found.charset))
    found_drafts = list(drafts(kind, found.content))
    if len(found_drafts) != 1:
        raise ArticleError(f"it holds {len(found_drafts):,} articles; save it as a file and add that")
    if isinstance(found_drafts[0], ArticleError):
        raise found_drafts[0]
    return replace(found_drafts[0], place="", key="")


def _no_article(found: Fetched, reason: str) -> ArticleError:
    """The error of `reason`, with the feed that the page names: that is most likely what was meant."""
    from rag.adding.addresses import joined
    from rag.errors import AddressError

    for link in _LINK.findall(found.content):
        href = _HREF.search(link)
        if _FEED_LINK.search(link) and href:
            try:
                return ArticleError(
                    f"{reason}; its feed is {joined(found.address, href[1].decode('ascii', 'replace')).text}"
                )
            except AddressError:
                continue
    return ArticleError(reason, Fault.NO_ARTICLE)


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else ""
