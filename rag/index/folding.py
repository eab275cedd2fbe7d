"""Says which vectors a sync is to fold into a layer of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.index.layers import Layer

# Loose vectors are folded when they are a quarter of what is folded, and when they are so many: to compare 5,000 takes
# a millisecond a question, to fold them some two seconds.
_SHARE = 4
_MANY = 5_000
# A large layer holds a sixth of all vectors, and so many at least and at most. Three layers of 8,000 take half the time
# that one of 24,000 takes (7.1 s of 15.5) and find .985 of made-up articles' nearest instead of .945; more than 50,000
# would be too many to be loose before they are folded.
_LARGE_SHARE = 6
_LEAST_LARGE, _MOST_LARGE = 8_000, 50_000
# A layer takes those before it in while they are less than twice its size, as long as it is not large, so that each
# vector is written anew a few times only; and every layer when there are more than so many, as each costs a question a
# millisecond or two.
_MOST_LAYERS = 8
# A layer is made again when this share of it (one in four) no longer answers.
_DEAD_SHARE = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """A layer, and how many of its vectors answer now."""

    layer: Layer
    living: int


@dataclass(frozen=True, slots=True)
class Fold:
    """Make one layer of the `amount` vectors that answer with keys from `first` to `last`; of none, drop its layers."""

    first: int
    last: int
    amount: int


def large(vectors: int) -> int:
    """How many vectors are a large layer where there are `vectors`: a sync folds at so many while it goes on."""
    return max(_LEAST_LARGE, min(_MOST_LARGE, vectors // _LARGE_SHARE))


def next_fold(standing: Sequence[Standing], loose: int, settled: int) -> Fold | None:
    """What is to be folded next, or None; `loose` vectors lie above all layers, up to the key `settled`."""
    for one in standing:
        if (one.layer.held - one.living) * _DEAD_SHARE > one.layer.held:
            return Fold(one.layer.first, one.layer.last, one.living)
    if not loose or (loose * _SHARE < sum(one.living for one in standing) and loose < _MANY):
        return None
    first = standing[-1].layer.last + 1 if standing else 1
    amount = loose
    enough = large(loose + sum(one.living for one in standing))
    for one in reversed(standing):
        taken_in = one.living < 2 * amount and amount < enough
        if not taken_in and len(standing) < _MOST_LAYERS:
            break
        first, amount = one.layer.first, amount + one.living
    return Fold(first, settled, amount)
