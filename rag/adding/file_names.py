"""Names the file of an article by its day and title."""

import re
import unicodedata

from rag.records import Article

# Enough to know the article by in a list of files.
_LONGEST = 80
# A name may have 255 bytes on the usual file systems; the day, a number and the suffix want 25 of them.
_MOST_BYTES = 200
_BETWEEN = re.compile(r"[\W_]+")
# Before a title without a day: no name is then one that Windows keeps for a device ("con", "nul").
_UNDATED = "undated"
_UNTITLED = "article"


def file_name(article: Article, number: int = 1) -> str:
    """`YYYY-MM-DD-title-words.md`; with `number` above 1 behind the words, where the first names are taken.

    Whatever the title holds, the name is letters, digits and hyphens, of any script, and begins with a letter or a
    digit: no folder, no hidden file, nothing that a shell or another system would read as more than a name.
    """
    day = article.published.isoformat() if article.published else _UNDATED
    words = [word for word in _BETWEEN.split(_folded(article.title)) if word]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _LONGEST or len(longer.encode()) > _MOST_BYTES:
            slug = slug or _cut(word)
            break
        slug = longer
    more = f"-{number}" if number > 1 else ""
    return f"{day}-{slug or _UNTITLED}{more}.md"


def _folded(title: str) -> str:
    """`title` in small letters and one normal form, so that it cannot be two names that look alike."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return unicodedata.normalize("NFC", folded.encode("utf-8", "ignore").decode("utf-8"))


def _cut(word: str) -> str:
    return word[:_LONGEST].encode()[:_MOST_BYTES].decode("utf-8", "ignore")
