"""Tests of bot.handlers.questions."""

from datetime import UTC, datetime

import pytest
from telegram import Chat, ForumTopicCreated, Message, MessageEntity, User

from bot.handlers.questions import behind_command, captioned, meant_for

BOT = User(7, "Presscite", is_bot=True, username="PressciteBot")
ANNA = User(8, "Anna", is_bot=False)
GROUP = Chat(-1, Chat.SUPERGROUP)


def message(text: str, author: User = ANNA, **more: object) -> Message:
    return Message(1, datetime.now(UTC), GROUP, from_user=author, text=text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@PressciteBot Who leads the talks?", "Who leads the talks?"),
        ("@presscitebot, who leads the talks?", "who leads the talks?"),
        ("Who leads @PressciteBot the talks?", "Who leads the talks?"),
        ("Who leads the talks, @PressciteBot?", "Who leads the talks, ?"),
        ("@PressciteBot", ""),
        ("Who leads the talks?", None),
        ("@PressciteBotter Who leads the talks?", None),
        ("mail@PressciteBot who?", None),
    ],
)
def test_a_mention_is_taken_off_the_question(text: str, question: str | None) -> None:
    assert meant_for(message(text), BOT.id, "PressciteBot") == question


def test_a_link_to_the_bot_is_a_mention() -> None:
    entity = MessageEntity(MessageEntity.TEXT_MENTION, 0, 4, user=BOT)
    assert (
        meant_for(message("Bot, who leads the talks?", entities=[entity]), BOT.id, "PressciteBot")
        == "who leads the talks?"
    )


def test_a_name_in_code_is_no_mention() -> None:
    code = MessageEntity(MessageEntity.CODE, 3, 13)
    assert meant_for(message("😀 @PressciteBot who?", entities=[code]), BOT.id, "PressciteBot") is None
    later = MessageEntity(MessageEntity.CODE, 17, 4)
    assert meant_for(message("😀 @PressciteBot who?", entities=[later]), BOT.id, "PressciteBot") == "😀   who?".replace(
        "   ", " "
    )


def test_an_answer_to_the_bot_is_meant_for_it() -> None:
    assert (
        meant_for(message("And when?", reply_to_message=message("It is.", BOT)), BOT.id, "PressciteBot") == "And when?"
    )
    assert meant_for(message("And when?", reply_to_message=message("It is.")), BOT.id, "PressciteBot") is None


def test_the_beginning_of_a_topic_is_no_message_that_is_answered() -> None:
    began = Message(2, datetime.now(UTC), GROUP, from_user=BOT, forum_topic_created=ForumTopicCreated("News", 1))
    assert meant_for(message("Hello all", reply_to_message=began), BOT.id, "PressciteBot") is None


def test_a_mention_under_a_message_asks_about_that_message() -> None:
    said = message("Grain prices doubled. " * 100)
    asked = meant_for(message("@PressciteBot is it true?", reply_to_message=said), BOT.id, "PressciteBot")
    assert asked is not None
    assert asked.startswith("is it true? Grain prices doubled. Grain")
    assert len(asked) < 520
    own = message("It is said.", BOT)
    assert meant_for(message("@PressciteBot who?", reply_to_message=own), BOT.id, "PressciteBot") == "who?"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("/ask Who leads?", "Who leads?"),
        ("/ask@PressciteBot   Who leads? ", "Who leads?"),
        ("/ask\nWho leads\nthe talks?", "Who leads\nthe talks?"),
        ("/ask", ""),
    ],
)
def test_what_stands_behind_a_command_is_the_question(text: str, question: str) -> None:
    assert behind_command(message(text)) == question


def test_a_bare_command_under_a_message_asks_that_message() -> None:
    assert behind_command(message("/ask", reply_to_message=message("Who leads?"))) == "Who leads?"


@pytest.mark.parametrize(
    ("caption", "question"),
    [
        ("/ask Who leads the talks?", "Who leads the talks?"),
        ("/ASK@presscitebot\nWho leads the talks?", "Who leads the talks?"),
        ("/ask", ""),
        ("/ask@OtherBot Who leads the talks?", None),
        ("/asking", None),
        ("Who leads the talks? /ask", None),
    ],
)
def test_a_command_in_a_caption_asks_too(caption: str, question: str | None) -> None:
    picture = Message(1, datetime.now(UTC), GROUP, from_user=ANNA, caption=caption)
    assert captioned(picture, "PressciteBot") == question


def test_a_link_to_the_bot_in_a_caption_is_a_mention() -> None:
    entity = MessageEntity(MessageEntity.TEXT_MENTION, 0, 4, user=BOT)
    picture = Message(1, datetime.now(UTC), GROUP, from_user=ANNA, caption="Bot, who?", caption_entities=[entity])
    assert meant_for(picture, BOT.id, "PressciteBot") == "who?"
