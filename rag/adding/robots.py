"""Reads what a site asks of programs that fetch its pages (robots.txt, RFC 9309)."""

from urllib.robotparser import RobotFileParser

from rag.adding.addresses import web_address
from rag.adding.fetching import Fetcher
from rag.errors import AddressError, BusyServerError

# The name under which a site may address this program.
_NAME = "presscite"
# More than this a site cannot mean to ask between two pages.
_LONGEST_PAUSE_SECONDS = 30.0


class Robots:
    """The wishes of each site, asked for once."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._sites: dict[str, RobotFileParser] = {}

    def allows(self, address: str) -> bool:
        """Whether the site of `address` lets a program fetch it; raises AddressError for what is no web address."""
        return self._site(address).can_fetch(_NAME, address)

    def pause_seconds(self, address: str) -> float:
        """How long the site wants between two pages, at most half a minute; 0 where it says nothing."""
        asked = self._site(address).crawl_delay(_NAME)
        return min(float(asked), _LONGEST_PAUSE_SECONDS) if asked else 0.0

    def _site(self, address: str) -> RobotFileParser:
        parts = web_address(address)
        root = f"{parts.scheme}://{parts.text.split('/')[2]}"
        if root not in self._sites:
            self._sites[root] = self._asked(f"{root}/robots.txt")
        return self._sites[root]

    def _asked(self, address: str) -> RobotFileParser:
        """What a site asks; one without such a page, or whose page cannot be had, is taken to ask nothing."""
        wishes = RobotFileParser()
        try:
            text = self._fetcher.fetch(address).content.decode("utf-8", "replace")
        except BusyServerError:
            raise
        except AddressError:
            text = ""
        wishes.parse(text.splitlines())
        return wishes
