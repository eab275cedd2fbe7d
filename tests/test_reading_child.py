import io
import pickle
from pathlib import Path

from rag.corpus.articles import SourceFile
from rag.index.file_reading import Job, Reading
from rag.index.reading_child import Work, serve
from tests.conftest import write_corpus


class Deaf(io.RawIOBase):
    """A pipe whose other end was closed."""

    def write(self, _: object) -> int:
        raise BrokenPipeError


def asked(folder: Path, *paths: str, embeds: bool = False) -> io.BytesIO:
    jobs = [Job(SourceFile(path, 1, 1), {}) for path in paths]
    return io.BytesIO(b"".join(pickle.dumps(one) for one in (Work(folder, 1_000, embeds), *jobs)))


def told(pipe: io.BytesIO) -> list[Reading | None]:
    pipe.seek(0)
    found = []
    while pipe.tell() < len(pipe.getvalue()):
        found.append(pickle.load(pipe))  # noqa: S301 - written by this test
    return found


def test_jobs_are_answered_in_their_order_until_there_are_no_more(tmp_path: Path) -> None:
    write_corpus(tmp_path, {f"{n}.txt": f"Ship {n} left the port." for n in range(3)})
    pipe = io.BytesIO()
    serve(asked(tmp_path, "0.txt", "gone.txt", "2.txt"), pipe)
    first, gone, last = told(pipe)
    assert first is not None
    assert [one.article.text for one in first.changed] == ["Ship 0 left the port."]
    assert gone == Reading(unread="it is gone; put it back or sync again")
    assert last is not None
    assert last.ids == ("2.txt",)
    assert not first.vectors


def test_it_makes_the_vectors_where_it_is_told_to(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.txt": "A ship left the port."})
    pipe = io.BytesIO()
    serve(asked(tmp_path, "a.txt", embeds=True), pipe)
    (reading,) = told(pipe)
    assert reading is not None
    assert list(reading.vectors) == [each.digest for one in reading.changed for each in one.passages]


def test_what_fails_is_left_to_whoever_asked(tmp_path: Path) -> None:
    pipe = io.BytesIO()
    serve(asked(tmp_path, "no\0name.txt", "gone.txt"), pipe)
    assert [type(one) for one in told(pipe)][1:] == [Reading]


def test_it_ends_when_nobody_hears(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.txt": "A ship left the port."})
    serve(asked(tmp_path, *["a.txt"] * 200), Deaf())  # type: ignore[arg-type]
