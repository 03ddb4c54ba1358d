"""The group of Nesterov's method: what it holds, and which bounds are attained."""

import pytest

from gdcourse.proofs.acceleration import THEOREMS
from gdcourse.proofs.fast_momentum import bound as exact
from gdcourse.proofs.optimized_gradient import bound as fastest


def test_group_is_complete():
    assert [theorem.name for theorem in THEOREMS] == ["5a", "5a'", "5b", "5c", "5d"]


def test_attained_bounds_are_told_from_upper_bounds():
    assert [theorem.name for theorem in THEOREMS if theorem.is_tight] == ["5c", "5d"]


def test_optimized_gradient_halves_what_nesterov_leaves():
    ratios = [exact(k) / fastest(k) for k in (1, 10, 100, 1000, 10000)]
    assert ratios == pytest.approx([1.333, 2.039, 2.046, 2.009, 2.001], abs=1e-3)
