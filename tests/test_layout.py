"""Tests of rag.commands.layout."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from rag.commands import layout
from rag.commands.checks import Check
from rag.commands.scores import Scores
from rag.records import Answer, Article, Citation, Duplicate, Evidence, FailedFile, NoAnswer, SyncReport, Usage, Window

PORT = Article(
    "news/port.md",
    "Port [bold]opens[/bold]",
    "The Gazette",
    "Anna Berzina",
    date(2024, 5, 2),
    "https://gazette.example/port",
    "en",
    "The port opened on Thursday.\n\nThe mayor came.",
)
BARE = Article("x.txt", "", "", "", None, "", "", "Nothing is known of it.")
NARROW = Console(width=40, force_terminal=True)


def test_an_answer_is_followed_by_its_sources_each_article_once() -> None:
    citations = (
        Citation(1, PORT, 0, 28),
        Citation(2, BARE, 0, 23),
        Citation(1, PORT, 30, 45),
        Citation(3, PORT, 0, 28),
    )
    text = "“The port opened on Thursday.” [1] “Nothing is known of it.” [2] “The mayor came.” [1] The port opened. [3]"
    window = Window(date(2024, 5, 1), date(2024, 5, 31), "in May")
    answer = Answer(text, citations, 0.876, generated=False, window=window)
    assert layout.plain(layout.replied(answer)) == (
        f"{text}\n\n[1][3] Port [bold]opens[/bold]\n".replace("[1][3] ", "     [1][3] ")
        + "     The Gazette · 2024-05-02 · news/port.md\n"
        "     https://gazette.example/port\n"
        "\n"
        "[2]  (no title)\n"
        "     x.txt\n"
        "\n"
        "confidence 0.88 · time understood: from 2024-05-01 until 2024-05-31 (“in May”)\n"
    )


def test_a_quote_that_a_generated_answer_does_not_show_is_shown_with_its_source() -> None:
    answer = Answer("It opened in May. [1]", (Citation(1, PORT, 0, 28),), 0.5, generated=True)
    assert "     “The port opened on Thursday.”\n" in layout.plain(layout.replied(answer))


def test_why_a_model_did_not_write_and_what_it_cost_stand_at_the_end() -> None:
    notice = "The model did not answer in time; the answer is quoted from the articles."
    answer = Answer(
        "“The mayor came.” [1]", (Citation(1, BARE, 0, 7),), 0.5, generated=False, usage=Usage(1_200, 30), notice=notice
    )
    assert layout.plain(layout.replied(answer)).endswith(
        f"\n\n{notice}\nconfidence 0.50 · 1,200 tokens read, 30 written\n"
    )


def test_no_answer_gives_its_reason_and_the_nearest_articles() -> None:
    assert layout.plain(layout.replied(NoAnswer("The articles do not say.", 0.25, (BARE,)))) == (
        "The articles do not say.\n\nNearest articles\n     (no title)\n     x.txt\n\nconfidence 0.25\n"
    )


def test_no_answer_without_nearest_articles_is_short() -> None:
    reply = NoAnswer("The articles do not say.", 0.0, window=Window(latest=True, phrase="latest"))
    assert layout.plain(layout.replied(reply)) == (
        "The articles do not say.\n\nconfidence 0.00 · time understood: the latest (“latest”)\n"
    )


def test_evidence_shows_its_article_its_score_and_its_text() -> None:
    assert layout.plain(layout.found([Evidence(1, PORT, 0, 45, 0.5), Evidence(12, BARE, 0, 7, 0.25)])) == (
        "[1]  Port [bold]opens[/bold]\n"
        "     The Gazette · 2024-05-02 · news/port.md · score 0.50\n"
        "     https://gazette.example/port\n"
        "     The port opened on Thursday.\n"
        "\n"
        "     The mayor came.\n"
        "\n"
        "[12] (no title)\n"
        "     x.txt · score 0.25\n"
        "     Nothing\n"
    )


def test_articles_are_listed_one_a_line() -> None:
    assert layout.plain(layout.listed([PORT, BARE])) == (
        "2024-05-02  Port [bold]opens[/bold]  The Gazette · news/port.md\n            (no title)  x.txt\n"
    )


def test_a_whole_article_is_its_text_as_it_is_under_what_is_known_of_it() -> None:
    assert layout.plain(layout.whole(PORT)) == (
        "Port [bold]opens[/bold]\n"
        "The Gazette · Anna Berzina · 2024-05-02 · en · news/port.md\n"
        "https://gazette.example/port\n"
        "\n"
        f"{PORT.text}\n"
    )


def test_a_sync_is_counted_in_one_line_and_each_failed_file_in_one() -> None:
    report = SyncReport(1, 2, 3, 4000, (FailedFile("a.json", "line 2 is\nbroken"), FailedFile("b\x1b[2J", "no")), 1.25)
    assert layout.plain(layout.synced(report)) == (
        "1 added, 2 changed, 3 removed, 4,000 unchanged, 2 failed (1.2 s)\n"
        "  a.json: line 2 is broken\n"
        "  b\ufffd[2J: no\n"
    )


def test_the_first_of_the_copies_are_named() -> None:
    copies = tuple(Duplicate(f"{number}.md", "first.md") for number in range(22))
    lines = layout.plain(layout.synced(SyncReport(unchanged=23, duplicates=copies))).splitlines()
    assert (lines[1], lines[20:]) == (
        "  0.md: a copy of first.md",
        ["  19.md: a copy of first.md", "  … and 2 more copies"],
    )


def test_a_failed_check_has_its_cure_below_it() -> None:
    checks = [Check("corpus", ok=True, says="2 files"), Check("words", ok=False, says="gone", cure="Run: rag sync")]
    assert layout.plain(layout.checked(checks)) == (
        "ok      corpus: 2 files\nfailed  words: gone\n        Run: rag sync\n"
    )


def test_figures_are_shown_under_their_file() -> None:
    figures = Scores("q.jsonl", 1200, 1000, 200, 0.5, 0.75, 1, 1, 0.5, 0.25, 0.5, 0.5, 1, 1, 0, None, 1.25, 2.5, 100.0)
    assert layout.plain(layout.scored([figures])).splitlines() == [
        "q.jsonl",
        "  questions                                   1,200 (1,000 answerable, 200 not)",
        "  article recall@1 / @4 / @5 / @10            0.500 / 0.750 / 1.000 / 1.000",
        "  article hit@1                               0.500",
        "  first quote / any quote holds the answer    0.250 / 0.500",
        "  a quote of a right article holds it         0.500",
        "  quotes verbatim                             1.000",
        "  refused of the unanswerable                 1.000",
        "  wrongly refused of the answerable           0.000",
        "  AUROC of confidence                         -",
        "  ask p50 / p95                               1.2 ms / 2.5 ms",
        "  questions per second                        100.0",
    ]


def test_lines_are_wrapped_inside_their_indent() -> None:
    wrapped = [line.plain for line in layout.lines(layout.found([Evidence(1, PORT, 0, 45, 0.5)]), NARROW)]
    assert wrapped[:3] == [
        "[1]  Port [bold]opens[/bold]",
        "     The Gazette · 2024-05-02 ·",
        "     news/port.md · score 0.50",
    ]


@given(st.text(st.characters(codec=None)))
def test_nothing_in_an_article_reaches_the_terminal_as_a_control_code(text: str) -> None:
    article = Article(text, text, text, text, None, text, text, text)
    citation = Citation(1, article, 0, len(text))
    blocks = [
        *layout.replied(Answer(text, (citation,), 0.5, generated=True, window=Window(phrase=text))),
        *layout.replied(NoAnswer(text, 0.5, (article,))),
        *layout.found([Evidence(1, article, 0, len(text), 1.0)]),
        *layout.listed([article]),
        *layout.whole(article),
    ]
    shown = [layout.plain(blocks), *(line.plain + "\n" for line in layout.lines(blocks, NARROW))]
    for character in "".join(shown):
        assert character == "\n" or not (ord(character) < 32 or 127 <= ord(character) < 160)
        assert character not in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert all(cell_len(line) <= 41 for line in shown[1:])


def test_what_is_harmful_is_seen_to_have_been_there() -> None:
    assert layout.safe("a\x1b[31mb\tc\r\nd\x85e\u202ef\ud800") == "a\ufffd[31mb c\nd\ne\ufffdf\ufffd"
