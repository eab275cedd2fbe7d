import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rag import Answer, Archive, Settings, Status, SyncReport
from rag.errors import BusyError, DataError, RebuildError
from rag.index.embedders import LocalEmbedder
from tests.conftest import OpenArchive, write_corpus
from tests.test_lock import HOLD

TALKS = "---\ntitle: Talks\nsource: The Post\npublished: 2024-05-01\n---\nThe envoy spoke of grain at the harbour.\n"


class Renamed(LocalEmbedder):
    """The local embedder under another name."""

    name = "another"


def test_the_door_opens_syncs_and_answers(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS})
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    with Archive.open(settings) as archive:
        report = archive.sync()
        reply = archive.ask("What did the envoy speak of?")
    assert report == SyncReport(added=1, seconds=report.seconds)
    assert isinstance(reply, Answer)
    assert [citation.quote for citation in reply.citations] == ["The envoy spoke of grain at the harbour."]


def test_the_environment_names_the_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_corpus(tmp_path / "news", {"talks.md": TALKS})
    monkeypatch.setenv("RAG_CORPUS_DIR", str(tmp_path / "news"))
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path / "index"))
    with Archive.open() as archive:
        assert archive.sync().added == 1
    assert (tmp_path / "index" / "catalogue.sqlite").is_file()


def test_an_index_answers_after_opening_again_without_a_sync(open_archive: OpenArchive) -> None:
    open_archive({"talks.md": TALKS}).sync()
    again = open_archive()
    assert (again.count(), again.sources()) == (1, ("The Post",))
    assert isinstance(again.ask("What did the envoy speak of?"), Answer)


def test_everything_under_the_data_folder_can_be_made_again(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    first = archive.ask("What did the envoy speak of?")
    archive.close()
    (tmp_path / "data").rename(tmp_path / "deleted")
    rebuilt = open_archive()
    rebuilt.sync()
    assert rebuilt.ask("What did the envoy speak of?") == first


def test_the_status_tells_what_is_held_and_how_it_answers(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS, "undated.txt": "The mayor opened a bridge."})
    assert archive.status() == Status(0, None, None, "quotes", "here")
    archive.sync()
    status = archive.status()
    assert status == Status(2, date(2024, 5, 1), status.synced, "quotes", "here")
    assert status.synced is not None
    assert (datetime.now(UTC) - status.synced).total_seconds() < 60


def test_the_status_names_the_model_that_writes(open_archive: OpenArchive) -> None:
    archive = open_archive({}, openai_base_url="http://127.0.0.1:9/v1", openai_model="small")
    assert archive.status().mode == "small"


def test_a_warm_archive_has_imported_what_the_first_question_needs(tmp_path: Path) -> None:
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    code = (
        "import sys; from rag import Archive, Settings\n"
        "settings = Settings(data_dir=sys.argv[1], openai_base_url='http://127.0.0.1:9/v1')\n"
        "with Archive.open(settings) as archive:\n"
        "    cold = {'openai', 'chromadb'} & set(sys.modules)\n"
        "    archive.warm()\n"
        "    print(sorted(cold), sorted({'openai', 'chromadb', 'openai.resources.chat'} & set(sys.modules)))"
    )
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS})
    with Archive.open(settings) as archive:
        archive.sync()
    command = [sys.executable, "-c", code, str(settings.data_dir)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] ['chromadb', 'openai', 'openai.resources.chat']"


def test_a_sync_apart_is_done_by_a_child_and_answers_here(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS})
    told: list[tuple[int, int]] = []
    report = archive.sync(lambda done, total: told.append((done, total)), apart=True)
    assert report == SyncReport(added=1, seconds=report.seconds)
    assert told[-1] == (1, 1)
    assert isinstance(archive.ask("What did the envoy speak of?"), Answer)


def test_an_embedder_that_the_settings_cannot_name_works_here_though_a_child_was_wanted(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS})
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    with Archive.open(settings, embedder=Renamed()) as archive:
        assert archive.sync(apart=True).added == 1
        assert isinstance(archive.ask("What did the envoy speak of?"), Answer)


def test_another_embedding_gets_a_plain_sentence_and_one_command(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    archive.close()
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    with Archive.open(settings, embedder=Renamed()) as other:
        with pytest.raises(RebuildError, match="rag sync --rebuild"):
            other.sync()
        with pytest.raises(RebuildError, match="rag sync --rebuild"):
            other.ask("What did the envoy speak of?")
        assert other.sync(rebuild=True).unchanged == 1
        assert isinstance(other.ask("What did the envoy speak of?"), Answer)


def test_a_closed_archive_says_so(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    archive.close()
    with pytest.raises(DataError, match="The archive was closed; open it again"):
        archive.ask("What did the envoy speak of?")


def test_a_second_writer_is_refused(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive({"talks.md": TALKS})
    command = [sys.executable, "-c", HOLD, str(tmp_path / "data")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match="try again when it is done"):
            archive.sync()
        holder.communicate("")
    assert archive.sync().added == 1


def test_a_data_folder_that_cannot_be_made_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataError, match="name another in RAG_DATA_DIR"):
        Archive.open(Settings(data_dir=tmp_path / "file" / "data"))


def test_questions_are_answered_from_several_threads_while_articles_come_in(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    replies: list[object] = []

    def ask() -> None:
        replies.extend(archive.ask("What did the envoy speak of?") for _ in range(5))

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    write_corpus(
        archive.settings.corpus_dir, {f"{n}.txt": f"Report number {n} tells of the weather in town." for n in range(50)}
    )
    archive.sync()
    for asker in askers:
        asker.join()
    quotes = {reply.citations[0].quote for reply in replies if isinstance(reply, Answer)}
    assert (len(replies), quotes) == (20, {"The envoy spoke of grain at the harbour."})


def test_every_quote_is_cut_from_its_article(open_archive: OpenArchive) -> None:
    texts = ["The mayor opened a bridge.  It is 300 m long!", "«Мост открыт», сказал мэр.", "Zwei Brücken\r\nim Bau."]
    archive = open_archive({f"{n}.txt": text for n, text in enumerate(texts)})
    archive.sync()
    questions = ["How long is the bridge?", "мост", "Was ist im Bau?", "mayor bridge"]
    replies = [archive.ask(question) for question in questions]
    citations = [citation for reply in replies if isinstance(reply, Answer) for citation in reply.citations]
    assert citations
    assert all(citation.quote == citation.article.text[citation.start : citation.end] != "" for citation in citations)


def test_the_list_of_articles_comes_in_pages_and_by_outlet(open_archive: OpenArchive) -> None:
    archive = open_archive({f"{n}.md": TALKS.replace("05-01", f"05-0{n}") for n in range(1, 4)})
    archive.sync()
    assert [article.id for article in archive.articles()] == ["3.md", "2.md", "1.md"]
    assert [article.id for article in archive.articles(source="the post", limit=1, offset=1)] == ["2.md"]
    assert archive.articles(source="The Globe") == []
    assert sorted(archive.ids()) == ["1.md", "2.md", "3.md"]
