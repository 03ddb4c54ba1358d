"""Nesterov's method on quadratics: exact modes, and a tuned pair."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.proofs.nesterov_on_quadratics import (
    THEOREMS,
    polynomial,
    radius,
    tuned_rate,
)
from gdcourse.proofs.theorem import is_zero

BY_NAME = {theorem.name: theorem for theorem in THEOREMS}


@pytest.mark.parametrize("name", BY_NAME)
def test_theorem_is_verified(name):
    BY_NAME[name].verify()


@pytest.mark.parametrize("name", BY_NAME)
def test_no_random_problem_violates_the_bound(name):
    rng = np.random.default_rng(7)
    worst = max(BY_NAME[name].experiment(rng).ratio.max() for _ in range(1000))
    assert 0.9 < worst <= 1 + 1e-9


@pytest.mark.parametrize("k", [1, 2, 5, 20, 100])
@pytest.mark.parametrize("name", BY_NAME)
def test_bound_is_attained(name, k):
    run = BY_NAME[name].worst_case(k)
    assert run.ks[-1] == k
    assert run.ratio == pytest.approx(1, rel=1e-9)


def test_radius_is_the_larger_modulus_of_the_roots():
    rng = np.random.default_rng(8)
    for A, b in rng.uniform([0, 0], [2, 1], (200, 2)):
        roots = np.roots([1, -(1 + b) * (1 - A), b * (1 - A)])
        assert radius(A, b) == pytest.approx(abs(roots).max(), rel=1e-7)


def test_tuned_pair_is_a_minimum_of_the_rate():
    kappa = 100.0
    s = (3 * kappa + 1) ** 0.5
    lr, momentum = 4 / (3 * kappa + 1), (s - 2) / (s + 2)
    curvatures = np.linspace(1, kappa, 1001)
    best = radius(lr * curvatures, momentum).max()
    assert best == pytest.approx(tuned_rate(kappa), rel=1e-6)
    for factor in (0.95, 0.99, 1.01, 1.05):
        assert radius(factor * lr * curvatures, momentum).max() > best
        assert radius(lr * curvatures, factor * momentum).max() > best


def test_heavy_ball_is_faster_and_plain_nesterov_is_slower():
    q = 0.1
    heavy_ball = (1 - q) / (1 + q)
    assert heavy_ball < tuned_rate(1 / q**2) < 1 - q


def test_another_momentum_has_no_double_root():
    q, z = sp.symbols("q z")
    other = polynomial(q**2, (1 - q) / (1 + 2 * q)) - (z - (1 - q)) ** 2
    assert not is_zero(other)
