"""Polyak's step: what the height above the minimum is good for."""

import numpy as np
import pytest
import sympy as sp
from parabolas import bowl, close, walked

from gdcourse.optimizers.minimize import minimize
from gdcourse.optimizers.polyak_step import PolyakStep


def half_square(*curvatures):
    diagonal = np.array(curvatures, dtype=float)
    return lambda x: (diagonal * x * x).sum(axis=0) / 2


@pytest.mark.parametrize("curvature", [0.01, 1.0, 400.0])
def test_on_a_parabola_each_step_halves_the_distance(curvature):
    rule = PolyakStep(value=lambda x: curvature * x * x / 2)
    points, _ = walked(rule, lambda x: curvature * x, 8.0, 40)
    close(points, 8.0 * 0.5 ** np.arange(41))


def test_one_step_is_newtons_step_for_the_equation_f_equals_its_minimum():
    x, lowest, f = sp.Symbol("x", real=True), sp.Symbol("m"), sp.Function("f")
    slope = sp.Symbol("g", real=True)  # f'(x)
    moved, _ = PolyakStep(lowest, value=f).step(x, slope, None, 1)
    assert sp.simplify(moved - (x - (f(x) - lowest) / slope)) == 0


CONVEX = {
    "valley": (half_square(1, 25), bowl(1, 25)),
    "corner": (lambda x: abs(x).sum(axis=0), np.sign),
    "fourth power": (lambda x: (x**4).sum(axis=0), lambda x: 4 * x**3),
    "steep corner": (lambda x: max(abs(x[0]), 9 * abs(x[1])), lambda x: steeper(x)),
}


def steeper(x):
    """A subgradient of max(|x|, 9 |y|)."""
    first = abs(x[0]) >= 9 * abs(x[1])
    return np.array([np.sign(x[0]), 0.0] if first else [0.0, 9 * np.sign(x[1])])


@pytest.mark.parametrize("name", CONVEX)
def test_on_convex_functions_every_step_comes_nearer_by_its_bound(name):
    value, gradient = CONVEX[name]
    points, _ = walked(PolyakStep(value=value), gradient, [3.0, -1.3], 60)
    for now, after in zip(points, points[1:], strict=False):
        square = gradient(now) @ gradient(now)
        if square:
            gain = value(now) ** 2 / square
            assert after @ after <= now @ now - gain + 1e-13 * (now @ now)


def test_on_a_corner_it_converges_where_a_constant_rate_would_cycle():
    value, gradient = CONVEX["steep corner"]
    points, _ = walked(PolyakStep(value=value), gradient, [3.0, -1.3], 400)
    assert value(points[-1]) < 1e-9


def test_the_minimum_is_subtracted():
    raised = PolyakStep(5.0, value=lambda x: 5 + x * x / 2)
    plain = PolyakStep(value=lambda x: x * x / 2)
    for x in (0.25, 3.0, -7.0):
        assert raised.step(x, x, None, 1) == plain.step(x, x, None, 1)


def test_with_too_high_a_minimum_the_run_settles_where_f_is_that_high():
    rule = PolyakStep(2.0, value=half_square(1, 25))
    points, _ = walked(rule, bowl(1, 25), [3.0, -1.3], 200)
    close(half_square(1, 25)(points[-1]), 2.0, 1e-10)


def test_with_too_low_a_minimum_the_run_never_rests():
    rule = PolyakStep(-1.0, value=lambda x: x * x / 2)
    points, _ = walked(rule, lambda x: x, 3.0, 500)
    assert np.ptp(points[-100:]) > 1


def test_the_largest_rate_holds_far_away_and_lets_small_steps_pass():
    rule = PolyakStep(lr_max=0.1, value=lambda x: x**4)
    x, _ = rule.step(0.5, 4 * 0.5**3, None, 1)  # (x/4)/g = 1/4 would be longer
    assert x == 0.5 - 0.1 * 0.5
    x, _ = rule.step(5.0, 500.0, None, 1)
    assert x == 5.0 - 625 / 500**2 * 500


def test_schedules_of_the_limit_and_of_the_minimum_are_read_at_k_zero():
    rule = PolyakStep(lr_max=lambda k: [0.25, 0.125][k], value=lambda x: x * x)
    points, _ = walked(rule, lambda x: x, 8.0, 2)
    assert points == [8.0, 6.0, 5.25]
    rule = PolyakStep(lambda k: [32.0, 0.0][k], value=lambda x: x * x)
    assert walked(rule, lambda x: x, 8.0, 2)[0] == [8.0, 4.0, 0.0]


@pytest.mark.parametrize("lr_max", [np.inf, 0.5])
def test_where_the_gradient_is_zero_it_stands_still(lr_max):
    rule = PolyakStep(-1.0, lr_max, value=lambda x: (x * x).sum(axis=0))
    for x in (np.zeros(2), np.array([[0.0, 1.0], [0.0, 1.0]])):
        moved, _ = rule.step(x, 2 * x, None, 1)
        assert not moved[..., :1].any()
        assert np.isfinite(moved).all()
    assert PolyakStep(value=lambda x: x * x).step(0.0, 0.0, None, 1) == (0.0, None)


def test_minimize_fills_in_the_value_and_counts_it():
    value, gradient = half_square(1, 25), bowl(1, 25)
    trace = minimize(value, gradient, [3.0, -1.3], PolyakStep(), steps=20, tol=0)
    assert trace.value_evaluations == 20
    assert trace.updates == 20


def test_a_grid_of_starts_equals_single_runs_bit_for_bit():
    starts = np.array([[3.0, -1.0, 0.5], [1.0, 2.0, -0.25]])
    curved = np.array([[1.0], [25.0]])
    rule = PolyakStep(value=lambda x: (curved * x * x).sum(axis=0) / 2)
    grid = walked(rule, lambda x: curved * x, starts, 30)[0][-1]
    for i in range(3):
        one = PolyakStep(value=half_square(1, 25))
        end = walked(one, bowl(1, 25), starts[:, i], 30)[0][-1]
        assert np.array_equal(end, grid[:, i])


@pytest.mark.parametrize("lr_max", [np.inf, np.float64(3.0)])
def test_float32_stays_even_if_the_value_is_float64(lr_max):
    rule = PolyakStep(np.float64(0.0), lr_max, value=lambda x: np.float64(x @ x))
    x = np.ones(3, dtype=np.float32)
    assert rule.step(x, 2 * x, None, 1)[0].dtype == np.float32
    assert x.tolist() == [1.0] * 3


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PolyakStep(np.nan), r"minimum must be finite, got nan\. "),
        (lambda: PolyakStep(lr_max=0.0), r"lr_max must be positive, got 0\.0\. "),
        (lambda: PolyakStep(lr_max=-1), r"lr_max must be positive, got -1\. "),
        (
            lambda: PolyakStep().step(1.0, 1.0, None, 1),
            r"PolyakStep needs .* value, got",
        ),
    ],
)
def test_settings_that_cannot_work_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
