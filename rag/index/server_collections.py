"""Names the collections of a catalogue on a Chroma server."""

import hashlib
import threading

from rag.index.chroma_server import ChromaServer
from rag.index.sent import Sent
from rag.settings import Settings


class ServerCollections:
    """One collection a model: vectors of two models, or of two catalogues that share a server, have no place in one."""

    def __init__(self, settings: Settings, sent: Sent) -> None:
        self._settings = settings
        self._sent = sent
        self._lock = threading.Lock()
        self._opened: dict[str, ChromaServer] = {}

    def of(self, model: str) -> ChromaServer:
        """The collection of `model`; it need not be there yet."""
        name = self._name(model)
        with self._lock:
            if name not in self._opened:
                self._opened[name] = ChromaServer(self._settings, name)
            return self._opened[name]

    def place(self, model: str) -> str:
        """Its name with its server, as what was sent there is remembered."""
        settings = self._settings
        return " ".join((settings.chroma_url, settings.chroma_tenant, settings.chroma_database, self._name(model)))

    def close(self) -> None:
        """End all connections; the next use makes new ones."""
        with self._lock:
            for collection in self._opened.values():
                collection.close()
            self._opened.clear()

    def _name(self, model: str) -> str:
        digest = hashlib.blake2b(model.encode(), digest_size=4).hexdigest()
        return f"{self._settings.chroma_collection}-{self._sent.identity or 'none'}-{digest}"
