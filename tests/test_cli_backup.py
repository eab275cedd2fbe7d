from pathlib import Path

import pytest

from rag.cli import main
from tests.conftest import write_corpus


def test_a_backup_is_made_and_restored_as_a_person_would(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_corpus(tmp_path / "corpus", {"talks.txt": "The envoy spoke of grain at the harbour."})
    folders = ["--corpus", str(tmp_path / "corpus"), "--data"]
    assert main([*folders, str(tmp_path / "data"), "sync"]) == 0
    assert main([*folders, str(tmp_path / "data"), "backup", str(tmp_path / "kept")]) == 0
    assert capsys.readouterr().err.startswith(f"Copied to {str(tmp_path / 'kept' / 'catalogue.sqlite')!r}, ")
    assert main([*folders, str(tmp_path / "kept"), "sync"]) == 0
    assert "0 added, 0 changed, 0 removed, 1 unchanged" in capsys.readouterr().out
    assert main([*folders, str(tmp_path / "data"), "backup", str(tmp_path / "kept")]) == 1
    assert "name an empty folder for the backup" in capsys.readouterr().err
