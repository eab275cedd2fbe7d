"""What goes wrong on demand, a method at a time or by chance."""

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bot_api.parameters import Parameters
from tests.bot_api.refusals import Refusal

EVERY_METHOD = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens instead of, or after, what was asked.

    `seconds` of silence come first; `done` tells whether the method is done all the same. Then comes a `refusal`, a
    `page` that a gateway gives (its HTTP status), or nothing: the connection is cut.
    """

    refusal: Refusal | None = None
    page: int = 0
    seconds: float = 0.0
    done: bool = False


def refuses(refusal: Refusal) -> Fault:
    return Fault(refusal=refusal)


def gateway(status: int = 502) -> Fault:
    """A page for people, from something between the bot and Telegram."""
    return Fault(page=status)


def garbage() -> Fault:
    """Status 200, and no JSON."""
    return Fault(page=200)


def cuts(*, done: bool = False, seconds: float = 0.0) -> Fault:
    """The connection ends without an answer, before or after the thing was done."""
    return Fault(done=done, seconds=seconds)


Given = Callable[[Parameters], bool]


@dataclass(slots=True)
class _Planned:
    method: str
    fault: Fault
    times: int
    given: Given


class Faults:
    """The faults to come, in the order in which they were asked for."""

    def __init__(self) -> None:
        self.made = 0
        self._planned: list[_Planned] = []
        self._lock = threading.Lock()
        self._share = 0.0
        self._by_chance: Sequence[Fault] = ()
        self._chance = random.Random(0)  # noqa: S311 - no secret

    def plan(self, method: str, fault: Fault, *, times: int = 1, given: Given = lambda _: True) -> None:
        """Let `fault` meet the next `times` calls of `method` whose parameters are as `given` says."""
        with self._lock:
            self._planned.append(_Planned(method.lower(), fault, times, given))

    def by_chance(self, share: float, faults: Sequence[Fault], *, seed: int = 1) -> None:
        """Let that share of all calls meet one of `faults`, from now on; 0 ends it."""
        with self._lock:
            self._share, self._by_chance, self._chance = share, faults, random.Random(seed)  # noqa: S311 - no secret

    def clear(self) -> None:
        with self._lock:
            self._planned.clear()
            self._share = 0.0

    def next(self, method: str, parameters: Parameters) -> Fault | None:
        """The fault that meets this call."""
        with self._lock:
            for one in self._planned:
                if one.method in {EVERY_METHOD, method} and one.given(parameters):
                    one.times -= 1
                    self._planned = [planned for planned in self._planned if planned.times > 0]
                    self.made += 1
                    return one.fault
            if self._share and self._chance.random() < self._share:
                self.made += 1
                return self._chance.choice(self._by_chance)
        return None
