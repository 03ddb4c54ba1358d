"""The group of heavy ball: what it holds, and which bounds are attained."""

import pytest

from gdcourse.proofs.heavy_ball import THEOREMS

TIGHT = [theorem for theorem in THEOREMS if theorem.is_tight]


def test_group_is_complete():
    names = [theorem.name for theorem in THEOREMS]
    assert names == ["4a", "4b", "4c", "4d", "4d'", "4f", "4e", "4g"]


def test_all_but_the_safe_pair_are_attained():
    assert [theorem.name for theorem in THEOREMS if not theorem.is_tight] == ["4g"]


@pytest.mark.parametrize("theorem", TIGHT, ids=lambda theorem: theorem.name)
def test_bound_is_attained_for_every_k_up_to_a_hundred(theorem):
    ratios = [theorem.worst_case(k).ratio[-1] for k in range(1, 101)]
    assert ratios == pytest.approx([1.0] * 100, rel=1e-9)
