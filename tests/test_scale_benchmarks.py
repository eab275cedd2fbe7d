from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.made_articles import made_articles
from benchmarks.scale.answering import answered
from benchmarks.scale.command import main
from benchmarks.scale.corpora import read_questions, write_made
from benchmarks.scale.indexing import Folders, indexed
from benchmarks.scale.page import write_page
from benchmarks.scale.promises import broken
from benchmarks.scale.recalling import RealText, recalled, recalled_really
from benchmarks.scale.rows import Recall, Sizes
from benchmarks.scale.tables import as_json, shown
from rag.corpus.articles import read_file, source_files
from rag.errors import QuestionError

KEPT = Sizes(10_000, passages=30_000, index_rate=900.0, stock_rate=400.0, p50_ms=20.0, p95_ms=40.0, cold_seconds=2.0)
LARGE = Sizes(100_000, p50_ms=40.0, p95_ms=80.0, unchanged_seconds=3.0, added_seconds=0.6, answer_megabytes=1_200.0)
REAL = Recall(20_000, 300, 0.99, 0.985)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    folders = Folders(tmp_path / "corpus", tmp_path / "data", tmp_path / "questions.jsonl", 40)
    write_made(40, folders.corpus, folders.questions)
    return folders


def test_a_made_up_corpus_is_read_back_as_it_was_made(folders: Folders) -> None:
    files, failed = source_files(folders.corpus)
    assert (len(files), failed) == (40, [])
    by_id = {Path(file.path).stem: file.path for file in files}
    for made in made_articles(40):
        (read,) = read_file(folders.corpus, by_id[made.id], max_bytes=100_000).articles
        assert replace(read, id=made.id) == made
    assert len(read_questions(folders.questions)) == 40


def test_every_figure_of_an_index_is_measured(folders: Folders) -> None:
    row = indexed(folders).joined(answered(folders)).joined(recalled(folders))
    unmeasured = {name for name in Sizes.__slots__ if getattr(row, name) is None}
    assert unmeasured == {"stock_rate", "unchanged_seconds", "cold_seconds"}
    assert row.passages is not None
    assert row.passages >= 40
    assert (row.recall, row.filtered_recall) == (1.0, 1.0)
    assert len(source_files(folders.corpus)[0]) == 40


def test_recall_is_measured_on_the_articles_of_question_sets(tmp_path: Path) -> None:
    (tmp_path / "set" / "corpus").mkdir(parents=True)
    for name in ("grain", "ships", "wheat"):
        (tmp_path / "set" / "corpus" / f"{name}.txt").write_text(f"All about {name}.", encoding="utf-8")
    (tmp_path / "set" / "questions.jsonl").write_text('{"question": "What of grain?"}\n', encoding="utf-8")
    found = recalled_really(RealText((tmp_path / "set",), tmp_path / "scratch"))
    assert found == Recall(passages=3, questions=1, recall=1.0, filtered_recall=1.0)


def test_kept_promises_are_not_complained_of() -> None:
    assert list(broken([KEPT, LARGE], REAL)) == []


@pytest.mark.parametrize(
    ("rows", "recall", "complaint"),
    [
        (
            [replace(KEPT, index_rate=650.0, stock_rate=300.0)],
            None,
            "passages a second, from files to answering: 650.00, promised at",
        ),
        ([replace(KEPT, stock_rate=500.0)], None, "times stock llama-index: 1.80, promised at least 2"),
        ([replace(KEPT, cold_seconds=3.5)], None, "first answer"),
        ([replace(LARGE, p95_ms=151.0)], None, "100,000 articles: ms a question, p95: 151.00, promised at most 150"),
        ([KEPT, replace(LARGE, p50_ms=80.0)], None, "grows with the articles to the power of 0.60"),
        ([replace(KEPT, failure="it took more than 9 seconds")], None, "10,000 articles: it took more than 9 seconds"),
        ([KEPT], replace(REAL, recall=0.96), "recall@10 on real text is 0.960"),
        ([KEPT], replace(REAL, filtered_recall=0.9), "filtered recall@10 on real text is 0.900"),
    ],
)
def test_a_broken_promise_is_named(rows: list[Sizes], recall: Recall | None, complaint: str) -> None:
    (line,) = broken(rows, recall)
    assert complaint in line


def test_what_is_promised_of_one_size_is_not_asked_of_another() -> None:
    assert list(broken([replace(KEPT, articles=1_000, index_rate=100.0), replace(LARGE, cold_seconds=9.0)], None)) == []


def test_figures_are_a_table_that_leaves_out_what_was_not_measured() -> None:
    assert shown([KEPT, LARGE], REAL).splitlines()[:7] == [
        "| articles | 10,000 | 100,000 |",
        "| --- | ---: | ---: |",
        "| passages | 30,000 | – |",
        "| passages a second, from files to answering | 900 | – |",
        "| the same by stock llama-index | 400 | – |",
        "| times stock llama-index | 2.2 | – |",
        "| seconds of a sync with nothing new (new process) | – | 3.0 |",
    ]
    assert '"p50_ms": 20.0' in as_json([KEPT], None)


def test_the_page_keeps_what_is_written_around_the_table(tmp_path: Path) -> None:
    page = tmp_path / "scale.md"
    page.write_text("# Scale\n<!-- measured -->\nold\n<!-- /measured -->\nMore.\n", encoding="utf-8")
    write_page([KEPT, LARGE], REAL, page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Scale\n<!-- measured -->\n\n| articles | 10,000")
    assert "real text (20,000 passages, 300 questions): .990, within an outlet or some years .985." in text
    assert text.endswith("<!-- /measured -->\nMore.\n")
    assert "old" not in text
    drawn = (tmp_path / "scale.svg").read_bytes()
    write_page([KEPT, LARGE], REAL, page)
    assert (tmp_path / "scale.svg").read_bytes() == drawn
    assert b"<svg" in drawn
    assert len(drawn) < 60_000


def test_a_page_without_room_for_the_table_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "scale.md"
    page.write_text("# Scale\n", encoding="utf-8")
    with pytest.raises(QuestionError, match="has no lines"):
        write_page([KEPT], None, page)


def test_a_size_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["many"])
    assert ended.value.code == 2
