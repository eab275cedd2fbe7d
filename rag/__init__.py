"""Answers about a folder of news articles, every statement proved by a passage quoted letter by letter.

from rag import Archive

with Archive.open() as archive:
    archive.sync()
    print(archive.ask("Who leads the talks?").text)
"""

from rag.archive import Archive
from rag.errors import RagError
from rag.records import (
    Answer,
    Article,
    Citation,
    Evidence,
    FailedFile,
    NoAnswer,
    Status,
    SyncReport,
    Turn,
    Usage,
    Window,
)
from rag.settings import Settings

__all__ = [
    "Answer",
    "Archive",
    "Article",
    "Citation",
    "Evidence",
    "FailedFile",
    "NoAnswer",
    "RagError",
    "Settings",
    "Status",
    "SyncReport",
    "Turn",
    "Usage",
    "Window",
]
