"""Checks whether the Chroma server serves, and holds what the catalogue sent to it."""

import time
from contextlib import closing

from rag.commands.checks import TroubleError
from rag.errors import ServerError
from rag.index.catalogue import Catalogue
from rag.index.vector_server import VectorServer
from rag.settings import Settings

_START = "Start the server, or set CHROMA_URL right; then run: rag sync"
_SYNC = "Run: rag sync"


def served(settings: Settings, catalogue: Catalogue) -> str:
    """How the vectors on the server stand; raises TroubleError where some are missing, or the server is away."""
    with closing(VectorServer(settings, catalogue.layers, catalogue.sent)) as server:
        try:
            server.standing()  # the first call connects
            began = time.monotonic()
            standing = server.standing()
            milliseconds = 1_000 * (time.monotonic() - began)
        except ServerError as error:
            raise TroubleError(f"words alone answer: {error}", _START) from error
    where = f"on {settings.chroma_url!r}"
    if standing.held != standing.expected:
        raise TroubleError(f"{standing.held:,} vectors {where}, {standing.expected:,} were sent", _SYNC)
    if standing.waiting:
        raise TroubleError(f"{standing.held:,} vectors {where}, {standing.waiting:,} wait to be sent", _SYNC)
    return f"{standing.held:,} vectors, one a passage, {where}; it answers in {milliseconds:.0f} ms"
