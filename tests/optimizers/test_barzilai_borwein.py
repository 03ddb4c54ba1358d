"""Barzilai and Borwein's steps against closed forms on quadratics."""

import numpy as np
import pytest
from problems import bowl, descend

from gdcourse.landscapes import quadratic, saddle
from gdcourse.optimizers import minimize
from gdcourse.optimizers.barzilai_borwein import BarzilaiBorwein
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.line_search import exact_step

KINDS = pytest.mark.parametrize("kind", ["long", "short"])


def steps_of(f, rule, x0, steps):
    """The gradients and the step lengths of a run."""
    trace = minimize(f.value, f.gradient, x0, rule, steps=steps, tol=0)
    moved, g = np.diff(trace.points, axis=0), trace.gradients[:-1]
    return g, -(moved * g).sum(axis=1) / (g * g).sum(axis=1)


@KINDS
@pytest.mark.parametrize("lr", [1e-3, 0.1, 3.0])
def test_in_one_dimension_the_second_step_ends_at_the_minimum(kind, lr):
    rule, memory, x = BarzilaiBorwein(lr, kind), (0.0, 0.0), 5.0
    for t in (1, 2):
        x, memory = rule.step(x, 4 * (x - 1), memory, t)
    assert x == pytest.approx(1, abs=1e-12)


def test_the_long_step_is_the_exact_step_of_the_iteration_before():
    f = bowl(1, 4)
    g, alpha = steps_of(f, BarzilaiBorwein(0.01), np.arange(4.0), 15)
    exact = [exact_step(grad, f.H) for grad in g]
    np.testing.assert_allclose(alpha[1:], exact[:-1], rtol=1e-9)


def test_the_short_step_is_least_for_the_gradient_before():
    """α = gᵀHg / ‖Hg‖² minimizes ‖g - α H g‖."""
    f = bowl(2, 4)
    g, alpha = steps_of(f, BarzilaiBorwein(0.01, "short"), np.arange(4.0), 15)
    curved = g @ f.H
    least = (g * curved).sum(axis=1) / (curved**2).sum(axis=1)
    np.testing.assert_allclose(alpha[1:], least[:-1], rtol=1e-8)


@KINDS
def test_every_step_lies_between_the_inverses_of_the_curvatures(kind):
    _, alpha = steps_of(bowl(3, 5), BarzilaiBorwein(0.01, kind), np.arange(5.0), 25)
    assert (alpha[1:] >= 1 / 100 - 1e-12).all()
    assert (alpha[1:] <= 1 + 1e-9).all()


def test_at_condition_number_100_a_fiftieth_of_the_updates_is_enough():
    """From (κ, 1): 18 and 9 updates; the best fixed step 2 / (L + μ) takes 939."""
    f, fixed = quadratic(100.0), GradientDescent(2 / 101)
    long, short = (BarzilaiBorwein(kind=kind) for kind in ("long", "short"))
    counts = [descend(f, rule, (100.0, 1.0)).updates for rule in (long, short, fixed)]
    assert counts == [18, 9, 939]


@KINDS
def test_f_may_rise_and_the_run_still_ends(kind):
    f = bowl(6, 10)
    rule = BarzilaiBorwein(0.01, kind)
    trace = minimize(f.value, f.gradient, np.ones(10), rule, tol=1e-9)
    assert trace.status == "converged"
    assert (np.diff(trace.values) > 1e-6).any()


def test_where_f_curves_downward_the_step_is_lr():
    _, alpha = steps_of(saddle, BarzilaiBorwein(0.1), (0.0, 1.0), 5)
    np.testing.assert_allclose(alpha, 0.1)


@KINDS
def test_a_grid_is_its_single_runs(kind):
    f, lr = quadratic(20.0), np.array([1e-3, 1e-2, 0.1])
    rule, x0 = BarzilaiBorwein(lr, kind), np.ones(2)
    grid = minimize(f.value, f.gradient, x0, rule, steps=8, tol=0)
    for run in range(3):
        rule = BarzilaiBorwein(float(lr[run]), kind)
        alone = minimize(f.value, f.gradient, x0, rule, steps=8, tol=0)
        assert np.array_equal(grid.points[..., run], alone.points)


@KINDS
def test_a_run_that_stands_still_goes_on_standing(kind):
    rule, x = BarzilaiBorwein(0.1, kind), np.ones(2)
    memory = rule.init(x)
    for t in (1, 2, 3):
        x, memory = rule.step(x, np.zeros(2), memory, t)
    assert x.tolist() == [1, 1]


@pytest.mark.parametrize("settings", [{"lr": -1.0}, {"lr": np.nan}, {"kind": "middle"}])
def test_settings_that_cannot_work_are_refused(settings):
    with pytest.raises(ValueError, match=r", got .*\. [A-Z]"):
        BarzilaiBorwein(**settings)
