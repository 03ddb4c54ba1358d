"""Nesterov's method on quadratics: exact modes, and a tuned pair."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.proofs.nesterov_on_quadratics import (
    polynomial,
    radius,
    tuned_rate,
)
from gdcourse.proofs.theorem import is_zero


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
