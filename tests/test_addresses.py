import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.adding.addresses import WebAddress, is_public, joined, web_address
from rag.errors import AddressError

NOT_PUBLIC = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254
169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 3fff::1 192.168.0.1
198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ::127.0.0.1 ::10.0.0.1 64:ff9b::127.0.0.1
64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001:db8::1 2002:7f00:1:: 2002:a00:1:: 2002:a9fe:a9fe:: fc00::1 fd00:ec2::254
fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 4000::1 2001:0:4136:e378:8000:63bf:80ff:fffe
localhost 1 127.1 0x7f000001
""".split()
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.215.14 172.32.0.1 2606:4700::1111 2a00:1450:4001::200e ::ffff:8.8.8.8 64:ff9b::8.8.8.8
""".split()


@pytest.mark.parametrize("number", NOT_PUBLIC)
def test_what_is_not_the_public_internet_is_refused(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", PUBLIC)
def test_the_public_internet_is_allowed(number: str) -> None:
    assert is_public(number)


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_however_it_is_wrapped(address: ipaddress.IPv4Address) -> None:
    first, second = f"{int(address) >> 16:x}", f"{int(address) & 0xFFFF:x}"
    wrapped = (f"::ffff:{address}", f"64:ff9b::{address}", f"2002:{first}:{second}::1")
    assert {is_public(one) for one in wrapped} == {is_public(str(address))}


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", WebAddress("https", "example.org", 443, "/", "https://example.org")),
        (
            " HTTP://Example.org:8080/a b?c=ā#part ",
            WebAddress("http", "example.org", 8080, "/a%20b?c=%C4%81", "http://example.org:8080/a%20b?c=%C4%81"),
        ),
        (
            "https://bücher.example/",
            WebAddress("https", "xn--bcher-kva.example", 443, "/", "https://xn--bcher-kva.example/"),
        ),
        ("http://[::1]:8000/", WebAddress("http", "::1", 8000, "/", "http://[::1]:8000/")),
    ],
)
def test_an_address_is_taken_apart(written: str, address: WebAddress) -> None:
    assert web_address(written) == address


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("file:///etc/passwd", "only addresses that begin with http:// or https:// are fetched"),
        ("ftp://example.org/a", "only addresses that begin with http:// or https:// are fetched"),
        ("gopher://127.0.0.1:6379/_FLUSHALL", "only addresses that begin with http:// or https:// are fetched"),
        ("javascript:alert(1)", "only addresses that begin with http:// or https:// are fetched"),
        ("data:text/html,hello", "only addresses that begin with http:// or https:// are fetched"),
        ("example.org", "only addresses that begin with http:// or https:// are fetched"),
        ("", "only addresses that begin with http:// or https:// are fetched"),
        ("http://", "it names no host; write one such as https://example.org/news"),
        ("https:///etc/passwd", "it names no host; write one such as https://example.org/news"),
        ("https://user:secret@example.org/", "it holds a name or a password; take them out"),
        ("https://example.org@127.0.0.1/", "it holds a name or a password; take them out"),
        ("https://@example.org/", "it holds a name or a password; take them out"),
        ("http://example.org:25/", "its port 25 belongs to another service than the web"),
        ("http://example.org:22/", "its port 22 belongs to another service than the web"),
        ("http://example.org:99999/", "it is no web address; write one such as https://example.org/news"),
        ("http://exa mple.org/", "it is no web address; write one such as https://example.org/news"),
        ("http://example.org/\r\nHost: other", "it is no web address; write one such as https://example.org/news"),
        ("http://[::1", "it is no web address; write one such as https://example.org/news"),
        (f"http://example.org/{'a' * 2_000}", "it is longer than 2,000 characters"),
    ],
)
def test_what_may_not_be_fetched_is_refused_in_a_plain_sentence(written: str, reason: str) -> None:
    with pytest.raises(AddressError) as refused:
        web_address(written)
    assert str(refused.value) == reason


@given(st.text(max_size=60) | st.text(max_size=30).map(lambda text: f"http://{text}"))
def test_any_text_is_an_address_or_refused(written: str) -> None:
    try:
        address = web_address(written)
    except AddressError:
        return
    assert address.scheme in {"http", "https"}
    assert address.target.startswith("/")
    assert not any(character.isspace() for character in address.host + address.target)


@pytest.mark.parametrize(
    ("location", "text"),
    [
        ("/b", "https://example.org/b"),
        ("b", "https://example.org/a/b"),
        ("//other.example/c", "https://other.example/c"),
        ("http://other.example/", "http://other.example/"),
    ],
)
def test_where_a_page_leads_is_read_from_where_it_is(location: str, text: str) -> None:
    assert joined(web_address("https://example.org/a/"), location).text == text


def test_a_page_cannot_lead_out_of_the_web() -> None:
    for location in ("file:///etc/passwd", "https://user:secret@example.org/", "http://example.org:23/"):
        with pytest.raises(AddressError):
            joined(web_address("https://example.org/"), location)
