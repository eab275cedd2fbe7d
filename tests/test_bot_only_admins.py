"""Tests of bot.handlers.only_admins."""

from pathlib import Path

from bot.texts_english import ENGLISH
from tests.bot_talk import Talk


def test_what_is_for_admins_is_refused_to_others_in_messages_and_buttons(tmp_path: Path) -> None:
    with Talk(tmp_path, admins=frozenset({501})) as talk:
        admin, anna = talk.reader(), talk.reader()
        for command in ("/reindex", "/stats", "/users", "/add https://news.example/a", "/remove 1"):
            assert anna.ask(command).text == ENGLISH.admins_only
        anna.skip()
        anna.upload("story.md", b"# A story")
        assert anna.next().text == ENGLISH.admins_only
        confirmation = admin.ask("/remove 1")
        pressed = talk.telegram.seat(admin.chat, anna.person).press(ENGLISH.remove_yes, confirmation)
        assert pressed == {"text": ENGLISH.admins_only, "alert": True}
        assert len(list(talk.corpus.iterdir())) == 6
