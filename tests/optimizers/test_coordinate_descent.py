"""Coordinate descent is Gauss and Seidel's method on quadratics."""

import numpy as np
import pytest
from problems import bowl, descend, nearest

from gdcourse.landscapes import beale, quadratic, saddle
from gdcourse.optimizers import minimize
from gdcourse.optimizers.coordinate_descent import CoordinateDescent


def path(f, rule, x0, steps):
    return minimize(
        f.value, f.gradient, x0, rule, hessian=f.hessian, steps=steps, tol=0
    ).points


@pytest.mark.parametrize("seed", range(4))
def test_a_sweep_on_a_quadratic_is_that_of_gauss_and_seidel(seed):
    """(D + L) x⁺ = b - U x, with the lower and upper triangle of H."""
    f, x = bowl(seed, 4), np.random.default_rng(seed).normal(size=4)
    points = path(f, CoordinateDescent(), x, 12)
    for sweep in range(1, 4):
        x = np.linalg.solve(np.tril(f.H), f.b - np.triu(f.H, 1) @ x)
        np.testing.assert_allclose(points[4 * sweep], x, rtol=1e-9, atol=1e-12)


def test_each_update_changes_one_component_and_ends_its_slope():
    f = bowl(1, 3)
    points = path(f, CoordinateDescent(), np.ones(3), 7)
    for k, (x, moved) in enumerate(zip(points, points[1:], strict=False)):
        assert np.flatnonzero(x != moved).tolist() == [k % 3]
        assert f.gradient(moved)[k % 3] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("kappa", [1.0, 1e3, 1e6])
def test_along_the_axes_one_sweep_is_enough_for_any_condition_number(kappa):
    x = path(quadratic(kappa), CoordinateDescent(), (3.0, 2.0), 2)[-1]
    np.testing.assert_allclose(x, 0, atol=1e-12)


def test_with_lr_it_is_gradient_descent_in_one_component():
    f, x = bowl(2, 3), np.array([1.0, 2.0, 3.0])
    rule = CoordinateDescent(lr=lambda k: 0.1 / (1 + k))
    for t in range(1, 7):
        moved, _ = rule.step(x, f.gradient(x), None, t)
        wanted = x.copy()
        wanted[(t - 1) % 3] -= 0.1 / t * f.gradient(x)[(t - 1) % 3]
        np.testing.assert_array_equal(moved, wanted)
        x = moved


def test_it_walks_to_the_minimizer_of_beale():
    run = descend(beale, CoordinateDescent(lr=0.02), steps=20_000)
    assert run.small
    assert nearest(beale, run.x) < 1e-5


def test_a_grid_is_its_single_runs():
    f, starts = bowl(1, 3), np.random.default_rng(2).normal(size=(3, 2, 2))
    points = path(f, CoordinateDescent(), starts, 9)
    for i in range(2):
        for j in range(2):
            alone = path(f, CoordinateDescent(), starts[:, i, j], 9)
            np.testing.assert_allclose(points[..., i, j], alone, rtol=1e-9)


def test_one_number_is_a_point():
    rule = CoordinateDescent(hessian=lambda x: 4.0)
    assert rule.step(3.0, 12.0, None, 5)[0] == 0


def test_the_point_given_is_not_changed():
    x, grad = np.ones(2), np.ones(2)
    CoordinateDescent(lr=0.1).step(x, grad, None, 1)
    assert x.tolist() == grad.tolist() == [1, 1]


def test_what_it_cannot_run_is_refused():
    with pytest.raises(ValueError, match=r"along coordinate 1 must be positive, got"):
        path(saddle, CoordinateDescent(), (1.0, 1.0), 2)
    with pytest.raises(ValueError, match="needs the function hessian, got None"):
        CoordinateDescent().step(np.ones(2), np.ones(2), None, 1)
    with pytest.raises(ValueError, match=r"lr must not be negative, got -1\.0\."):
        CoordinateDescent(lr=-1.0)
