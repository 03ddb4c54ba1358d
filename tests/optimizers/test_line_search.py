"""Exact and backtracking line search against closed forms and bounds."""

import numpy as np
import pytest
from problems import Bowl, bowl, descend

from gdcourse.landscapes import himmelblau, quadratic, rosenbrock
from gdcourse.optimizers import minimize
from gdcourse.optimizers.line_search import (
    Backtracking,
    ExactLineSearch,
    backtrack,
    exact_step,
)

WORST = ((100 - 1) / (100 + 1)) ** 2
SEEDS = range(5)


def path(landscape, rule, x0, steps):
    trace = minimize(
        landscape.value,
        landscape.gradient,
        x0,
        rule,
        hessian=landscape.hessian,
        steps=steps,
        tol=0,
    )
    return trace.points, trace.gradients


# the exact step


@pytest.mark.parametrize("seed", SEEDS)
def test_the_exact_step_is_least_on_the_line(seed):
    f, x = bowl(seed, 4), np.random.default_rng(seed).normal(size=4)
    direction = -np.linalg.solve(np.diag([1.0, 2, 3, 4]), f.gradient(x))
    alpha = exact_step(f.gradient(x), f.H, direction)
    assert alpha > 0
    assert f.gradient(x + alpha * direction) @ direction == pytest.approx(0, abs=1e-9)


def test_along_the_gradient_the_exact_step_is_the_quotient_of_squares():
    f, x = bowl(0, 4), np.arange(4.0)
    g = f.gradient(x)
    assert exact_step(g, f.H) == pytest.approx(g @ g / (g @ f.H @ g), rel=1e-14)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_gradient_is_orthogonal_to_the_one_before(seed):
    x0 = np.random.default_rng(seed).normal(size=5)
    _, gradients = path(bowl(seed, 5), ExactLineSearch(), x0, 30)
    products = (gradients[1:] * gradients[:-1]).sum(axis=1)
    assert np.abs(products).max() < 1e-10


def test_where_the_square_of_the_gradient_rounds_to_zero_the_exact_step_is_zero():
    rule = ExactLineSearch(hessian=lambda x: 4.0)
    assert rule.step(1e-170, 4e-170, None, t=1) == (1e-170, None)
    run = minimize(lambda x: 2 * x**2, lambda x: 4 * x, 1e-170, rule, steps=3, tol=0)
    assert (run.points == 1e-170).all()


def test_from_the_worst_start_every_step_gains_the_same_factor():
    f = quadratic(100.0)
    points, _ = path(f, ExactLineSearch(), (100.0, 1.0), 50)
    values = np.array([f.value(x) for x in points])
    np.testing.assert_allclose(values[1:] / values[:-1], WORST, rtol=1e-10)
    assert round(WORST, 10) == 0.9607881580


@pytest.mark.parametrize("seed", SEEDS)
def test_no_start_is_worse(seed):
    f = Bowl(np.diag([1.0, 7.0, 100.0]), np.zeros(3))
    points, _ = path(
        f, ExactLineSearch(), np.random.default_rng(seed).normal(size=3), 30
    )
    values = np.array([f.value(x) for x in points])
    assert (values[1:] <= (WORST + 1e-12) * values[:-1]).all()


def test_a_grid_of_exact_searches_is_the_single_runs():
    f = bowl(1, 3)
    starts = np.random.default_rng(1).normal(size=(3, 4))
    points, _ = path(f, ExactLineSearch(), starts, 10)
    for run in range(4):
        alone, _ = path(f, ExactLineSearch(), starts[:, run], 10)
        np.testing.assert_allclose(points[..., run], alone, rtol=1e-9)


def test_at_the_minimum_the_exact_search_rests():
    H = np.diag([1.0, 2.0])
    assert exact_step(np.zeros(2), H) == 0
    x, _ = ExactLineSearch(hessian=lambda x: H).step(np.ones(2), np.zeros(2), None, 1)
    assert x.tolist() == [1, 1]


def test_without_upward_curvature_no_step_is_best():
    with pytest.raises(ValueError, match=r"must be positive, got .*\. There f has no"):
        exact_step(np.array([0.0, 1.0]), np.diag([1.0, -1.0]))


def test_an_exact_search_uphill_is_refused():
    g = np.array([1.0, 2.0])
    with pytest.raises(ValueError, match=r"slope .* must be negative, got 5\.0\."):
        exact_step(g, np.eye(2), direction=g)


# backtracking


def along(landscape, x, **settings):
    g = landscape.gradient(x)
    return backtrack(landscape.value, x, -g, -g @ g, **settings)


@pytest.mark.parametrize("c", [1e-4, 0.1, 0.4])
@pytest.mark.parametrize("shrink", [0.5, 0.8])
@pytest.mark.parametrize("alpha0", [1e-3, 1.0, 64.0])
def test_accepted_steps_are_the_first_that_fit_and_not_too_short(alpha0, shrink, c):
    f = bowl(3, 4)  # L = 100
    for seed in SEEDS:
        x = np.random.default_rng(seed).normal(size=4)
        g = f.gradient(x)
        alpha = along(f, x, alpha0=alpha0, shrink=shrink, c=c)

        def fits(a, x=x, g=g):
            return f.value(x - a * g) <= f.value(x) - c * a * (g @ g)

        assert fits(alpha)
        assert alpha == alpha0 or not fits(alpha / shrink)
        assert alpha >= min(alpha0, 2 * shrink * (1 - c) / 100) * (1 - 1e-12)


def test_a_trial_costs_one_value_and_the_start_another():
    points = []
    backtrack(lambda x: points.append(x) or 2 * x * x, 3.0, -12.0, -144.0)
    assert points == [3, -9, -3, 0]


def test_outside_the_domain_the_step_shrinks():
    """-log(1 - x) is NaN beyond 1: such a trial is too far."""

    def barrier(x):
        with np.errstate(invalid="ignore"):
            return -np.log(1 - x) - 4 * x

    alpha = backtrack(barrier, 0.0, 3.0, -9.0)
    assert alpha == 0.25


def test_a_factor_that_does_not_shrink_is_refused():
    with pytest.raises(
        ValueError, match=r"0 < shrink < 1 .*, got \(1\.0, 1\.0, .*\. Try"
    ):
        backtrack(lambda x: 2 * x * x, 3.0, -12.0, -144.0, shrink=1.0)


def test_uphill_and_undefined_starts_are_refused():
    with pytest.raises(ValueError, match=r"slope .* must be negative, got 144\.0\."):
        backtrack(lambda x: 2 * x * x, 3.0, 12.0, 144.0)
    with pytest.raises(ValueError, match=r"f\(x\) must be a number, got nan\."):
        backtrack(lambda x: np.nan, 3.0, -12.0, -144.0)


def test_a_gradient_that_is_not_that_of_f_is_found_out():
    with pytest.raises(ValueError, match=r"got slope -144\.0 and no fall\. Compare"):
        backtrack(
            lambda x: 2 * x * x,
            3.0,
            direction=12.0,  # f climbs here, whatever the slope says
            slope=-144.0,
            gradient=lambda x: 4 * x,
        )


@pytest.mark.parametrize("start", [1.0, 1e6])
@pytest.mark.parametrize("fill", [True, False])
def test_near_a_minimum_the_search_ends_after_few_trials(start, fill):
    """f = start + ½ x² looks constant there; plain Armijo would go on shrinking."""
    asked = []

    def f(x):
        asked.append(x)
        return start + 50 * x * x

    for x in (1e-9, 1e-12, 0.0):
        asked.clear()
        gradient = (lambda x: 100 * x) if fill else None
        alpha = backtrack(f, x, -100 * x, -((100 * x) ** 2), gradient=gradient)
        assert len(asked) <= 8
        assert alpha > 0
        assert abs(x - alpha * 100 * x) <= (abs(x) if fill else 100 * abs(x))


@pytest.mark.parametrize("warm_start", [True, False])
def test_with_slopes_the_search_reaches_what_values_cannot_tell(warm_start):
    """At f* = 10⁶ values end at ‖g‖ ≈ 10⁻⁴; slopes go on to the last digits."""
    f = Bowl(np.diag([1.0, 100.0]), np.zeros(2))
    raised = Bowl(f.H, f.b)
    rule = Backtracking(
        value=lambda x: 1e6 + raised.value(x),
        gradient=raised.gradient,
        warm_start=warm_start,
    )
    run = descend(raised, rule, (100.0, 1.0), small=1e-12, steps=3000)
    assert run.small


@pytest.mark.parametrize("f", [rosenbrock, himmelblau], ids=lambda f: f.name)
def test_f_never_rises(f):
    points, _ = path(f, Backtracking(), f.start, 300)
    values = np.array([f.value(x) for x in points])
    assert (np.diff(values) <= 1e-12 * values[0]).all()


def test_a_warm_start_follows_the_curvature_in_both_directions():
    f = himmelblau
    rule = Backtracking(f.value, warm_start=True)
    x, memory = np.array([50.0, 60.0]), None
    steps = []
    for t in range(1, 40):
        x, memory = rule.step(x, f.gradient(x), memory, t)
        steps.append(memory)
    assert min(steps) < 1e-3 < 4e-3 < max(steps[20:])


def test_a_warm_start_takes_two_trials_a_step_and_may_grow_beyond_the_first():
    flat = Bowl(np.diag([0.01, 0.02]), np.zeros(2))
    run = descend(flat, Backtracking(warm_start=True), (1.0, 1.0))
    cold = descend(flat, Backtracking(), (1.0, 1.0))
    assert run.small
    assert run.updates < cold.updates / 10
    assert run.values <= 3 * run.updates


def test_a_grid_of_searches_is_the_single_runs():
    c = np.array([1e-4, 0.3, 0.45])
    f, x0 = bowl(2, 3), np.array([1.0, -2.0, 0.5])
    points, _ = path(f, Backtracking(c=c), x0, 25)
    for run in range(3):
        alone, _ = path(f, Backtracking(c=float(c[run])), x0, 25)
        np.testing.assert_allclose(points[..., run], alone, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    "settings",
    [
        {"alpha0": 0.0},
        {"alpha0": -1.0},
        {"shrink": 0.0},
        {"shrink": 1.0},
        {"shrink": 1.5},
        {"c": -0.1},
        {"c": 1.0},
        {"alpha0": np.nan},
    ],
)
def test_settings_that_cannot_work_are_refused(settings):
    with pytest.raises(ValueError, match=r", got .*\. [A-Z]"):
        Backtracking(**settings)


@pytest.mark.parametrize(
    ("rule", "name"), [(ExactLineSearch(), "hessian"), (Backtracking(), "value")]
)
def test_a_search_without_its_function_says_so(rule, name):
    with pytest.raises(ValueError, match=f"needs the function {name}, got None"):
        rule.step(1.0, 2.0, rule.init(1.0), 1)
