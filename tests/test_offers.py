"""Tests of rag.commands.offers."""

from rag.commands.offers import id_instead, outlet_instead


def test_ids_that_hold_the_one_asked_for_come_before_ids_like_it() -> None:
    known = ["news/porta.md", "news/harbour.md", "port.md", "zzz.txt"]
    assert id_instead("PORT.md", known) == "No article has the id 'PORT.md'; near it are: port.md, news/porta.md"


def test_nothing_near_leads_to_the_list() -> None:
    assert id_instead("q", ["zzz.txt"]) == "No article has the id 'q'; see them all with: rag list"
    assert id_instead("", ["zzz.txt"]) == "No article has the id ''; see them all with: rag list"


def test_an_unknown_outlet_is_told_the_known_ones() -> None:
    told = outlet_instead("Times", ["The Gazette", "", "daily", "The Gazette"])
    assert told == " No outlet is called 'Times'; there are: daily, The Gazette"


def test_a_long_list_of_outlets_is_cut() -> None:
    assert outlet_instead("x", [f"{n:02}" for n in range(30)]).endswith("18, 19, …")


def test_a_known_outlet_needs_no_offer() -> None:
    assert outlet_instead("the gazette", ["The Gazette"]) == ""
    assert outlet_instead("Times", [""]) == ""
