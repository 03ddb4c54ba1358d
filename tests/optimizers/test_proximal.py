"""The L1 penalty: soft thresholds, exact zeros, and what subgradients miss."""

import numpy as np
import pytest
import sympy as sp
from scipy import optimize

from gdcourse.landscapes import least_squares
from gdcourse.optimizers import minimize
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.proximal import ProximalGradient, soft_threshold

STRENGTH = 0.2


def lasso():
    """60 rows, 20 columns of which 4 matter."""
    rng = np.random.default_rng(0)
    X, w = rng.normal(size=(60, 20)), np.zeros(20)
    w[:4] = 3, -2, 1.5, 1
    return least_squares(X, X @ w + 0.1 * rng.normal(size=60)), w


def objective(loss, w):
    return loss.value(w) + STRENGTH * np.abs(w).sum()


def ista(loss, steps=3000, x0=None):
    rule = ProximalGradient(1 / loss.L, STRENGTH)
    x0 = np.zeros(20) if x0 is None else x0
    return minimize(loss.value, loss.gradient, x0, rule, steps=steps, tol=0)


@pytest.mark.parametrize("threshold", [0.0, 0.5, 2.0])
@pytest.mark.parametrize("z", [-3.0, -0.5, 0.0, 0.3, 0.5, 4.0])
def test_the_soft_threshold_is_the_least_of_its_problem(z, threshold):
    grid = np.linspace(-5, 5, 100_001)
    least = grid[np.argmin((grid - z) ** 2 / 2 + threshold * np.abs(grid))]
    assert soft_threshold(z, threshold) == pytest.approx(least, abs=1e-4)


def test_within_the_threshold_it_is_exactly_zero_and_beyond_it_shifts():
    z = np.array([-3.0, -1.0, -0.2, 0.0, 1.0, 2.5])
    assert soft_threshold(z, 1.0).tolist() == [-2, 0, 0, 0, 0, 1.5]


def test_it_is_odd_and_does_not_stretch():
    z = np.random.default_rng(1).normal(size=(2, 1000))
    a, b = soft_threshold(z, 0.7)
    np.testing.assert_array_equal(soft_threshold(-z, 0.7), -soft_threshold(z, 0.7))
    assert (np.abs(a - b) <= np.abs(z[0] - z[1]) + 1e-15).all()


def test_on_symbols_it_reads_like_its_formula():
    z = sp.Symbol("z", real=True)
    found = soft_threshold(z, sp.Rational(1, 2))
    assert found == sp.sign(z) * sp.Max(0, sp.Abs(z) - sp.Rational(1, 2))


def test_without_a_penalty_it_is_gradient_descent():
    loss, _ = lasso()
    rules = ProximalGradient(0.1), GradientDescent(0.1)
    a, b = (
        minimize(loss.value, loss.gradient, np.zeros(20), rule, steps=50, tol=0).points
        for rule in rules
    )
    np.testing.assert_allclose(a, b, rtol=1e-14, atol=1e-15)


def test_the_minimum_is_the_fixed_point_and_has_the_true_zeros():
    loss, w = lasso()
    x = ista(loss).x
    assert ((x == 0) == (w == 0)).all()
    assert (x == 0).sum() == 16
    again, _ = ProximalGradient(1 / loss.L, STRENGTH).step(x, loss.gradient(x), None, 1)
    np.testing.assert_allclose(again, x, rtol=1e-12, atol=0)
    g, there = loss.gradient(x), x != 0
    np.testing.assert_allclose(g[there], -STRENGTH * np.sign(x[there]), rtol=1e-9)
    assert (np.abs(g[~there]) < STRENGTH).all()


def test_any_step_length_has_the_same_fixed_point():
    loss, _ = lasso()
    x = ista(loss).x
    for lr in (0.01, 0.5, 10.0):
        moved, _ = ProximalGradient(lr, STRENGTH).step(x, loss.gradient(x), None, 1)
        np.testing.assert_allclose(moved, x, rtol=1e-9, atol=0)


def test_subgradients_leave_no_zero_and_end_higher():
    loss, _ = lasso()
    y = np.zeros(20)
    for k in range(3000):
        step = 1 / loss.L / (k + 1) ** 0.5
        y = y - step * (loss.gradient(y) + STRENGTH * np.sign(y))
    assert (y == 0).sum() == 0
    assert objective(loss, y) > objective(loss, ista(loss).x)


def test_the_objective_never_rises_and_ends_where_an_elder_ends():
    """w = a - b with a, b ≥ 0 makes the lasso smooth, for L-BFGS-B."""
    loss, _ = lasso()
    points = ista(loss, 300).points
    values = np.array([objective(loss, x) for x in points])
    assert (np.diff(values) <= 1e-15).all()

    def split(ab):
        g = loss.gradient(ab[:20] - ab[20:])
        value = loss.value(ab[:20] - ab[20:]) + STRENGTH * ab.sum()
        return value, np.concatenate([g, -g]) + STRENGTH

    elder = optimize.minimize(
        split,
        np.zeros(40),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * 40,
        options={"gtol": 1e-10, "ftol": 1e-15},
    )
    assert values[-1] == pytest.approx(elder.fun, abs=1e-9)


def test_a_grid_of_strengths_is_its_single_runs():
    loss, _ = lasso()
    strength = np.array([0.0, 0.1, 1.0])
    rule = ProximalGradient(0.1, strength)
    grid = minimize(loss.value, loss.gradient, np.zeros(20), rule, steps=40, tol=0)
    zeros = (grid.x == 0).sum(axis=0)
    assert (np.diff(zeros) > 0).all()
    for run, one in enumerate(strength.tolist()):
        rule = ProximalGradient(0.1, one)
        alone = minimize(loss.value, loss.gradient, np.zeros(20), rule, steps=40, tol=0)
        np.testing.assert_allclose(grid.x[:, run], alone.x, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("settings", [{"lr": -1.0}, {"strength": -1.0}])
def test_settings_that_cannot_work_are_refused(settings):
    with pytest.raises(ValueError, match=r"must not be negative, got -1\.0\. [A-Z]"):
        ProximalGradient(**settings)
