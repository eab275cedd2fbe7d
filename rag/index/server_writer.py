"""Keeps a Chroma server in step with the vectors of a catalogue, for the one writer of a data folder."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from rag.errors import ServerError
from rag.index.layers import ENDLESS, Layers
from rag.index.sent import Sent
from rag.index.server_collections import ServerCollections
from rag.index.server_rest import ServerRest

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many vectors the server holds, how many it should, and how many passages wait to be sent."""

    held: int
    expected: int
    waiting: int


class ServerWriter:
    """Sends what the catalogue keeps and the server lacks, in the order of their keys; whoever uses it holds the lock.

    Before each longer work the server is asked how many it holds: one that hangs is found out in two seconds.
    """

    def __init__(self, layers: Layers, sent: Sent, collections: ServerCollections, rest: ServerRest) -> None:
        self._layers = layers
        self._sent = sent
        self._collections = collections
        self._rest = rest

    def remove(self, keys: Sequence[int]) -> None:
        """Delete vectors that were sent; where the server does not serve it is done at a later `inspect`."""
        model = self._layers.model
        place, collection = self._collections.place(model), self._collections.of(model)
        last = self._sent.last(place)
        sent = [key for key in keys if key <= last]
        if not sent:
            return
        # Said before, so that whoever is killed in between still owes it.
        self._sent.owe(place, owes=True)
        if self._rest.over():
            with self._rest.noticed():
                collection.count()
                collection.remove(sent)
                self._sent.owe(place, owes=False)

    def inspect(self) -> None:
        """See that the server holds what was sent, and no more; what it lost is to be sent again."""
        model = self._layers.model
        place, collection = self._collections.place(model), self._collections.of(model)
        last = self._sent.last(place)
        if not last or not self._rest.over():
            return
        with self._rest.noticed():
            if collection.count() == self._layers.count(model, 1, last) and not self._sent.owes(place):
                return
            ready, held = self._layers.keys(model), collection.keys()
            collection.remove(sorted(held - ready))
            self._sent.owe(place, owes=False)
            missing = {key for key in ready - held if key <= last}
            if missing:
                _log.warning("%d vectors are missing on the Chroma server, and sent again", len(missing))
                self._sent.reach(place, min(missing) - 1)

    def settle(self, *, whole: bool) -> None:
        """Send what waits; while a sync goes on (not `whole`) a server that does not serve is no error.

        Raises ServerError; what was not sent waits, and answers.
        """
        if not whole and not self._rest.over():
            return
        try:
            self._send(self._layers.model)
        except ServerError as error:
            self._rest.failed(error)
            if whole:
                raise ServerError(
                    f"Everything is indexed and answers, but vectors wait for the next sync to send them. {error}"
                ) from error

    def replace(self, model: str) -> None:
        """Fill a new collection with the vectors of `model`, and delete that of the model before.

        Raises ServerError.
        """
        self._sent.identify()
        before = self._layers.model
        self._sent.reach(self._collections.place(model), 0)
        self._collections.of(model).count()
        self._collections.of(model).delete()
        self._send(model)
        if before not in {"", model}:
            self._collections.of(before).delete()
            self._sent.reach(self._collections.place(before), 0)

    def standing(self) -> Standing:
        """How the server and the catalogue agree; raises ServerError."""
        model = self._layers.model
        last = self._sent.last(self._collections.place(model))
        return Standing(
            self._collections.of(model).count(),
            self._layers.count(model, 1, last),
            self._layers.count(model, last + 1, ENDLESS),
        )

    def _send(self, model: str) -> None:
        import numpy as np

        self._sent.identify()
        place, collection = self._collections.place(model), self._collections.of(model)
        last, settled = self._sent.last(place), self._layers.settled_to()
        if last >= settled:
            return
        collection.count()
        for page in self._layers.rows(model, last + 1, settled):
            table = np.stack([np.frombuffer(vector, dtype=np.float32) for _, vector in page])
            collection.put([key for key, _ in page], table)
            self._sent.reach(place, page[-1][0])
        self._sent.reach(place, settled)
        self._rest.served()
