"""What of an article's header is searched for along with its text."""

from rag.records import Article


def searched_title(article: Article) -> str:
    """The title with the day of publication behind it, so that a year or a month in a question finds its articles."""
    return " ".join(filter(None, (article.title, written_day(article))))


def written_day(article: Article) -> str:
    """The day of publication as readers write it, "4 October 2023", or "" where there is none."""
    day = article.published
    return f"{day.day} {day:%B %Y}" if day else ""
