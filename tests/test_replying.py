"""Whether a model is asked, and with what."""

from rag import Answer, NoAnswer, Turn
from tests.conftest import OpenArchive
from tests.model_server import ModelServer, says

NEWS = {
    "talks.md": "---\ntitle: Talks\nsource: The Post\npublished: 2024-06-12\n---\n"
    "President Ilona Vass met the prime minister in Karsk. Vass warned that the talks might take months.\n"
}
WROTE = "Vass warned that the talks might take months [1]."


def test_a_model_is_asked_the_question_as_it_stands_alone(open_archive: OpenArchive) -> None:
    history = [Turn("Whom did Ilona Vass meet in Karsk?", "The prime minister [1].")]
    with ModelServer(says("What did Ilona Vass warn of in Karsk?"), says(WROTE)) as server:
        archive = open_archive(NEWS, openai_base_url=server.address)
        archive.sync()
        reply = archive.ask("What did she warn of there?", history=history)
        assert server.requests[1].user.endswith("Question: What did Ilona Vass warn of in Karsk?\n")
    assert isinstance(reply, Answer)
    assert (reply.text, reply.generated) == (WROTE, True)


def test_no_model_is_asked_what_the_articles_cannot_answer(open_archive: OpenArchive) -> None:
    with ModelServer(says(WROTE)) as server:
        archive = open_archive(NEWS, openai_base_url=server.address)
        archive.sync()
        replies = list(archive.stream("Who won the cup of Brazil?"))
        assert server.requests == []
    assert [type(reply) for reply in replies] == [NoAnswer]


def test_a_question_of_its_own_is_answered_whatever_was_said_before(open_archive: OpenArchive) -> None:
    archive = open_archive({**NEWS, "harbour.md": "---\ntitle: Harbour\n---\nThe harbour of Odravia closed in May.\n"})
    archive.sync()
    before = Turn("Who won the cup of Brazil?", "The articles do not mention Brazil.")
    told = [archive.ask(question, history=[before]) for question in ("what about the harbour?", "why harbour closed?")]
    alone = archive.ask("why harbour closed?")
    assert isinstance(told[0], NoAnswer)
    assert told[1] == alone


def test_a_name_said_before_may_be_asked_about_again(open_archive: OpenArchive) -> None:
    archive = open_archive({**NEWS, "harbour.md": "---\ntitle: Harbour\n---\nThe harbour of Odravia closed in May.\n"})
    archive.sync()
    history = [
        Turn("Whom did Vass meet?", "The prime minister [1]."),
        Turn("When did the harbour close?", "In May [1]."),
    ]
    again = archive.ask("What did Vass warn of?", history=history)
    assert isinstance(again, Answer)
    assert again.citations[0].quote == "Vass warned that the talks might take months."


def test_quotes_can_be_had_where_a_model_could_write(open_archive: OpenArchive) -> None:
    with ModelServer(says(WROTE)) as server:
        archive = open_archive(NEWS, openai_base_url=server.address)
        archive.sync()
        reply = archive.ask("What did Ilona Vass warn of?", quoted=True)
        assert server.requests == []
    assert isinstance(reply, Answer)
    assert not reply.generated
