"""Sentences, cut into clauses that can be proved one by one."""

from rag.writing.clauses import Part, clauses, segments
from rag.writing.marks import cut_marks


def test_clauses_with_subjects_of_their_own_are_parted() -> None:
    assert clauses("Reyl counts 5, while the EBA counts 7.", [1, 2]) == [
        Part(13, "Reyl counts 5", [1, 2]),
        Part(38, "the EBA counts 7.", [1, 2]),
    ]


def test_clause_that_borrows_its_subject_is_not_parted() -> None:
    assert clauses("Reyl left, and was convicted.", [1]) == []


def test_marks_inside_a_sentence_stand_for_what_is_before_them() -> None:
    unmarked = cut_marks("Reyl counts 5 [1], while the EBA counts 7 [2].", 2)
    assert segments(unmarked, {1, 2}) == [Part(13, "Reyl counts 5", [1]), Part(37, "the EBA counts 7", [2])]


def test_mark_inside_a_clause_stands_for_no_part() -> None:
    assert segments(cut_marks("It is not true [1] that the port closed [2].", 2), {1, 2}) == []
    assert segments(cut_marks("Reyl counts 5 [1] of them.", 2), {1, 2}) == []
