"""The tree of failures that may be shown to a person.

    RagError
    ├── SettingsError       the environment or a call asks for what cannot be
    ├── CorpusError         the corpus folder cannot be read
    │   └── ArticleError    one file of it cannot be read as an article
    ├── QuestionError       a question that cannot be asked
    ├── DataError           the data folder cannot be read or written
    │   ├── BusyError       another process is writing to it
    │   ├── SchemaError     a newer version of this program wrote it
    │   ├── DamagedError    its catalogue cannot be read; it is set aside and made again
    │   ├── StoreError      a search store of it is damaged; a sync makes it again
    │   ├── ServerError     the Chroma server that holds its vectors does not serve
    │   └── RebuildError    it was built with another embedding
    ├── AddressError        a web address cannot or may not be fetched
    │   └── BusyServerError its server asks to wait
    ├── ProviderError       a model or an embedder failed
    └── GoneError           a process that was to answer has ended

Every message names the value, what was expected and the cure, in one plain sentence or two, without a secret or a
traceback. Whatever is not a `RagError` belongs in the log.
"""

from enum import StrEnum


class Fault(StrEnum):
    """What a message says in the main, for whoever says it in another language; without its particulars."""

    UNTOLD = "untold"  # what the message alone says

    # asking
    QUESTION_LONG = "question long"
    QUESTION_EMPTY = "question empty"  # of words

    # the archive's own state
    BUSY = "busy"  # another process writes to it
    CORPUS = "corpus"
    DATA = "data"
    SCHEMA = "schema"
    STORE = "store"
    CHROMA = "chroma"
    REBUILD = "rebuild"
    PROVIDER = "provider"
    ARTICLE_GONE = "article gone"

    # fetching
    ADDRESS = "address"  # is none
    HOST = "host"  # is not found
    PRIVATE = "private"
    SLOW = "slow"
    CONNECTION = "connection"
    NO_PAGE = "no page"
    FORBIDDEN = "forbidden"
    SERVER_FAILED = "server failed"
    SERVER_BUSY = "server busy"
    ROBOTS = "robots"
    FEED = "feed"

    # what was to be an article
    LARGE = "large"
    NO_ARTICLE = "no article"
    PAID = "paid"  # to be read
    KIND = "kind"
    EMPTY = "empty"
    BINARY = "binary"
    ENCODING = "encoding"


class RagError(Exception):
    """A failure whose message may be shown to a person; `fault` is what it says in the main."""

    fault = Fault.UNTOLD

    def __init__(self, message: str, fault: Fault | None = None) -> None:
        super().__init__(message)
        if fault is not None:
            self.fault = fault


class SettingsError(RagError):
    """The environment or a call asks for what cannot be."""


class CorpusError(RagError):
    """The corpus folder cannot be read."""

    fault = Fault.CORPUS


class ArticleError(CorpusError):
    """One file cannot be read as an article; the message is the reason alone, without the file's name."""

    fault = Fault.UNTOLD


class AddressError(RagError):
    """A web address cannot or may not be fetched; the message is the reason alone, without the address."""


class BusyServerError(AddressError):
    """The server of an address asks to be left alone for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the server is busy; try again in {max(1, round(seconds)):,} seconds", Fault.SERVER_BUSY)
        self.seconds = seconds


class QuestionError(RagError):
    """A question that cannot be asked."""


class DataError(RagError):
    """The data folder cannot be read or written."""

    fault = Fault.DATA


class BusyError(DataError):
    """Another process is writing to the data folder."""

    fault = Fault.BUSY


class SchemaError(DataError):
    """A newer version of this program wrote the data folder."""

    fault = Fault.SCHEMA


class DamagedError(DataError):
    """The catalogue is damaged, or too old to be brought up to date: it is set aside and made again."""


class StoreError(DataError):
    """A search store is damaged or gone; a sync makes it again from the catalogue."""

    fault = Fault.STORE


class ServerError(DataError):
    """The Chroma server that holds the vectors cannot be reached, or refuses; words alone answer meanwhile."""

    fault = Fault.CHROMA


class RebuildError(DataError):
    """The index was built with another embedding than the settings name."""

    fault = Fault.REBUILD


class ProviderError(RagError):
    """A model or an embedder failed."""

    fault = Fault.PROVIDER


class GoneError(RagError):
    """The process that was to answer has ended, or cannot be had; the question is as good as never asked."""
