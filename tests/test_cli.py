"""Tests of rag.cli: the real commands, over articles in a folder of their own."""

import io
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rag.cli import main
from tests.conftest import write_corpus

HARBOUR = """---
title: Harbour [bold]opens[/bold]
source: The Gazette
published: 2024-05-02
url: https://gazette.example/harbour
---
The new harbour of Ventspils opened on 2 May 2024. The mayor Anna Berzina cut the ribbon at noon.
"""
FESTIVAL = """---
title: Song festival draws a crowd
source: Daily Post
published: 2024-06-01
---
The song festival in Riga drew 42,000 visitors on its first evening.
"""
QUESTION = "Who cut the ribbon at the new harbour of Ventspils?"
COMMANDS = ["sync", "watch", "add", "remove", "backup", "ask", "search", "list", "show", "evaluate", "doctor"]


@dataclass(frozen=True)
class Done:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - any JSON
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command over `tmp_path`; nothing waits in its standard input."""

    def run_one(*arguments: str) -> Done:
        status = main(["--corpus", str(tmp_path / "corpus"), "--data", str(tmp_path / "data"), *arguments])
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    return run_one


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles and their index, made once."""
    folder = tmp_path_factory.mktemp("template")
    write_corpus(folder / "corpus", {"harbour.md": HARBOUR, "festival.md": FESTIVAL})
    assert main(["--corpus", str(folder / "corpus"), "--data", str(folder / "data"), "sync"]) == 0
    return folder


@pytest.fixture
def indexed(tmp_path: Path, template: Path, run: Run) -> Run:
    """The same, over a copy of two articles that are indexed."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return run


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "rag", "--corpus", str(folder / "corpus"), "--data", str(folder / "data"), *arguments]


def test_a_sync_counts_what_it_did(tmp_path: Path, run: Run) -> None:
    write_corpus(tmp_path / "corpus", {"harbour.md": HARBOUR, "broken.json": "{broken"})
    first, second = run("sync"), run("sync", "--json")
    assert (first.status, first.err) == (0, "")
    counts, failed = first.out.splitlines()
    assert counts.startswith("1 added, 0 changed, 0 removed, 0 unchanged, 1 failed (")
    assert failed.startswith("  broken.json: ")
    report = second.document
    assert (second.status, second.err, report["unchanged"]) == (0, "", 1)
    assert [one["path"] for one in report["failed"]] == ["broken.json"]


def test_a_rebuild_leaves_the_same_index(indexed: Run) -> None:
    before = indexed("search", "harbour", "--json").document
    assert indexed("sync", "--rebuild").status == 0
    assert indexed("search", "harbour", "--json").document == before


def test_an_answer_comes_with_its_sources(indexed: Run) -> None:
    done = indexed("ask", QUESTION)
    assert (done.status, done.err) == (0, "")
    assert "Anna Berzina" in done.out
    assert "[1]  Harbour [bold]opens[/bold]\n     The Gazette · 2024-05-02 · harbour.md\n" in done.out
    assert "https://gazette.example/harbour\n" in done.out
    assert "\nconfidence " in done.out


def test_an_answer_as_json_can_be_checked_against_its_articles(indexed: Run) -> None:
    done = indexed("ask", QUESTION, "--json")
    reply = done.document
    assert (done.status, done.err, reply["kind"], reply["generated"]) == (0, "", "answer", False)
    for citation in reply["citations"]:
        assert citation["quote"] == citation["article"]["text"][citation["start"] : citation["end"]]
        assert f"[{citation['number']}]" in reply["text"]


def test_that_the_articles_do_not_say_is_an_answer(indexed: Run) -> None:
    done = indexed("ask", "What does a Leopard tank cost in Portugal?", "--json")
    assert (done.status, done.err, done.document["kind"]) == (0, "", "no_answer")
    assert done.document["reason"]


def test_ask_may_bring_the_index_up_to_date_first(tmp_path: Path, run: Run) -> None:
    write_corpus(tmp_path / "corpus", {"harbour.md": HARBOUR})
    done = run("ask", "--sync", QUESTION)
    assert (done.status, done.err) == (0, "")
    assert "Anna Berzina" in done.out


def test_a_question_is_read_from_a_pipe(indexed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{QUESTION}\n"))
    assert "Anna Berzina" in indexed("ask").out


@pytest.mark.parametrize("stdin", [io.StringIO(" \n"), None])
def test_no_question_at_all_is_wrong_usage(
    indexed: Run, monkeypatch: pytest.MonkeyPatch, stdin: io.StringIO | None
) -> None:
    monkeypatch.setattr("sys.stdin", stdin)
    done = indexed("ask")
    assert (done.status, done.out) == (2, "")
    assert "give a question" in done.err


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--source", "daily post"], ["festival.md"]),
        (["--since", "2024-05-03"], ["festival.md"]),
        (["--until", "2024-05-31"], ["harbour.md"]),
        (["--limit", "1"], ["harbour.md"]),
    ],
)
def test_a_search_is_narrowed(indexed: Run, options: list[str], ids: list[str]) -> None:
    done = indexed("search", "new harbour of Ventspils", "--json", *options)
    assert [one["article"]["id"] for one in done.document] == ids


def test_a_search_lists_passages(indexed: Run) -> None:
    done = indexed("search", "harbour", "--limit", "1")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("[1]  Harbour [bold]opens[/bold]\n     The Gazette · 2024-05-02 · harbour.md · score ")


def test_a_search_of_an_unknown_outlet_names_the_known_ones(indexed: Run) -> None:
    done = indexed("search", "harbour", "--source", "Times")
    told = "No passage was found. No outlet is called 'Times'; there are: Daily Post, The Gazette\n"
    assert done == Done(0, "", told)


def test_articles_are_listed_newest_first(indexed: Run) -> None:
    assert indexed("list") == Done(
        0,
        "2024-06-01  Song festival draws a crowd  Daily Post · festival.md\n"
        "2024-05-02  Harbour [bold]opens[/bold]  The Gazette · harbour.md\n",
        "",
    )
    assert [one["id"] for one in indexed("list", "--json", "--source", "THE GAZETTE").document] == ["harbour.md"]
    assert indexed("list", "--source", "Times").err.startswith("There are no articles. No outlet is called 'Times'")


def test_an_article_is_shown_whole(indexed: Run) -> None:
    done = indexed("show", "harbour.md")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Harbour [bold]opens[/bold]\nThe Gazette · 2024-05-02 · en · harbour.md\n")
    assert "Anna Berzina cut the ribbon at noon." in done.out
    assert indexed("show", "harbour.md", "--json").document["published"] == "2024-05-02"


def test_an_unknown_id_is_told_the_nearest(indexed: Run) -> None:
    told = "No article has the id 'harbor.md'; near it are: harbour.md\n"
    assert indexed("show", "harbor.md") == Done(1, "", told)


def test_control_codes_of_an_article_reach_nobody(tmp_path: Path, run: Run) -> None:
    line = {"id": "1", "title": "Red \x1b[31malert", "text": "The \x9b2Jharbour\u202e of Ventspils opened at noon."}
    write_corpus(tmp_path / "corpus", {"a.jsonl": json.dumps(line)})
    run("sync")
    shown = [run(*arguments).out for arguments in (["list"], ["show", "a.jsonl#1"], ["search", "harbour"])]
    shown += [run("list", "--json").out, run("ask", "When did the harbour of Ventspils open?").out]
    assert all(text for text in shown)
    assert not any(code in text for text in shown for code in "\x1b\x9b\u202e")


def test_questions_with_known_answers_give_figures(tmp_path: Path, indexed: Run) -> None:
    known = {"id": "1", "question": QUESTION, "answers": ["Anna Berzina"], "articles": ["harbour.md"]}
    lines = [known | {"answerable": True}, {"id": "2", "question": "Who won the chess cup?", "answerable": False}]
    write_corpus(tmp_path, {"questions.jsonl": "\n".join(map(json.dumps, lines))})
    file = str(tmp_path / "questions.jsonl")
    done = indexed("evaluate", file, "--json")
    (figures,) = done.document
    assert (done.status, done.err) == (0, "")
    assert {name: figures[name] for name in list(figures)[:16] if name != "auroc"} == {
        "file": file,
        "questions": 2,
        "answerable": 1,
        "unanswerable": 1,
        "recall_at_1": 1.0,
        "recall_at_4": 1.0,
        "recall_at_5": 1.0,
        "recall_at_10": 1.0,
        "hit_at_1": 1.0,
        "first_quote_holds": 1.0,
        "any_quote_holds": 1.0,
        "right_quote_and_article": 1.0,
        "quotes_verbatim": 1.0,
        "refused_of_unanswerable": 1.0,
        "refused_of_answerable": 0.0,
    }
    assert indexed("evaluate", file).out.startswith(f"{file}\n  questions  ")


def test_questions_may_be_asked_of_the_corpus_beside_them(tmp_path: Path, run: Run) -> None:
    known = {"question": QUESTION, "answers": ["Anna Berzina"], "articles": ["harbour.md"], "answerable": True}
    write_corpus(tmp_path / "set", {"questions.jsonl": json.dumps(known), "corpus/harbour.md": HARBOUR})
    done = run("evaluate", str(tmp_path / "set" / "questions.jsonl"), "--own-corpus", "--json")
    assert [figures["any_quote_holds"] for figures in done.document] == [1.0]
    assert not (tmp_path / "data").exists()


def test_a_bad_line_of_a_question_file_is_named(tmp_path: Path, run: Run) -> None:
    write_corpus(tmp_path, {"questions.jsonl": '{"question": "Who?"}\n{broken'})
    done = run("evaluate", str(tmp_path / "questions.jsonl"))
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("Line 2 of ")


def test_a_doctor_fails_until_the_index_is_made(tmp_path: Path, run: Run) -> None:
    write_corpus(tmp_path / "corpus", {"harbour.md": HARBOUR})
    done = run("doctor")
    assert (done.status, done.err) == (1, "")
    assert "failed  index: nothing is indexed in" in done.out
    assert "        Run: rag sync\n" in done.out


def test_a_doctor_of_a_whole_index_fails_nothing(indexed: Run) -> None:
    done = indexed("doctor", "--json")
    assert (done.status, done.err) == (0, "")
    assert {check["ok"] for check in done.document} == {True}


@pytest.mark.parametrize("arguments", [["ask", "Who?"], ["search", "x"], ["list"], ["show", "x"]])
def test_an_index_that_was_never_made_leads_to_sync(tmp_path: Path, run: Run, arguments: list[str]) -> None:
    told = f"Nothing is indexed in {str(tmp_path / 'data')!r} yet; run: rag sync\n"
    assert run(*arguments) == Done(1, "", told)


@pytest.mark.parametrize(
    "arguments",
    [
        ["sync", "--nonsense"],
        ["nonsense"],
        ["show"],
        ["search", "x", "--limit", "0"],
        ["ask", "Who?", "--since", "yesterday"],
        ["ask", "Who?", "--since", "2024-02-02", "--until", "2024-02-01"],
    ],
)
def test_wrong_usage_is_told_on_the_standard_error(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Usage: rag ")


def test_a_missing_corpus_is_told_in_a_sentence(run: Run) -> None:
    done = run("sync")
    assert (done.status, done.out) == (1, "")
    assert "does not exist" in done.err
    assert done.err.count("\n") == 1


def test_a_data_folder_that_cannot_be_made_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_corpus(tmp_path, {"file": "in the way"})
    assert main(["--data", str(tmp_path / "file" / "data"), "sync"]) == 1
    told = capsys.readouterr().err
    assert "RAG_DATA_DIR" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("question", ["", "   ", "???", "word " * 2_000])
def test_a_question_that_cannot_be_asked_is_told_in_a_sentence(indexed: Run, question: str) -> None:
    done = indexed("ask", question)
    assert (done.status, done.out) == (1, "")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "question",
    ["title:harbour AND NOT (", '"unclosed', "harbour*~2^", "Кто открыл порт?", "港口什么时候开放", "a\udcffb harbour"],
)
def test_any_other_question_gets_a_plain_answer(indexed: Run, question: str) -> None:
    done = indexed("ask", question, "--json")
    assert (done.status, done.err) == (0, "")
    assert done.document["kind"] in {"answer", "no_answer"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_plain_text(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"Usage: rag {name} [OPTIONS]")
    assert max(map(len, done.out.splitlines())) <= 80


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    lines = capsys.readouterr().out.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in lines] == COMMANDS
    assert not any("..." in line for line in lines)


def test_the_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from rag.cli import main; main(['--help']); print([n for n in sys.argv[1:] if n in sys.modules])"
    )
    heavy = ["chromadb", "llama_index", "numpy", "tantivy", "wordllama", "rich", "trafilatura", "dateparser"]
    done = subprocess.run([sys.executable, "-c", program, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


@pytest.mark.usefixtures("indexed")
def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    with subprocess.Popen(command(tmp_path, "list"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


class Talk:
    """A command that runs on a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._terminal, inside = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "60"}
        environment.pop("NO_COLOR", None)
        self.process = subprocess.Popen(
            command(folder, *arguments),
            stdin=inside, stdout=inside, stderr=inside, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(inside)
        self.seen = ""

    def read_until(self, text: str) -> None:
        """Wait for `text`, or the end."""
        while text not in self.seen:
            try:
                piece = os.read(self._terminal, 10_000)
            except OSError:
                return
            self.seen += piece.decode("utf-8", "replace").replace("\r\n", "\n")

    def type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def status(self) -> int:
        self.read_until("\0")
        os.close(self._terminal)
        return self.process.wait()


@pytest.mark.usefixtures("indexed")
def test_a_terminal_begins_a_conversation_that_an_empty_line_ends(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "ask")
    talk.read_until("> ")
    talk.type(f"{QUESTION}\n")
    talk.read_until("confidence")
    talk.type("\n")
    assert talk.status() == 0
    assert "Ask about the articles; an empty line ends.\n> " in talk.seen
    assert "Anna Berzina" in talk.seen
    assert "\x1b[1mHarbour [bold]opens[/bold]\x1b[0m" in talk.seen


@pytest.mark.usefixtures("indexed")
def test_ctrl_c_ends_a_conversation_quietly(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "ask")
    talk.read_until("> ")
    talk.process.send_signal(signal.SIGINT)
    assert talk.status() == 130
    assert talk.seen == "Ask about the articles; an empty line ends.\n> "


def test_the_console_script_is_the_same_program(tmp_path: Path) -> None:
    script = shutil.which("rag", path=str(Path(sys.executable).parent))
    assert script is not None
    done = subprocess.run([script, "--data", str(tmp_path), "list"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Nothing is indexed in {str(tmp_path)!r} yet; run: rag sync\n"
