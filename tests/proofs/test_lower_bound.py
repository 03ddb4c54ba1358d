"""The group of lower bounds: what it holds, and that all are attained."""

from gdcourse.proofs.lower_bound import THEOREMS


def test_group_is_complete_and_attained():
    assert [theorem.name for theorem in THEOREMS] == ["9", "9'"]
    assert all(theorem.is_tight for theorem in THEOREMS)
