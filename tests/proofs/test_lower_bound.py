"""The group of lower bounds: what it holds, and that all are attained."""

import pytest

from gdcourse.proofs.lower_bound import THEOREMS

TIGHT = [theorem for theorem in THEOREMS if theorem.is_tight]


def test_group_is_complete_and_attained():
    assert [theorem.name for theorem in THEOREMS] == ["9", "9'"]
    assert all(theorem.is_tight for theorem in THEOREMS)


@pytest.mark.parametrize("theorem", TIGHT, ids=lambda theorem: theorem.name)
def test_bound_is_attained_for_every_k_up_to_a_hundred(theorem):
    ratios = [theorem.worst_case(k).ratio[-1] for k in range(1, 101)]
    assert ratios == pytest.approx([1.0] * 100, rel=1e-9)
