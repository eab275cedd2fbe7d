from pathlib import Path

import pytest

from bot.sole import sole_bot
from rag import RagError


def test_a_second_bot_on_a_data_folder_is_refused_in_a_plain_sentence(tmp_path: Path) -> None:
    with sole_bot(tmp_path / "data"), pytest.raises(RagError) as refused, sole_bot(tmp_path / "data", 0.1):
        pass
    assert str(refused.value) == (
        f"Another bot is running on the data folder {str(tmp_path / 'data')!r}; stop it, or name another in "
        "RAG_DATA_DIR."
    )


def test_a_second_bot_says_at_once_that_it_waits(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "bot.sole"), sole_bot(tmp_path), pytest.raises(RagError), sole_bot(tmp_path, 0.1):
        pass
    assert [record.message for record in caplog.records] == [
        f"Another bot is running on {str(tmp_path)!r}; this one waits up to 0.1 s for it to end."
    ]


def test_the_place_is_free_when_the_first_has_ended(tmp_path: Path) -> None:
    for _ in range(2):
        with sole_bot(tmp_path, 0.1):
            pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(RagError, match="cannot be written"), sole_bot(tmp_path / "data"):
        pass
