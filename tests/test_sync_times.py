from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from rag.index.catalogue import Catalogue


def test_the_time_of_the_last_sync_outlives_the_process_that_made_it(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    with closing(Catalogue.open(path)) as catalogue:
        assert catalogue.syncs.last() is None
        catalogue.syncs.ended(datetime(2024, 6, 13, 9, 30, tzinfo=UTC))
        catalogue.syncs.ended(datetime(2024, 6, 14, 9, 30, tzinfo=UTC))
    with closing(Catalogue.open(path)) as again:
        assert again.syncs.last() == datetime(2024, 6, 14, 9, 30, tzinfo=UTC)
