from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import BotDatabase
from bot.store.limits import Allowance, Limits


@pytest.fixture
def limits(tmp_path: Path) -> Iterator[Limits]:
    database = BotDatabase.open(tmp_path / "bot.sqlite")
    yield Limits(database, a_minute=2, a_day=3)
    database.close()


def test_a_person_may_ask_so_much_a_minute_and_so_much_a_day(limits: Limits) -> None:
    asked = [limits.take(5, number, now) for number, now in enumerate([0.0, 1.0, 2.0, 61.0, 200.0, 86_401.0])]
    free, minute, day = Allowance.FREE, Allowance.MINUTE, Allowance.DAY
    assert asked == [free, free, minute, free, day, free]


def test_each_person_has_limits_of_his_own(limits: Limits) -> None:
    assert [limits.take(person, person, 0.0) for person in range(5)] == [Allowance.FREE] * 5


def test_an_update_taken_up_again_counts_once(limits: Limits) -> None:
    assert [limits.take(5, 1, float(now)) for now in range(5)] == [Allowance.FREE] * 5


def test_what_no_limit_counts_is_forgotten(limits: Limits) -> None:
    limits.take(5, 1, 0.0)
    limits.prune(90_000.0)
    assert [limits.take(5, number, 90_000.0) for number in (2, 3, 4)] == [
        Allowance.FREE,
        Allowance.FREE,
        Allowance.MINUTE,
    ]


def test_whoever_goes_on_asking_is_told_so_no_oftener_than_every_ten_seconds(limits: Limits) -> None:
    told = [limits.is_to_be_told(5, now) for now in (0.0, 1.0, 9.9, 10.0, 10.1, 20.0)]
    assert told == [True, False, False, True, False, True]
    assert limits.is_to_be_told(6, 10.2)
