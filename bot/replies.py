"""Answers one update, and does not say twice what was said before the process died."""

import logging
from dataclasses import replace

from bot.drafts import draft_id_of
from bot.sending import AGAIN, Outgoing, Place, Sender
from bot.store import Inbox, Sent
from rag import RagError

_log = logging.getLogger(__name__)


class Replies:
    """The messages that answer the update `update_id`, in the order they are sent.

    Each is written down as soon as it is out. When the update is taken up again by another process, the message that
    would be the n-th takes the place of the n-th that is already out, by an edit; where nobody knows whether that
    arrived, it is sent again, marked.
    """

    def __init__(self, sender: Sender, inbox: Inbox, update_id: int, place: Place) -> None:
        self.place = place
        self._sender = sender
        self._inbox = inbox
        self._update_id = update_id
        self._number = 0
        self._is_drafted = False

    async def send(self, message: Outgoing, place: Place | None = None) -> Sent | None:
        """Send the next message, by default to where the update came from; None and errors as `Sender.send`."""
        self._number += 1
        return await self._sender.to_its_end(self._send(self._number, message, place or self.place))

    async def send_instead(self, message: Outgoing) -> Sent | None:
        """Send what comes in the place of a message that could not be sent; it repeats nothing, so it bears no mark."""
        self._number += 1
        return await self._sender.to_its_end(self._send(self._number, message, self.place, mark=""))

    async def edit(self, sent: Sent, message: Outgoing, *, patient: bool = True) -> Sent | None:
        """Change a message that was sent; as `Sender.edit`."""
        return await self._sender.to_its_end(self._sender.edit(sent, message, patient=patient))

    async def draft(self, message: Outgoing) -> bool:
        """Show a message that is being written; as `Sender.draft`."""
        self._is_drafted = await self._sender.draft(self.place, draft_id_of(self._update_id), message)
        return self._is_drafted

    async def remove(self, sent: Sent) -> None:
        """Delete a message that was sent; one that cannot be deleted stays."""
        await self._sender.remove(sent)

    async def typing(self) -> None:
        """Show for five seconds that an answer is being written, where no draft shows more."""
        if not self._is_drafted:
            await self._sender.typing(self.place)

    async def _send(self, number: int, message: Outgoing, place: Place, mark: str = AGAIN) -> Sent | None:
        async with self._sender.narrow():
            if not self._begun(number):
                before = self._inbox.delivered(self._update_id, number)
                if before is not None:
                    return self._noted(number, await self._sender.edit(before, message))
                message = replace(message, html=mark + message.html)
            return self._noted(number, await self._sender.send(place, message))

    def _begun(self, number: int) -> bool:
        try:
            return self._inbox.begin(self._update_id, number)
        except RagError as error:  # a full disk: the message goes out all the same
            _log.warning("%s", error)
            return True

    def _noted(self, number: int, sent: Sent | None) -> Sent | None:
        if sent is not None:
            try:
                self._inbox.deliver(self._update_id, number, sent)
            except RagError as error:
                _log.warning("%s", error)
        return sent
