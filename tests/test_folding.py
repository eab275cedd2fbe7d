from rag.index.folding import Fold, Standing, large, next_fold
from rag.index.layers import Layer


def standing(first: int, last: int, living: int | None = None) -> Standing:
    held = last - first + 1
    return Standing(Layer(first, first, last, held, "small", ""), held if living is None else living)


def test_the_first_vectors_are_folded_at_once() -> None:
    assert next_fold([], 3, 3) == Fold(1, 3, 3)
    assert next_fold([], 0, 0) is None


def test_a_few_among_many_stay_loose() -> None:
    assert next_fold([standing(1, 100)], 24, 124) is None
    assert next_fold([standing(1, 100)], 0, 100) is None


def test_a_quarter_is_folded_with_a_layer_of_its_own_when_that_is_large() -> None:
    assert next_fold([standing(1, 100)], 25, 125) == Fold(101, 125, 25)


def test_layers_of_like_size_become_one() -> None:
    assert next_fold([standing(1, 100), standing(101, 125)], 40, 165) == Fold(1, 165, 165)
    assert next_fold([standing(1, 1_000), standing(1_001, 1_040)], 260, 1_300) == Fold(1_001, 1_300, 300)


def test_many_are_folded_however_many_there_are() -> None:
    assert next_fold([standing(1, 900_000)], 5_000, 905_000) == Fold(900_001, 905_000, 5_000)


def test_large_layers_are_left_alone_until_they_are_many() -> None:
    large = [standing(n * 60_000 + 1, (n + 1) * 60_000) for n in range(8)]
    assert next_fold(large[:3], 50_000, 230_000) == Fold(180_001, 230_000, 50_000)
    assert next_fold(large, 120_000, 600_000) == Fold(1, 600_000, 600_000)


def test_a_layer_with_many_dead_is_made_again_before_all() -> None:
    assert next_fold([standing(1, 100, 74), standing(101, 200)], 90, 290) == Fold(1, 100, 74)
    assert next_fold([standing(1, 100, 0)], 0, 100) == Fold(1, 100, 0)


def test_a_large_layer_is_a_sixth_of_all_within_bounds() -> None:
    assert [large(vectors) for vectors in (0, 30_000, 120_000, 1_000_000)] == [8_000, 8_000, 20_000, 50_000]


def test_what_a_sync_folds_at_once_is_not_taken_in_by_what_follows() -> None:
    assert next_fold([standing(1, 8_500)], 8_500, 17_000) == Fold(8_501, 17_000, 8_500)
    assert next_fold([standing(1, 8_500), standing(8_501, 17_000)], 4_000, 21_000) is None
