import socket
from collections.abc import Iterator

import httpcore
import pytest

from rag.adding.connections import Connections, Deadline
from rag.errors import AddressError


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "0", "::1", "::ffff:7f00:1"),
        *("169.254.169.254", "[::1]", "10.0.0.1", "fe80::1"),
    ],
)
def test_no_way_of_writing_a_private_address_gets_through(host: str, port: int) -> None:
    with pytest.raises(AddressError) as refused:
        Connections(Deadline(5), allow_private=False).connect_tcp(host, port)
    assert "is not" in str(refused.value)


def test_a_host_with_one_address_that_is_not_public_is_refused(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    answers(monkeypatch, "93.184.215.14", "127.0.0.1")
    with pytest.raises(AddressError, match="RAG_ALLOW_PRIVATE_ADDRESSES=1 allows that"):
        Connections(Deadline(5), allow_private=False).connect_tcp("two-faced.example", port)


def test_a_name_is_looked_up_once_and_that_address_connected_to(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    asked = answers(monkeypatch, "127.0.0.1")
    stream = Connections(Deadline(5), allow_private=True).connect_tcp("rebinding.example", port)
    try:
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", port)
    finally:
        stream.close()
    assert asked == ["rebinding.example"]


def test_the_next_address_is_tried_where_one_does_not_answer(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    answers(monkeypatch, "::1", "127.0.0.1")  # only the second is listened on
    stream = Connections(Deadline(5), allow_private=True).connect_tcp("two.example", port)
    assert stream.get_extra_info("server_addr") == ("127.0.0.1", port)
    stream.close()


def test_nothing_is_begun_after_the_deadline(port: int) -> None:
    with pytest.raises(AddressError, match="took too long"):
        Connections(Deadline(0), allow_private=True).connect_tcp("127.0.0.1", port)


def test_a_closed_port_is_a_failed_connection(port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        free = closed.getsockname()[1]
    with pytest.raises(httpcore.ConnectError):
        Connections(Deadline(5), allow_private=True).connect_tcp("127.0.0.1", free)


def test_a_host_that_is_not_found_is_named() -> None:
    with pytest.raises(AddressError, match=r"its host 'nowhere\.invalid' is not found"):
        Connections(Deadline(5), allow_private=False).connect_tcp("nowhere.invalid", 80)


def answers(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> list[str]:
    """Has every name answer with `numbers`; gives the names that are looked up, those of numbers left out."""
    asked: list[str] = []
    system = socket.getaddrinfo

    def look_up(host: str, port: int, *more: object, **named: object) -> object:
        if host in numbers:
            return system(host, port, *more, **named)  # type: ignore[arg-type]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked
