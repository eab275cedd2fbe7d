"""Tests of bot.handlers.reading."""

from collections.abc import Iterator

import pytest

from bot.texts_english import ENGLISH
from tests.bot_talk import Talk, pressed

LONG = "\n\n".join(f"Paragraph {number} tells of salt. " + "It is long. " * 40 for number in range(1, 13))


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with Talk(tmp_path_factory.mktemp("talk")) as made:
        for number in range(1, 10):
            path = made.corpus / f"salt-{number}.md"
            path.write_text(
                f"---\ntitle: Salt {number}\nsource: Salt Daily\ndate: 2023-01-0{number}\n---\n\nSalt fell.\n"
            )
        (made.corpus / "long.md").write_text(f"---\ntitle: Long\ndate: 2020-01-01\n---\n\n{LONG}\n")
        made.sync()
        yield made


def test_the_articles_are_listed_newest_first_page_by_page(talk: Talk) -> None:
    anna = talk.reader()
    first = anna.ask("/sources")
    lines = first.text.split("\n")
    assert lines[:2] == ["Articles", "1. Flood drives hundreds from Lurva · Nature Weekly · 2024-06-09"]
    assert lines[10] == "10. Salt 6 · Salt Daily · 2023-01-06"
    assert first.labels == [*map(str, range(1, 11)), ENGLISH.following, ENGLISH.choose_outlet]
    second = pressed(anna, ENGLISH.following, first)
    assert second.text.split("\n")[-1] == "16. Long · 2020-01-01"
    assert second.labels == [*map(str, range(11, 17)), ENGLISH.previous, ENGLISH.choose_outlet]


def test_an_outlet_is_chosen_by_name_or_button(talk: Talk) -> None:
    anna = talk.reader()
    assert anna.ask("/sources city").text.startswith("Articles of City Ledger\n① Teachers in Tarn")
    assert anna.ask("/sources Nobody <b>").text == "No outlet is called “Nobody <b>”."
    assert len(anna.ask(f"/sources {'z' * 4_000}").text) < 150
    listed = anna.ask("/sources")
    chooser = pressed(anna, ENGLISH.choose_outlet, listed)
    assert chooser.labels[:2] == [ENGLISH.all_outlets, "Salt Daily"]
    assert pressed(anna, "Salt Daily", listed).text.startswith(
        "Articles of Salt Daily\n① Salt 9 · Salt Daily · 2023-01-09"
    )


def test_the_newest_articles_about_a_subject(talk: Talk) -> None:
    anna = talk.reader()
    about = anna.ask("/latest reactor at Brenn")
    assert about.text.split("\n")[0] == "The newest articles about “reactor at Brenn”"
    assert "Start of the Brenn reactor is delayed again" in about.text
    assert anna.ask("/latest").text.startswith("Articles\n1. Flood drives")
    assert anna.ask("/latest zzyzx qwxv").text == "No article speaks of “zzyzx qwxv”."


def test_a_button_of_a_list_opens_the_article_below_it(talk: Talk) -> None:
    anna = talk.reader()
    listed = anna.ask("/sources")
    anna.press("6", listed)
    article = anna.next()
    assert article.text.startswith("Grain talks resume in Odravia\nThe Harbour Post · 2024-03-04\n\nMarta Vell")
    assert [one.url for one in article.body.entities if one.url] == ["https://harbourpost.example/grain-talks"]
    assert anna.now(listed).text == listed.text
    anna.press(ENGLISH.ask_about)
    assert "The talks resumed in the port of Selm" in anna.next().text


def test_a_long_article_is_read_page_by_page_and_whole(talk: Talk) -> None:
    anna = talk.reader()
    article = anna.ask("/article 16")
    read = [article.text]
    while further := [label for label in anna.now(article).labels if label.endswith("›")]:
        read.append(pressed(anna, further[0], article).text)
    assert read[0].endswith(f"\n\nPage 1 of {len(read)}")
    text = " ".join(page.rpartition("\n\nPage")[0] for page in read)
    assert "".join(LONG.split()) in "".join(text.split())


@pytest.mark.parametrize("written", ["/article", "/article x", "/article -1"])
def test_an_article_is_named_by_its_number(talk: Talk, written: str) -> None:
    assert talk.reader().ask(written).text == ENGLISH.article_usage


def test_a_number_or_a_button_of_no_article_says_so(talk: Talk) -> None:
    anna = talk.reader()
    assert anna.ask("/article 99").text == ENGLISH.article_unknown
    assert anna.ask("/article 0").text == ENGLISH.article_unknown
    assert anna.ask("/article 99999999999999999999999").text == ENGLISH.article_unknown
    listed = anna.ask("/sources")
    talk.bot.parts.store.database.run("DELETE FROM pointers")
    assert anna.press("1", listed) == {"text": ENGLISH.article_unknown, "alert": True}
