from datetime import date

import pytest

from rag.adding.addresses import web_address
from rag.adding.feeds import Feed, FeedItem, feed_of
from rag.adding.fetching import Fetched
from rag.errors import AddressError

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Daily Example</title><link>https://example.org/</link>
<item><title>Harbour &amp;amp; town</title><link>/news/1</link><guid isPermaLink="false">tag:1</guid>
<dc:creator>Anna Berzina</dc:creator><pubDate>Wed, 12 Jan 2022 23:30:00 -0500</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>The harbour opens.</p><p>At noon.</p>]]></content:encoded>
</item><item><title>Second</title><link>https://other.example/2</link></item>
<item><link>javascript:alert(1)</link><guid>tag:3</guid></item>
<item><description>Nothing to tell it by.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>urn:1</id>
<title type="html">A &lt;b&gt;bold&lt;/b&gt; plan</title>
<link rel="alternate" href="https://example.org/a"/><updated>2022-01-12T01:00:00Z</updated>
<author><name>Jo Li</name></author><summary>One sentence.</summary></entry></feed>"""


def read(text: str | bytes, charset: str = "") -> Feed:
    body = text.encode() if isinstance(text, str) else text
    return feed_of(Fetched(web_address("https://example.org/feed.xml"), "text/xml", charset, body))


def test_the_items_of_rss_are_read_in_their_order() -> None:
    assert read(RSS) == Feed(
        "The Daily Example",
        (
            FeedItem(
                "tag:1",
                "https://example.org/news/1",
                "Harbour & town",
                "Anna Berzina",
                date(2022, 1, 12),
                "The harbour opens.\n\nAt noon.",
            ),
            FeedItem("https://other.example/2", "https://other.example/2", "Second", "", None, ""),
            FeedItem("tag:3", "", "", "", None, ""),
        ),
    )


def test_atom_is_read_too() -> None:
    item = FeedItem("urn:1", "https://example.org/a", "A bold plan", "Jo Li", date(2022, 1, 12), "One sentence.")
    assert read(ATOM) == Feed("Post", (item,))


def test_an_empty_feed_has_no_items() -> None:
    assert read('<rss version="2.0"><channel><title>Quiet</title></channel></rss>') == Feed("Quiet", ())


def test_a_feed_cut_off_gives_what_is_whole() -> None:
    assert [item.key for item in read(RSS[: RSS.index("<item><link>javascript")]).items][:1] == ["tag:1"]


def test_the_servers_word_for_the_encoding_counts() -> None:
    text = '<rss version="2.0"><channel><title>Café</title><item><guid>1</guid></item></channel></rss>'
    assert read(text.encode("cp1252"), "windows-1252").title == "Café"


@pytest.mark.parametrize("text", ["", "<rss", "<html><body>no feed</body></html>", "/etc/passwd", "\0\0"])
def test_what_is_no_feed_is_a_plain_sentence(text: str) -> None:
    with pytest.raises(AddressError, match="the feed cannot be read; see that the address is that of an RSS or Atom"):
        read(text)


def test_entities_that_would_fill_the_memory_or_read_files_do_neither() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{bomb}]>'
        '<rss version="2.0"><channel><title>&e11;</title><item><guid>1</guid><title>&f;</title></item></channel></rss>'
    )
    try:
        feed = read(text)
    except AddressError:
        return
    assert len(feed.title) < 1_000
    assert "root:" not in "".join(item.title for item in feed.items)
