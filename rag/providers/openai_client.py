"""Makes the one client through which chat and embedding servers are spoken to."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rag.settings import Settings

if TYPE_CHECKING:
    import httpx
    from openai import OpenAI

# Where requests go when a key is given and no address.
PUBLIC_SERVICE = "https://api.openai.com/v1"
# A server on this machine or in this house answers the call at once, however long it then thinks.
CONNECT_SECONDS = 5.0
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def openai_client(settings: Settings) -> "OpenAI":
    """A client of the server that the settings name, and of no other.

    The address is given to it, never left to its own reading of the environment, and it follows no redirect: what an
    article says goes where the user sends it. It tries nothing again by itself.
    """
    import httpx
    from openai import OpenAI

    key = settings.openai_api_key
    address = settings.openai_base_url or PUBLIC_SERVICE
    hooks = {"request": [] if key else [_without_key]}
    return OpenAI(
        api_key=key or "none",  # It wants one even where none is sent.
        base_url=address,
        max_retries=0,
        http_client=httpx.Client(
            follow_redirects=False,
            # What is asked of this machine is no business of a proxy that the environment names.
            trust_env=urlsplit(address).hostname not in _THIS_MACHINE,
            event_hooks=hooks,
            # Questions come minutes apart: a connection kept till then is one the server has closed.
            limits=httpx.Limits(max_keepalive_connections=0),
        ),
    )


def _without_key(request: "httpx.Request") -> None:
    request.headers.pop("Authorization", None)
