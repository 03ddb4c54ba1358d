"""Newton's step: one step on quadratics, drawn to saddles, and kept from them."""

import numpy as np
import pytest
from problems import Bowl, bowl, descend, nearest

from gdcourse.landscapes import beale, himmelblau, rosenbrock, saddle
from gdcourse.optimizers import minimize
from gdcourse.optimizers.second_order import Newton, absolute, identity

FREE = Newton(saddle_free=True)
SEEDS = range(4)


def step(rule, f, x, t=1):
    rule = Newton(**{**vars(rule), "hessian": f.hessian, "value": f.value})
    return rule.step(np.array(x), f.gradient(np.array(x)), None, t)[0]


# quadratics


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rule", [Newton(), FREE, Newton(search=True)], ids=str)
def test_one_step_ends_at_the_minimum_of_a_quadratic(rule, seed):
    f, x = bowl(seed, 4), np.random.default_rng(seed).normal(size=4)
    np.testing.assert_allclose(step(rule, f, x), f.minimizers[0], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("lr", [0.25, 0.5])
def test_a_fixed_damped_step_shrinks_every_distance_alike(lr):
    f, x = bowl(0, 3), np.arange(3.0)
    moved = step(Newton(lr), f, x) - f.minimizers[0]
    np.testing.assert_allclose(moved, (1 - lr) * (x - f.minimizers[0]), rtol=1e-9)


def test_damping_is_added_to_every_curvature():
    f = Bowl(np.diag([1.0, 4.0]), np.zeros(2))
    x = step(Newton(damping=2.0), f, [3.0, 6.0])
    np.testing.assert_allclose(x, [3 - 3 / (1 + 2), 6 - 24 / (4 + 2)])


@pytest.mark.parametrize("rule", [Newton(0.5), Newton(0.5, saddle_free=True)], ids=str)
def test_newton_does_not_depend_on_the_scale_of_f(rule):
    f = bowl(1, 3)
    louder = Bowl(1000 * f.H, 1000 * f.b)
    x = np.array([1.0, 2.0, 3.0])
    np.testing.assert_allclose(step(rule, f, x), step(rule, louder, x), rtol=1e-10)


# elsewhere


def test_near_a_minimum_the_number_of_digits_doubles():
    f, x = himmelblau, np.array([3.2, 2.2])
    rule = Newton(hessian=f.hessian)
    errors = [np.linalg.norm(x - f.minimizers[0])]
    for _ in range(4):
        x, _ = rule.step(x, f.gradient(x), None, 1)
        errors.append(np.linalg.norm(x - f.minimizers[0]))
    for before, after in zip(errors, errors[1:], strict=False):
        assert after < max(before**2, 1e-14)
    assert errors[-1] < 1e-14


def test_from_a_saddle_s_neighborhood_newton_lands_on_it_in_one_step():
    np.testing.assert_allclose(step(Newton(), saddle, [1.0, 0.3]), 0, atol=1e-15)


def test_saddle_free_leaves_the_saddle_and_doubles_its_distance_each_step():
    x = np.array([1.0, 0.3])
    for k in range(1, 6):
        x = step(FREE, saddle, x)
        np.testing.assert_allclose(x, [0, 0.3 * 2**k], atol=1e-14)


def test_exactly_on_the_axis_saddle_free_ends_at_the_saddle_too():
    np.testing.assert_allclose(step(FREE, saddle, [1.0, 0.0]), 0, atol=1e-15)


def test_where_newton_climbs_the_search_says_so():
    with pytest.raises(
        ValueError, match=r"slope .* must be negative, got 23\.2.*\. That"
    ):
        step(Newton(search=True), himmelblau, [0.0, 0.0])


@pytest.mark.parametrize(
    ("f", "updates"), [(rosenbrock, 21), (beale, 7), (himmelblau, 8)]
)
def test_saddle_free_with_a_search_walks_to_a_minimizer(f, updates):
    run = descend(f, Newton(saddle_free=True, search=True))
    assert run.small
    assert nearest(f, run.x) < 1e-6
    assert run.updates <= updates + 1


@pytest.mark.parametrize("seed", SEEDS)
def test_absolute_has_the_same_eigenvectors_and_positive_curvatures(seed):
    half = np.random.default_rng(seed).normal(size=(4, 4, 3))
    H = half + np.swapaxes(half, 0, 1)
    positive = absolute(H)
    for run in range(3):
        a, b = H[..., run], positive[..., run]
        np.testing.assert_allclose(a @ b, b @ a, atol=1e-12)
        np.testing.assert_allclose(b @ b, a @ a, atol=1e-12)
        assert np.linalg.eigvalsh(b).min() > 0


def test_a_run_that_diverged_does_not_stop_the_others():
    H = np.stack([np.full((2, 2), np.nan), -np.eye(2)], axis=-1)
    positive = absolute(H)
    np.testing.assert_allclose(positive[..., 1], np.eye(2))
    assert np.isfinite(positive).all()


def test_numbers_are_points_with_one_component():
    rule = Newton(hessian=lambda x: -4.0, saddle_free=True, damping=1.0)
    assert rule.step(3.0, -12.0, None, 1)[0] == pytest.approx(3 + 12 / 5)
    assert identity(3.0) == 1


@pytest.mark.parametrize("rule", [Newton(), FREE], ids=str)
def test_a_grid_is_its_single_runs(rule):
    f, starts = beale, np.random.default_rng(3).uniform(0, 1, size=(2, 2, 3))
    grid = minimize(
        f.value, f.gradient, starts, rule, hessian=f.hessian, steps=5, tol=0
    )
    for i in range(2):
        for j in range(3):
            alone = minimize(
                f.value,
                f.gradient,
                starts[:, i, j],
                rule,
                hessian=f.hessian,
                steps=5,
                tol=0,
            )
            np.testing.assert_allclose(grid.points[..., i, j], alone.points, rtol=1e-8)


def test_flat_directions_are_refused_unless_damped():
    f = Bowl(np.diag([1.0, 0.0]), np.zeros(2))
    for rule in (Newton(), FREE):
        with pytest.raises(
            ValueError, match=r"must have an inverse, got .*damping=1e-3"
        ):
            step(rule, f, [1.0, 1.0])
    assert step(Newton(damping=1e-3), f, [1.0, 1.0])[1] == 1


@pytest.mark.parametrize("settings", [{"lr": -1.0}, {"damping": -1.0}, {"lr": np.nan}])
def test_settings_that_cannot_work_are_refused(settings):
    with pytest.raises(ValueError, match=r", got .*\. [A-Z]"):
        Newton(**settings)


def test_newton_without_its_functions_says_so():
    with pytest.raises(ValueError, match="needs the function hessian, got None"):
        Newton().step(1.0, 2.0, None, 1)
    with pytest.raises(ValueError, match="needs the function value, got None"):
        Newton(search=True, hessian=lambda x: 2.0).step(1.0, 2.0, None, 1)
