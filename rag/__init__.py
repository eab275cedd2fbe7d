"""Answers about a folder of news articles, every statement proved by a passage quoted letter by letter.

from rag import Archive

with Archive.open() as archive:
    archive.sync()
    print(archive.ask("Who leads the talks?").text)
"""

from rag.answerer import Answerer
from rag.archive import Archive
from rag.errors import Fault, GoneError, RagError
from rag.records import (
    Additions,
    Answer,
    Article,
    Citation,
    Duplicate,
    Evidence,
    FailedFile,
    NoAnswer,
    Removal,
    Status,
    SyncReport,
    Turn,
    Usage,
    Window,
)
from rag.remarks import Lack, Lapse, Lead, LeadKind, LeadLine, Missing, ModelFailure, Substitute, Unsaid
from rag.settings import Settings

__all__ = [
    "Additions",
    "Answer",
    "Answerer",
    "Archive",
    "Article",
    "Citation",
    "Duplicate",
    "Evidence",
    "FailedFile",
    "Fault",
    "GoneError",
    "Lack",
    "Lapse",
    "Lead",
    "LeadKind",
    "LeadLine",
    "Missing",
    "ModelFailure",
    "NoAnswer",
    "RagError",
    "Removal",
    "Settings",
    "Status",
    "Substitute",
    "SyncReport",
    "Turn",
    "Unsaid",
    "Usage",
    "Window",
]
