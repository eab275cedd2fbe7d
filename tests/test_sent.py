from contextlib import closing
from pathlib import Path

from rag.index.catalogue import Catalogue


def test_what_was_sent_is_remembered_by_collection(tmp_path: Path) -> None:
    with closing(Catalogue.open(tmp_path / "catalogue.sqlite")) as catalogue:
        catalogue.sent.reach("here", 40)
        catalogue.sent.owe("here", owes=True)
    with closing(Catalogue.open(tmp_path / "catalogue.sqlite")) as again:
        assert (again.sent.last("here"), again.sent.last("there")) == (40, 0)
        assert (again.sent.owes("here"), again.sent.owes("there")) == (True, False)
        again.sent.owe("here", owes=False)
        assert not again.sent.owes("here")


def test_a_catalogue_has_an_identity_of_its_own_once_it_sends(tmp_path: Path) -> None:
    with (
        closing(Catalogue.open(tmp_path / "one.sqlite")) as one,
        closing(Catalogue.open(tmp_path / "other.sqlite")) as other,
    ):
        assert one.sent.identity == ""
        assert one.sent.identify() == one.sent.identity == one.sent.identify()
        assert len({one.sent.identity, other.sent.identify()}) == 2
