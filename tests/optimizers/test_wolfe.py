"""The strong Wolfe conditions hold where the search ends, as SciPy's search sees it."""

import warnings

import numpy as np
import pytest
from problems import bowl, descend, nearest
from scipy import optimize

from gdcourse.landscapes import beale, himmelblau, rosenbrock, saddle
from gdcourse.optimizers.wolfe import Wolfe, wolfe_step

LANDSCAPES = [rosenbrock, beale, himmelblau]
PAIRS = [(1e-4, 0.9), (1e-4, 0.4), (1e-4, 0.01), (0.3, 0.31)]


def holds(f, x, d, alpha, c1, c2, allowed=1e-12):
    slope, there = f.gradient(x) @ d, f.gradient(x + alpha * d) @ d
    falls = f.value(x + alpha * d) <= f.value(x) + c1 * alpha * slope + allowed
    return falls and abs(there) <= -c2 * slope + allowed


def searched(f, x, d, **settings):
    return wolfe_step(f.value, f.gradient, x, d, f.gradient(x) @ d, **settings)


@pytest.mark.parametrize("f", LANDSCAPES, ids=lambda f: f.name)
@pytest.mark.parametrize(("c1", "c2"), PAIRS)
@pytest.mark.parametrize("alpha0", [1e-6, 1e-2, 1.0, 1e3])
def test_both_conditions_hold_at_the_step(f, c1, c2, alpha0):
    rng = np.random.default_rng(8)
    for _ in range(20):
        x = rng.uniform(-2, 2, size=2)
        d = -f.gradient(x) * rng.uniform(0.5, 2, size=2)
        with np.errstate(over="ignore", invalid="ignore"):
            alpha = searched(f, x, d, c1=c1, c2=c2, alpha0=alpha0)
        assert alpha > 0
        assert holds(f, x, d, alpha, c1, c2)


@pytest.mark.parametrize("f", LANDSCAPES, ids=lambda f: f.name)
def test_where_scipy_accepts_we_ask_for_the_same(f):
    """The elder's accepted step fits our test, and ours fits the elder's."""
    rng, found = np.random.default_rng(9), 0
    for _ in range(30):
        x = rng.uniform(-2, 2, size=2)
        d = -f.gradient(x)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the elder says so when it finds none
            elder = optimize.line_search(f.value, f.gradient, x, d)[0]
        if elder is None:
            continue
        found += 1
        assert holds(f, x, d, elder, 1e-4, 0.9)
        assert holds(f, x, d, searched(f, x, d), 1e-4, 0.9)
        if elder == 1.0:  # both try 1 first
            assert searched(f, x, d) == 1.0
    assert found >= 20


@pytest.mark.parametrize("curvature", [0.5, 1.0, 7.0, 1e6])
def test_on_a_parabola_a_sharp_search_is_exact(curvature):
    alpha = wolfe_step(
        lambda x: curvature * x * x / 2,
        lambda x: curvature * x,
        3.0,
        -3.0 * curvature,
        -((3.0 * curvature) ** 2),
        c2=1e-3,
    )
    assert alpha == pytest.approx(1 / curvature, rel=2e-3)


@pytest.mark.parametrize("x", [1e-6, 1e-9, 1e-12])
def test_near_a_minimum_slopes_decide_and_the_search_ends_after_few_trials(x):
    asked = []

    def f(x):
        asked.append(x)
        return 1e6 + 50 * x * x

    alpha = wolfe_step(f, lambda x: 100 * x, x, -100 * x, -((100 * x) ** 2))
    assert len(asked) <= 4
    assert abs(x - alpha * 100 * x) <= 0.9 * x


def test_near_a_minimum_the_first_condition_is_asked_of_the_slopes():
    """The first trial leaves 0.7 of the slope: c₂ allows it, c₁ does not."""
    x, alpha0 = 1e-9, 1.7 / 100
    constants = {"alpha0": alpha0, "c1": 0.3, "c2": 0.9}
    slope = -((100 * x) ** 2)
    alpha = wolfe_step(
        lambda x: 1e6 + 50 * x * x, lambda x: 100 * x, x, -100 * x, slope, **constants
    )
    assert 100 * (x - alpha * 100 * x) * -100 * x <= (2 * 0.3 - 1) * slope


def test_at_the_minimum_the_search_rests():
    zero = np.zeros(2)
    assert wolfe_step(np.sum, np.ones_like, zero, zero, 0.0, alpha0=0.5) == 0.5


def test_downhill_for_ever_the_search_ends_at_a_very_long_step():
    alpha = wolfe_step(lambda x: -x, lambda x: -1.0, 0.0, 1.0, -1.0)
    assert alpha > 1e50


def test_where_only_the_start_is_defined_nothing_moves():
    def f(x):
        return 0.0 if x == 0 else np.inf

    assert wolfe_step(f, lambda x: -1.0, 0.0, 1.0, -1.0) == 0


@pytest.mark.parametrize("f", [beale, himmelblau], ids=lambda f: f.name)
def test_the_rule_walks_to_a_minimizer(f):
    run = descend(f, Wolfe())
    assert run.small
    assert nearest(f, run.x) < 1e-5


def test_the_rule_lowers_f_at_every_step_and_remembers_its_steps():
    f, rule = bowl(4, 3), Wolfe()
    rule = Wolfe(f.value, f.gradient)
    x, alpha = np.array([1.0, -3.0, 2.0]), rule.init(None)
    for t in range(1, 30):
        moved, alpha = rule.step(x, f.gradient(x), alpha, t)
        assert f.value(moved) < f.value(x)
        np.testing.assert_allclose(moved, x - alpha * f.gradient(x))
        x = moved


def test_uphill_and_grids_are_refused():
    with pytest.raises(ValueError, match=r"slope .* must be negative, got 2\.0\. That"):
        searched(saddle, np.array([1.0, 0.0]), np.array([1.0, 0.0]))
    with pytest.raises(ValueError, match=r"one point .*, got shape \(2, 3\)\. Run"):
        wolfe_step(np.sum, np.ones_like, np.ones((2, 3)), -np.ones((2, 3)), -1.0)


@pytest.mark.parametrize(
    "settings",
    [
        {"c1": 0.5, "c2": 0.5},
        {"c1": 0.9, "c2": 0.4},
        {"c1": -0.1},
        {"c2": 1.0},
        {"alpha0": 0.0},
        {"alpha0": [1.0, 2.0]},
        {"alpha0": np.nan},
    ],
)
def test_settings_that_cannot_work_are_refused(settings):
    with pytest.raises(ValueError, match=r", got .*\. [A-Z]"):
        Wolfe(**settings)


def test_a_search_without_its_functions_says_so():
    with pytest.raises(ValueError, match="needs the function value, got None"):
        Wolfe().step(1.0, 2.0, 1.0, 1)
    with pytest.raises(ValueError, match="needs the function gradient, got None"):
        Wolfe(value=abs).step(1.0, 2.0, 1.0, 1)


def test_a_grid_is_refused_before_the_first_step():
    with pytest.raises(ValueError, match=r"takes one point .*, got shape \(2, 3"):
        Wolfe().init(np.ones((2, 3)))


@pytest.mark.parametrize("bad", [lambda k: 1e-4, [1e-4, 1e-3], "1e-4"])
def test_the_constants_are_one_number_each(bad):
    with pytest.raises((TypeError, ValueError), match=r"c1 must be .*\. Try c1=1e-4"):
        Wolfe(c1=bad)
