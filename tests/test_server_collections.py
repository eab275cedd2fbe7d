from contextlib import closing
from pathlib import Path

from rag import Settings
from rag.index.catalogue import Catalogue
from rag.index.server_collections import ServerCollections


def test_models_and_catalogues_have_collections_of_their_own(tmp_path: Path) -> None:
    settings = Settings(chroma_url="http://127.0.0.1:9", chroma_collection="news")
    with (
        closing(Catalogue.open(tmp_path / "one.sqlite")) as one,
        closing(Catalogue.open(tmp_path / "other.sqlite")) as other,
    ):
        one.sent.identify()
        other.sent.identify()
        mine, others = ServerCollections(settings, one.sent), ServerCollections(settings, other.sent)
        names = [mine.of("small").name, mine.of("large").name, others.of("small").name]
        assert len(set(names)) == 3
        assert all(name.startswith("news-") for name in names)
        assert mine.of("small") is mine.of("small")
        assert mine.place("small") == f"http://127.0.0.1:9 default_tenant default_database {names[0]}"
        mine.close()
