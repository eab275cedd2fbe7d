"""Saves articles into the corpus folder, each in a file of its own."""

from dataclasses import dataclass, replace
from pathlib import Path

from rag.adding.composing import composed, fit_to_write
from rag.adding.file_names import file_name
from rag.adding.whole_files import write_new
from rag.errors import ArticleError, CorpusError
from rag.records import Article

# So many articles of one day with one title are a fault of whoever made them.
_MOST_NAMESAKES = 1_000


@dataclass(frozen=True, slots=True)
class Saved:
    """An article in its file: its id is the file's name; `is_new` is False where just this file was there before."""

    article: Article
    is_new: bool


def save(corpus_dir: Path, article: Article, *, max_bytes: int) -> Saved:
    """Write `article` into `corpus_dir`, made where it is missing; no file there is ever overwritten.

    Raises ArticleError when it is too large, CorpusError when the folder cannot be written.
    """
    fit = fit_to_write(article)
    data = composed(fit).encode()
    if len(data) > max_bytes:
        raise ArticleError(
            f"its {len(data):,} bytes are above the limit of {max_bytes:,}; divide it, or raise the limit"
        )
    try:
        corpus_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError(
            f"The corpus folder {str(corpus_dir)!r} cannot be made ({error.strerror}); name another in RAG_CORPUS_DIR."
        ) from error
    for number in range(1, _MOST_NAMESAKES + 1):
        name = file_name(fit, number)
        if write_new(corpus_dir / name, data):
            return Saved(replace(fit, id=name), is_new=True)
        if _holds(corpus_dir / name, data):
            return Saved(replace(fit, id=name), is_new=False)
    raise ArticleError(f"{_MOST_NAMESAKES:,} articles of that day have its title; give it another")


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
