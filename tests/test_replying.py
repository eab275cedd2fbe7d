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


def test_quotes_can_be_had_where_a_model_could_write(open_archive: OpenArchive) -> None:
    with ModelServer(says(WROTE)) as server:
        archive = open_archive(NEWS, openai_base_url=server.address)
        archive.sync()
        reply = archive.ask("What did Ilona Vass warn of?", quoted=True)
        assert server.requests == []
    assert isinstance(reply, Answer)
    assert not reply.generated
