import pytest

from bot.closed_chats import takes_nothing


@pytest.mark.parametrize(
    ("refusal", "closed"),
    [
        ("not enough rights to send text messages to the chat", True),
        ("need administrator rights in the channel chat", True),
        ("chat_restricted", True),
        ("group chat was deactivated", True),
        ("message is too long", False),
        ("can't parse entities: unsupported start tag", False),
    ],
)
def test_a_closed_chat_is_told_from_a_message_that_can_be_mended(refusal: str, closed: bool) -> None:
    assert takes_nothing(refusal, 5) is closed


def test_the_log_says_which_chat_and_why(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        takes_nothing("chat_restricted", 5)
    assert [record.getMessage() for record in caplog.records] == ["chat 5 takes no message now (chat_restricted)"]
