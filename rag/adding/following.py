"""Takes in what is new of a feed, politely."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from rag.adding.addresses import web_address
from rag.adding.feeds import Feed, FeedItem, feed_of
from rag.adding.fetching import Fetched, Fetcher
from rag.adding.followed_feeds import FeedState, FollowedFeeds
from rag.adding.pages import page_article
from rag.adding.robots import Robots
from rag.corpus.articles import article_from
from rag.corpus.fields import Draft
from rag.errors import AddressError, ArticleError, BusyServerError, Fault
from rag.index.index_writer import Progress
from rag.records import Additions, Article, Duplicate, FailedFile

# Between two pages of one site: what a reader with many tabs asks for, and no more.
_PAUSE_SECONDS = 1.0
# Pages a run and feed at most: a feed announces ten to fifty; the rest of a longer one comes with the next run.
_MOST_ITEMS = 50
# A feed that gives so many words of an item gives the article; fewer are a teaser.
_WHOLE_WORDS = 80

# Where so many pages one after another cannot be had, the site is down: each costs the time of a whole fetch.
_GIVE_UP_AFTER = 3


class Shelf(Protocol):
    """Where the articles of a feed are put."""

    def known(self, address: str) -> str | None:
        """The id of the article that is there under `address`, or None."""

    def keep(self, what: str, article: Article) -> Additions:
        """Save an article that was announced as `what`, unless it is there already."""


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a site is treated: seconds between two pages, and pages a run."""

    pause_seconds: float = _PAUSE_SECONDS
    most_items: int = _MOST_ITEMS


class Following:
    """One run over feeds: one site at a time, one page after another."""

    def __init__(
        self, fetcher: Fetcher, feeds: FollowedFeeds, shelf: Shelf, politeness: Politeness | None = None
    ) -> None:
        self._fetcher = fetcher
        self._feeds = feeds
        self._shelf = shelf
        self._politeness = politeness or Politeness()
        self._robots = Robots(fetcher)
        self._last_page = -math.inf

    def fetch(self, address: str) -> Fetched:
        """What `address` holds, or that it has not changed since it was read last; raises AddressError."""
        state = self._feeds.state(address)
        wait = state.not_before - time.time()
        if wait > 0:
            raise BusyServerError(wait)
        try:
            return self._fetcher.fetch(address, etag=state.etag, modified=state.modified)
        except BusyServerError as busy:
            self._feeds.keep(address, replace(state, not_before=time.time() + busy.seconds))
            raise

    def take(self, address: str, found: Fetched, progress: Progress) -> Additions:
        """Save the articles that the feed fetched from `address` announces and that were not seen before.

        Raises AddressError when it is no feed.
        """
        feed = feed_of(found)
        by_key = {item.key: item for item in feed.items}
        unseen = self._feeds.unseen(address, list(by_key))
        parts: list[Additions] = []
        try:
            for part in self._added(address, feed, [by_key[key] for key in unseen], progress):
                parts.append(part)  # noqa: PERF402 - those before a failure count
        except BusyServerError as busy:
            parts.append(Additions(failed=(FailedFile.of(address, busy),)))
            self._feeds.keep(address, FeedState(not_before=time.time() + busy.seconds))
        else:
            # What is left must be announced again: the version counts as read only when all of it is.
            is_read = not self._feeds.unseen(address, list(by_key))
            self._feeds.keep(address, FeedState(found.etag, found.modified) if is_read else FeedState())
        return Additions.of(parts)

    def _added(self, address: str, feed: Feed, unseen: Sequence[FeedItem], progress: Progress) -> Iterator[Additions]:
        """What became of each item, up to the most of a run; ends early where page after page cannot be had."""
        now = unseen[: self._politeness.most_items]
        failures = 0
        for done, item in enumerate(now):
            progress(done, len(now))
            what = item.link or item.key
            try:
                yield self._kept(what, item, feed)
            except BusyServerError:
                raise
            except AddressError as error:
                failures += 1
                self._feeds.tried(address, item.key, done=False)
                yield Additions(failed=(FailedFile.of(what, error),))
                if failures >= _GIVE_UP_AFTER:
                    return
            except ArticleError as error:
                self._feeds.tried(address, item.key, done=True)
                yield Additions(failed=(FailedFile.of(what, error),))
            else:
                failures = 0
                self._feeds.tried(address, item.key, done=True)
        progress(len(now), len(now))

    def _kept(self, what: str, item: FeedItem, feed: Feed) -> Additions:
        """Save the article of an item: its page, or what the feed gives where the page does not have it."""
        known = self._shelf.known(item.link) if item.link else None
        if known:
            return Additions(duplicates=(Duplicate(item.link, known),))
        try:
            article = self._of_page(item)
        except BusyServerError:
            raise
        except (AddressError, ArticleError):
            given = _of_feed(item, feed)
            if given is None:
                raise
            article = given
        return self._shelf.keep(what, article)

    def _of_page(self, item: FeedItem) -> Article:
        if not item.link:
            raise ArticleError("the feed names no page for it")
        if not self._robots.allows(item.link):
            raise ArticleError("its site asks programs not to fetch it (robots.txt)", Fault.ROBOTS)
        pause = max(self._politeness.pause_seconds, self._robots.pause_seconds(item.link))
        time.sleep(max(0.0, self._last_page + pause - time.monotonic()))
        self._last_page = time.monotonic()
        article = page_article(self._fetcher.fetch(item.link))
        return replace(
            article,
            title=article.title or item.title,
            author=article.author or item.author,
            published=article.published or item.published,
        )


def _of_feed(item: FeedItem, feed: Feed) -> Article | None:
    """The article as the feed gives it, where it gives all of it."""
    if len(item.text.split()) < _WHOLE_WORDS:
        return None
    source = feed.title or (web_address(item.link).host if item.link else "")
    draft = Draft(item.text, item.title, source, item.author, item.published, item.link)
    try:
        return article_from("", draft)
    except ArticleError:
        return None
