import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag import Archive, FailedFile, Settings
from rag.errors import CorpusError, ProviderError
from rag.index.embedders import LocalEmbedder
from tests.conftest import OpenArchive, write_corpus

if TYPE_CHECKING:
    from rag.ports import Vectors

TALKS = "---\ntitle: Talks\n---\nThe envoy spoke of grain at the harbour.\n"
HARVEST = "---\ntitle: Harvest\n---\nThe farmers brought in the wheat.\n"


class Counting:
    """Embeds a text as its length, counts what it is asked, and fails on texts that hold a given word."""

    name = "length"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.poison = ""

    def embed(self, texts: Sequence[str]) -> "Vectors":
        if self.poison and any(self.poison in text for text in texts):
            raise ProviderError("the model refused the text")
        self.asked += texts
        return np.asarray([[1.0, len(text)] for text in texts], dtype=np.float32)


def counts(archive: Archive) -> dict[str, int]:
    return dict(archive.sync().counts())


def corpus_of(archive: Archive) -> Path:
    return archive.settings.corpus_dir


def test_new_articles_are_added(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS, "2024/harvest.md": HARVEST})
    assert counts(archive) == {"added": 2, "changed": 0, "removed": 0, "unchanged": 0, "failed": 0}
    assert sorted(article.id for article in archive.articles()) == ["2024/harvest.md", "talks.md"]


def test_nothing_is_embedded_when_nothing_changed(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS})
    embedder = Counting()
    with Archive.open(Settings(tmp_path / "corpus", tmp_path / "data"), embedder=embedder) as archive:
        archive.sync()
        stores = {
            path: path.stat().st_mtime_ns for path in (tmp_path / "data").rglob("*") if path.suffix != ".sqlite-shm"
        }
        assert counts(archive) == {"added": 0, "changed": 0, "removed": 0, "unchanged": 1, "failed": 0}
        assert len(embedder.asked) == 1
        assert {path for path, when in stores.items() if path.stat().st_mtime_ns != when} <= {
            tmp_path / "data" / "catalogue.sqlite-wal",
            tmp_path / "data",
        }


def test_a_touched_file_with_the_same_content_is_not_embedded_again(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS})
    embedder = Counting()
    with Archive.open(Settings(tmp_path / "corpus", tmp_path / "data"), embedder=embedder) as archive:
        archive.sync()
        os.utime(tmp_path / "corpus" / "talks.md", (1, 1))
        assert counts(archive)["unchanged"] == 1
    assert len(embedder.asked) == 1


def test_a_changed_article_takes_the_place_of_the_old_one(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    write_corpus(corpus_of(archive), {"talks.md": TALKS.replace("grain", "steel")})
    assert counts(archive) == {"added": 0, "changed": 1, "removed": 0, "unchanged": 0, "failed": 0}
    assert [evidence.text.strip() for evidence in archive.retrieve("envoy")] == [
        "The envoy spoke of steel at the harbour."
    ]


def test_a_deleted_file_takes_its_articles_with_it(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS, "harvest.md": HARVEST})
    archive.sync()
    (corpus_of(archive) / "talks.md").unlink()
    assert counts(archive) == {"added": 0, "changed": 0, "removed": 1, "unchanged": 1, "failed": 0}
    assert [article.id for article in archive.articles()] == ["harvest.md"]


def test_a_renamed_file_is_not_embedded_again(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS})
    embedder = Counting()
    with Archive.open(Settings(tmp_path / "corpus", tmp_path / "data"), embedder=embedder) as archive:
        archive.sync()
        (tmp_path / "corpus" / "talks.md").rename(tmp_path / "corpus" / "moved.md")
        assert counts(archive) == {"added": 1, "changed": 0, "removed": 1, "unchanged": 0, "failed": 0}
        assert [article.id for article in archive.articles()] == ["moved.md"]
    assert len(embedder.asked) == 1


def test_only_the_changed_line_of_a_json_lines_file_is_embedded(tmp_path: Path) -> None:
    lines = [{"id": str(n), "title": f"Article {n}", "text": f"Text number {n}."} for n in range(5)]
    write_corpus(tmp_path / "corpus", {"all.jsonl": "\n".join(map(json.dumps, lines))})
    embedder = Counting()
    with Archive.open(Settings(tmp_path / "corpus", tmp_path / "data"), embedder=embedder) as archive:
        archive.sync()
        lines[3]["text"] = "Another text."
        write_corpus(tmp_path / "corpus", {"all.jsonl": "\n".join(map(json.dumps, lines[1:]))})
        assert counts(archive) == {"added": 0, "changed": 1, "removed": 1, "unchanged": 3, "failed": 0}
    assert len(embedder.asked) == 6


def test_a_file_that_fails_keeps_its_last_good_version_and_is_named(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    (corpus_of(archive) / "talks.md").write_bytes(b"")
    report = archive.sync()
    assert [failed.path for failed in report.failed] == ["talks.md"]
    assert report.unchanged == 1
    assert [article.title for article in archive.articles()] == ["Talks"]


def test_a_broken_line_keeps_the_articles_that_may_have_stood_in_it(open_archive: OpenArchive) -> None:
    lines = [json.dumps({"id": str(n), "text": f"Text number {n}."}) for n in range(3)]
    archive = open_archive({"all.jsonl": "\n".join(lines)})
    archive.sync()
    write_corpus(corpus_of(archive), {"all.jsonl": "\n".join([lines[0], lines[1][:-4], lines[2]])})
    report = archive.sync()
    assert (report.unchanged, report.removed, len(report.failed)) == (3, 0, 1)
    assert len(archive.articles()) == 3


def test_a_bad_file_is_named_at_every_sync_until_it_is_good(open_archive: OpenArchive) -> None:
    archive = open_archive({"empty.txt": "", "talks.md": TALKS})
    named = [[failed.path for failed in archive.sync().failed] for _ in range(2)]
    write_corpus(corpus_of(archive), {"empty.txt": "Not empty any more, but a short text."})
    named.append([failed.path for failed in archive.sync().failed])
    assert named == [["empty.txt"], ["empty.txt"], []]


def test_an_article_the_embedder_refuses_is_named_and_tried_again(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS, "harvest.md": HARVEST})
    embedder = Counting()
    embedder.poison = "wheat"
    with Archive.open(Settings(tmp_path / "corpus", tmp_path / "data"), embedder=embedder) as archive:
        report = archive.sync()
        assert report.failed == (FailedFile("harvest.md", "the model refused the text"),)
        assert [article.id for article in archive.articles()] == ["talks.md"]
        embedder.poison = ""
        assert counts(archive) == {"added": 1, "changed": 0, "removed": 0, "unchanged": 1, "failed": 0}


def test_an_embedder_that_is_down_ends_the_sync(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {f"{n}.txt": f"Article number {n} of many." for n in range(8)})
    embedder = Counting()
    embedder.poison = "Article"
    with (
        Archive.open(Settings(tmp_path / "corpus", tmp_path / "data"), embedder=embedder) as archive,
        pytest.raises(ProviderError, match="refused"),
    ):
        archive.sync()


def test_a_missing_corpus_is_named_with_the_cure_and_removes_nothing(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    corpus_of(archive).rename(corpus_of(archive).with_name("elsewhere"))
    with pytest.raises(CorpusError, match="RAG_CORPUS_DIR"):
        archive.sync()
    assert [article.id for article in archive.articles()] == ["talks.md"]


def test_a_folder_that_cannot_be_read_loses_no_article(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive({"2024/talks.md": TALKS, "harvest.md": HARVEST})
    archive.sync()
    (corpus_of(archive) / "2024").rename(tmp_path / "elsewhere")
    (corpus_of(archive) / "2024").symlink_to(tmp_path / "elsewhere")
    report = archive.sync()
    assert ([failed.path for failed in report.failed], report.removed) == (["2024"], 0)
    assert len(archive.articles()) == 2


@pytest.mark.parametrize("part", ["chroma", "words"])
def test_a_search_store_that_is_gone_is_made_again_without_embedding(tmp_path: Path, part: str) -> None:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS, "harvest.md": HARVEST})
    embedder = Counting()
    settings = Settings(tmp_path / "corpus", tmp_path / "data")
    with Archive.open(settings, embedder=embedder) as archive:
        archive.sync()
    shutil.rmtree(tmp_path / "data" / part)
    with Archive.open(settings, embedder=embedder) as archive:
        assert counts(archive)["unchanged"] == 2
        assert {evidence.article.id for evidence in archive.retrieve("envoy farmers")} == {"talks.md", "harvest.md"}
    assert len(embedder.asked) == 2 + 1  # the articles once, and the question


def test_a_damaged_vector_store_is_made_again_when_something_is_to_be_written(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    archive.close()
    (archive.settings.data_dir / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 1_000)
    again = open_archive({"harvest.md": HARVEST})
    assert counts(again) == {"added": 1, "changed": 0, "removed": 0, "unchanged": 1, "failed": 0}
    assert again.retrieve("wheat")[0].article.id == "harvest.md"


def test_words_alone_answer_while_the_vector_store_is_damaged(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    archive.close()
    (archive.settings.data_dir / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 1_000)
    assert [evidence.article.id for evidence in open_archive().retrieve("grain")] == ["talks.md"]


def test_a_data_folder_inside_the_corpus_is_no_part_of_it(tmp_path: Path, embedder: LocalEmbedder) -> None:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS})
    settings = Settings(tmp_path / "corpus", tmp_path / "corpus" / "data")
    with Archive.open(settings, embedder=embedder) as archive:
        assert counts(archive)["added"] == 1
        assert counts(archive) == {"added": 0, "changed": 0, "removed": 0, "unchanged": 1, "failed": 0}


def test_one_folder_for_articles_and_index_is_refused(tmp_path: Path, embedder: LocalEmbedder) -> None:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS})
    settings = Settings(tmp_path / "corpus", tmp_path / "corpus")
    with (
        Archive.open(settings, embedder=embedder) as archive,
        pytest.raises(CorpusError, match="is named for the articles and for the index"),
    ):
        archive.sync()


def test_progress_is_told_after_each_file(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS, "harvest.md": HARVEST})
    told: list[tuple[int, int]] = []
    archive.sync(progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
