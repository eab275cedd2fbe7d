"""What a button carries: which deed, on what, told in at most 64 bytes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import rendering
from bot.store.answers import KeptHeadline
from bot.texts import Texts
from rag import Article

# Telegram shows eight short buttons in a row on a small telephone.
_NUMBERS_IN_A_ROW = 8
_ARTICLES_IN_A_ROW = 5
# A telephone shows some 40 letters of it, a desk twice as many; both shorten by themselves what is longer.
HEADLINE_CHARACTERS = 120
# Marks articles of a list that is no part of the numbered one: 1 to 10 in circles.
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


class Deed(StrEnum):
    """What pressing a button does; the first letter of its data."""

    PASSAGE = "p"  # of the answer `key`, what `number` cites
    NEAREST = "n"  # of the refusal `key`, ask about the headline `number`
    LIKE = "u"  # the answer `key`
    DISLIKE = "d"
    STOP = "x"  # the answer being written in this chat and topic
    ASK = "q"  # what the pointer `key` holds
    ARTICLE = "a"  # read the article of the pointer `key`, page `number` from 0
    SOURCES = "s"  # the articles of the outlet of the pointer `key`, or all, page `number` from 0
    OUTLETS = "o"  # choose an outlet
    REMOVE = "r"  # the article of the pointer `key`, for good
    KEEP = "k"  # do not remove it


@dataclass(frozen=True, slots=True)
class Pressed:
    """A deed, the key of what it is done to (an answer's id or a pointer's key), and a number."""

    deed: Deed
    key: str = ""
    number: int = 0

    def __str__(self) -> str:
        return f"{self.deed}:{self.key}:{self.number}"

    @classmethod
    def read(cls, data: str | None) -> "Pressed | None":
        """What a button's data says, or None where no button of this bot says it."""
        parts = (data or "").split(":")
        try:
            deed, key, number = parts
            return cls(Deed(deed), key, int(number))
        except ValueError:
            return None


def asks(data: str | None) -> bool:
    """Whether pressing a button asks a question, which waits for the one before; all else is done at once."""
    pressed = Pressed.read(data)
    return pressed is not None and pressed.deed in {Deed.ASK, Deed.NEAREST}


def button(label: str, pressed: Pressed) -> InlineKeyboardButton:
    """One button."""
    return InlineKeyboardButton(label, callback_data=str(pressed))


def stop_button(texts: Texts) -> InlineKeyboardMarkup:
    """The button under an answer that is being written."""
    return InlineKeyboardMarkup([[button(texts.stop, Pressed(Deed.STOP))]])


def under_answer(answer_id: str, numbers: Sequence[int]) -> InlineKeyboardMarkup:
    """The numbers that open their passages, and the votes."""
    marks = [button(f"[{number}]", Pressed(Deed.PASSAGE, answer_id, number)) for number in numbers]
    return InlineKeyboardMarkup([*_rows(marks, _NUMBERS_IN_A_ROW), _votes(answer_id)])


def under_refusal(answer_id: str, nearest: Iterable[KeptHeadline], texts: Texts) -> InlineKeyboardMarkup:
    """The headlines of the nearest articles, each a question about it, and the votes."""
    headlines = [
        [
            button(
                rendering.headline(one.title, texts, HEADLINE_CHARACTERS), Pressed(Deed.NEAREST, answer_id, one.number)
            )
        ]
        for one in nearest
    ]
    return InlineKeyboardMarkup([*headlines, _votes(answer_id)])


def under_passage(article_key: str, texts: Texts) -> InlineKeyboardMarkup:
    """The way from a passage to its whole article."""
    return InlineKeyboardMarkup([[button(texts.read, Pressed(Deed.ARTICLE, article_key))]])


def under_article(article_key: str, page: int, pages: int, ask_key: str, texts: Texts) -> InlineKeyboardMarkup:
    """The pages of an article, and a question about it."""
    turns = [
        button(label, Pressed(Deed.ARTICLE, article_key, at))
        for label, at in ((f"‹ {page}", page - 1), (f"{page + 2} ›", page + 1))
        if 0 <= at < pages
    ]
    ask = [button(texts.ask_about, Pressed(Deed.ASK, ask_key))]
    return InlineKeyboardMarkup([turns, ask] if turns else [ask])


def questions(asked: Iterable[tuple[str, str]]) -> InlineKeyboardMarkup | None:
    """Questions to be asked by a press: each a text and its pointer's key; None where there are none."""
    rows = [[button(text[:HEADLINE_CHARACTERS], Pressed(Deed.ASK, key))] for text, key in asked]
    return InlineKeyboardMarkup(rows) if rows else None


def articles(
    listed: Sequence[Article], labels: Sequence[str], key_of: Callable[[str], str]
) -> list[list[InlineKeyboardButton]]:
    """A button for each article of a list, in rows."""
    marks = [
        button(label, Pressed(Deed.ARTICLE, key_of(article.id))) for article, label in zip(listed, labels, strict=True)
    ]
    return _rows(marks, _ARTICLES_IN_A_ROW)


def _votes(answer_id: str) -> list[InlineKeyboardButton]:
    return [button("👍", Pressed(Deed.LIKE, answer_id)), button("👎", Pressed(Deed.DISLIKE, answer_id))]


def _rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[list[InlineKeyboardButton]]:
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]
