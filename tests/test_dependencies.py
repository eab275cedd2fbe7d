"""What pyproject.toml asks for, what the lock holds, and what is installed are one."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def asked_for() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(one) for one in [*project["dependencies"], *project["optional-dependencies"]["dev"]]]


def locked() -> dict[str, set[str]]:
    """The versions of each package: several where they differ between versions of Python."""
    versions: dict[str, set[str]] = {}
    for name, number in LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")):
        versions.setdefault(name.lower(), set()).add(number)
    return versions


def test_the_lock_holds_a_fitting_version_of_everything_asked_for() -> None:
    held = locked()
    unfitting = [
        str(one) for one in asked_for() if not any(map(one.specifier.contains, held.get(one.name.lower(), ())))
    ]
    assert unfitting == []


def test_what_is_installed_is_what_the_lock_holds() -> None:
    held = locked()
    others = [str(one) for one in asked_for() if version(one.name) not in held[one.name.lower()]]
    assert others == []


def test_the_vector_store_is_pinned_to_one_version() -> None:
    pinned = [str(one.specifier) for one in asked_for() if one.name == "chromadb"]
    assert pinned == [f"=={version('chromadb')}"]
