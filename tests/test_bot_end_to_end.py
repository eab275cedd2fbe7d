"""The real bot in its own process, used the way people use it, over a Bot API server on this machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bot_api import BotApiServer, Message, Seat, User
from tests.bot_api.bot_process import BotProcess
from tests.bot_api.newsroom import ANSWERED, ARTICLES, UNANSWERED, write_newsroom

GRAIN = "Who leads the talks on the grain corridor?"


@dataclass(frozen=True, slots=True)
class Scene:
    """The bot at work, those who may ask it and one who may not."""

    telegram: BotApiServer
    bot: BotProcess
    corpus: Path
    admin: User
    stranger: User


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("bot")
    corpus = write_newsroom(folder / "corpus")
    with BotApiServer() as telegram:
        readers = [telegram.person(f"Reader{number}") for number in range(40)]
        admin, stranger = telegram.person("Admin"), telegram.person("Eve")
        allowed = ",".join(str(one.id) for one in readers)
        bot = BotProcess(
            telegram,
            folder,
            RAG_CORPUS_DIR=str(corpus),
            ALLOWED_TELEGRAM_USER_IDS=allowed,
            ADMIN_USER_IDS=str(admin.id),
        )
        READERS[:] = readers
        with bot:
            # On a busy machine the first index takes longer than a question waits for the whole of it.
            bot.wait_for_log("indexed:")
            yield Scene(telegram, bot, corpus, admin, stranger)
            assert bot.stop() == 0
        assert telegram.token.partition(":")[2] not in bot.log
        assert bot.reached_beyond == ""
        assert "Traceback" not in bot.log


READERS: list[User] = []


@pytest.fixture
def reader(scene: Scene) -> Seat:
    """A person who has not asked before, in a chat with the bot."""
    return scene.telegram.private(READERS.pop())


def labels(message: Message) -> list[str]:
    return [label for label in message.labels if label.startswith("[")]


def test_a_question_in_a_private_chat_is_answered_with_its_proof(scene: Scene, reader: Seat) -> None:
    question = reader.say(GRAIN)
    answer = reader.next()
    assert answer.reply_to == question.id
    assert "“Marta Vell leads the talks on the grain corridor" in answer.text
    assert "[1]" in answer.text
    assert "The Harbour Post" in answer.text
    assert "2024-03-04" in answer.text or "4 March 2024" in answer.text
    assert [one.url for one in answer.body.entities if one.url] == ["https://harbourpost.example/grain-talks"]
    assert labels(answer) == ["[1]"]
    typing = [action for chat, action, _ in scene.telegram.world.actions if chat == reader.chat.id]
    assert typing[:1] == ["typing"]
    reader.press("[1]")
    passage = reader.next()
    (quoted,) = passage.body.stretches("expandable_blockquote")
    assert quoted in ARTICLES["grain-corridor.md"]
    assert "Marta Vell leads the talks on the grain corridor, the ministry of Odravia said on Monday." in (
        passage.body.stretches("bold")
    )
    assert "Grain talks resume in Odravia" in passage.text
    assert "The Harbour Post" in passage.text


def test_every_question_that_the_articles_answer_is_answered(reader: Seat) -> None:
    for question, word in ANSWERED.items():
        assert word in reader.ask(question).text


def test_what_the_articles_do_not_say_is_refused_with_the_nearest_headlines(reader: Seat) -> None:
    refusal = reader.ask(UNANSWERED)
    assert labels(refusal) == []
    headline = next(label for label in refusal.labels if "Bridge over the Selm" in label)
    reader.press(headline)
    assert "[1]" in reader.next().text


def test_a_follow_up_is_understood_until_a_new_conversation_begins(reader: Seat) -> None:
    reader.ask(GRAIN)
    assert "[1]" in reader.ask("Why?").text
    reader.ask("/new")
    assert "[1]" not in reader.ask("Why?").text


def test_a_group_is_left_alone_unless_the_bot_is_meant(scene: Scene) -> None:
    anna = scene.telegram.seat(scene.telegram.group(), READERS.pop())
    anna.chat.privacy = False
    anna.say(GRAIN)
    mention = anna.mention(GRAIN)
    first = anna.next()
    assert (first.reply_to, "Marta Vell" in first.text) == (mention.id, True)
    command = anna.say(f"/ask {GRAIN}")
    assert anna.next().reply_to == command.id
    reply = anna.say("How much did the bridge over the Selm cost?", reply_to=first)
    last = anna.next()
    assert (last.reply_to, "84 million" in last.text) == (reply.id, True)
    assert len(anna.shown) == 3


def test_a_mention_under_somebodys_message_asks_about_that_message(scene: Scene) -> None:
    group = scene.telegram.group()
    anna, ben = (scene.telegram.seat(group, READERS.pop()) for _ in range(2))
    said = ben.say(GRAIN)
    asked = anna.say("@presscite_bot", reply_to=said)
    answer = anna.next()
    assert (answer.reply_to, "Marta Vell" in answer.text) == (asked.id, True)


def test_an_answer_goes_to_the_topic_of_its_question(scene: Scene) -> None:
    group = scene.telegram.group(topics=True)
    anna = scene.telegram.seat(group, READERS.pop(), topic=7)
    question = anna.mention(GRAIN)
    answer = anna.next()
    assert (answer.topic, answer.reply_to) == (7, question.id)


def test_only_what_a_person_wrote_just_now_is_answered(scene: Scene, reader: Seat) -> None:
    question = reader.say(GRAIN)
    reader.next()
    reader.edit(question, "How much did the bridge over the Selm cost?")
    reader.say_as_business(GRAIN)
    reader.say(GRAIN, via_bot=scene.telegram.world.bot.as_json())
    scene.telegram.posts(scene.telegram.channel(), GRAIN)
    robot = Seat(scene.telegram.world, reader.chat, User(90_001, "Robot", username="robot_bot", is_bot=True))
    robot.say(GRAIN)
    last = reader.say(GRAIN)
    assert reader.next().reply_to == last.id
    assert len(reader.shown) == 2


def test_the_commands_do_what_they_say(reader: Seat) -> None:
    start = reader.ask("/start")
    assert len(start.buttons) >= 3
    reader.press(start.labels[0])
    assert "[1]" in reader.next().text
    assert "/sources" in reader.ask("/help").text
    sources = reader.ask("/sources").text
    titles = ["Flood drives hundreds from Lurva", "Start of the Brenn reactor", "Grain talks resume"]
    assert sorted(titles, key=sources.find) == titles
    assert "Three lynx were seen" in reader.ask(f"/article {number_of('Lynx return', sources)}").text
    assert "Brenn" in reader.ask("/latest reactor").text
    assert "6" in reader.ask("/status").text
    assert "/help" in reader.ask("/nonsense").text


def number_of(title: str, sources: str) -> str:
    line = next(line for line in sources.splitlines() if title in line)
    return "".join(letter for letter in line.split(".")[0] if letter.isdigit())


def test_retry_answers_the_last_question_again(reader: Seat) -> None:
    reader.ask(GRAIN)
    assert "Marta Vell" in reader.ask("/retry").text
    # In line behind the answer, so that nothing is at work any more when the next message comes.
    reader.ask("/status")
    assert reader.ask("/cancel").text == "Nothing is being answered."


def test_the_bot_speaks_the_language_of_the_person(scene: Scene) -> None:
    spoken = {}
    for language in ("en", "lv", "ru"):
        person = User(READERS.pop().id, "Vera", language)
        spoken[language] = scene.telegram.private(person).ask("/help").text
    assert len(set(spoken.values())) == 3
    assert "вопрос" in spoken["ru"].lower()


def test_a_button_of_an_old_answer_opens_what_that_answer_cited(reader: Seat) -> None:
    first = reader.ask(GRAIN)
    second = reader.ask("How much did the bridge over the Selm cost?")
    reader.press("[1]", first)
    assert "Grain talks resume in Odravia" in reader.next().text
    reader.press("[1]", second)
    assert "Bridge over the Selm" in reader.next().text


def test_markup_in_an_article_stays_text(reader: Seat) -> None:
    reader.ask("How many barns were swept away?")
    reader.press("[1]")
    assert "<b>overnight</b> & a mill" in reader.next().text


def test_a_person_says_whether_an_answer_was_good(scene: Scene, reader: Seat) -> None:
    reader.ask(GRAIN)
    reader.press("👎")
    stats = scene.telegram.private(scene.admin).ask("/stats").text
    assert "👎 1" in stats


def test_inline_questions_are_answered_with_quotes(scene: Scene) -> None:
    results = scene.telegram.inline(READERS.pop(), GRAIN)
    assert 1 <= len(results) <= 10
    assert "Marta Vell leads the talks" in results[0]["input_message_content"]["message_text"]


def test_a_stranger_is_told_once_and_costs_nothing_else(scene: Scene) -> None:
    eve = scene.telegram.private(scene.stranger)
    assert str(scene.stranger.id) in eve.ask(GRAIN).text
    eve.say(GRAIN)
    eve.say("/start")
    assert scene.telegram.inline(scene.stranger, GRAIN) == []
    reader = scene.telegram.private(READERS.pop())
    reader.ask(GRAIN)
    assert len(eve.shown) == 1


def test_only_an_admin_administers(scene: Scene, reader: Seat) -> None:
    before = len(list(scene.corpus.iterdir()))
    for command in ("/reindex", "/stats", "/users", "/remove 1", "/add https://example.com/a"):
        assert reader.ask(command).text
    assert len(list(scene.corpus.iterdir())) == before


def test_an_admin_adds_an_article_asks_it_and_removes_it(scene: Scene) -> None:
    admin = scene.telegram.private(scene.admin)
    text = b"# Comet seen over Ostrel\n\nAstronomer Ruta Simms saw a comet over Ostrel on Tuesday night.\n"
    admin.upload("comet.md", text)
    admin.next_where(lambda message: "Comet seen over Ostrel" in message.text)
    admin.skip()
    assert "Ruta Simms" in admin.ask("Who saw a comet over Ostrel?").text
    before = sorted(scene.corpus.rglob("*"))
    admin.upload("again.md", text)
    admin.next_where(lambda message: "already" in message.text.lower())
    assert sorted(scene.corpus.rglob("*")) == before
    admin.skip()
    sources = admin.ask("/sources").text
    admin.ask(f"/remove {number_of('Comet seen', sources)}")
    admin.press(next(label for label in admin.shown[-1].labels if "Remove" in label))
    admin.next_where(lambda message: message.text.startswith("Removed"))
    assert not any("comet" in path.name.lower() for path in scene.corpus.rglob("*"))


def test_an_admin_has_the_corpus_read_again_and_is_told_what_failed(scene: Scene) -> None:
    admin = scene.telegram.private(scene.admin)
    (scene.corpus / "late.md").write_text("# Late news\n\nThe library of Ostrel burned down on Monday.\n")
    (scene.corpus / "torn.json").write_text('{"title": "Torn')
    admin.say("/reindex")
    report = admin.next_where(lambda message: "torn.json" in message.text)
    assert report.before
    (scene.corpus / "torn.json").unlink()
    assert "Ostrel" in admin.ask("What burned down in Ostrel?").text


def test_the_commands_are_told_to_telegram_apart_for_each_kind_of_chat(scene: Scene) -> None:
    commands = scene.telegram.world.commands
    names = {key: {one["command"] for one in given} for key, given in commands.items()}
    assert "reindex" in names[f"chat:{scene.admin.id}", ""]
    assert "reindex" not in names["all_private_chats", ""]
    assert {"ask", "help"} <= names["all_group_chats", ""]
    assert commands["all_private_chats", "lv"] != commands["all_private_chats", ""]
