"""Conjugate gradients: d steps on a quadratic, and a restart where it would climb."""

import numpy as np
import pytest
from problems import Bowl, bowl, descend, nearest
from scipy import optimize
from scipy.sparse.linalg import cg

from gdcourse.landscapes import beale, himmelblau, quadratic, rosenbrock
from gdcourse.optimizers import minimize
from gdcourse.optimizers.conjugate_gradients import FORMULAS, ConjugateGradients

EVERY = pytest.mark.parametrize("formula", FORMULAS)
SEEDS = range(4)


def path(f, rule, x0, steps):
    return minimize(
        f.value, f.gradient, x0, rule, hessian=f.hessian, steps=steps, tol=0
    ).points


def linear(formula=FORMULAS[0]):
    return ConjugateGradients(formula, search="exact")


@EVERY
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("d", [1, 2, 5, 8])
def test_a_quadratic_ends_after_d_steps(formula, seed, d):
    f = Bowl(np.diag(np.arange(1.0, d + 1)), np.ones(d)) if seed == 0 else bowl(seed, d)
    x0 = np.random.default_rng(seed).normal(size=d)
    run = descend(f, linear(formula), x0, small=1e-7 * np.linalg.norm(f.gradient(x0)))
    assert run.small
    assert run.updates <= d
    np.testing.assert_allclose(run.x, f.minimizers[0], rtol=0, atol=1e-5)


@EVERY
def test_it_ends_after_as_many_steps_as_there_are_curvatures(formula):
    f = Bowl(np.diag([1.0, 1.0, 5.0, 5.0, 5.0, 50.0]), np.ones(6))
    assert descend(f, linear(formula), np.arange(6.0), small=1e-9).updates == 3


@EVERY
@pytest.mark.parametrize("seed", SEEDS)
def test_directions_are_conjugate_and_gradients_orthogonal(formula, seed):
    f, d = bowl(seed, 5), 5
    points = path(f, linear(formula), np.random.default_rng(seed).normal(size=d), d - 1)
    steps = np.diff(points, axis=0)
    steps /= np.linalg.norm(steps, axis=1)[:, None]
    conjugate = steps @ f.H @ steps.T
    assert np.abs(conjugate - np.diag(np.diag(conjugate))).max() < 1e-7
    g = np.array([f.gradient(x) for x in points])
    g /= np.linalg.norm(g, axis=1)[:, None]
    assert np.abs(g @ g.T - np.eye(d)).max() < 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_every_step_is_that_of_the_elder(seed):
    f, elder = bowl(seed, 6), []
    cg(f.H, f.b, np.zeros(6), maxiter=5, callback=lambda x: elder.append(x.copy()))
    points = path(f, linear(), np.zeros(6), 5)
    assert len(elder) == 5
    np.testing.assert_allclose(points[1:], elder, rtol=0, atol=1e-9)


def test_the_first_step_is_that_of_the_exact_search():
    f = quadratic(100.0)
    x = path(f, linear(), (100.0, 1.0), 1)[-1]
    alpha = 2 / 101
    np.testing.assert_allclose(x, [100 * (1 - alpha), 1 - 100 * alpha], rtol=1e-12)


def test_a_grid_of_linear_runs_is_its_single_runs():
    f, starts = bowl(1, 4), np.random.default_rng(2).normal(size=(4, 3))
    points = path(f, linear(), starts, 3)
    for run in range(3):
        alone = path(f, linear(), starts[:, run], 3)
        np.testing.assert_allclose(points[..., run], alone, rtol=1e-8)


@EVERY
@pytest.mark.parametrize("f", [rosenbrock, beale, himmelblau], ids=lambda f: f.name)
def test_with_wolfe_searches_it_walks_to_a_minimizer(formula, f):
    run = descend(f, ConjugateGradients(formula))
    assert run.small
    assert nearest(f, run.x) < 1e-5
    elder = optimize.minimize(
        f.value, f.start, jac=f.gradient, method="CG", options={"gtol": 1e-6}
    )
    assert nearest(f, elder.x) < 1e-5
    assert run.updates <= (2 * elder.nit if formula == "polak-ribiere" else 150)


@EVERY
def test_f_never_rises(formula):
    f = rosenbrock
    rule = ConjugateGradients(formula)
    trace = minimize(f.value, f.gradient, f.start, rule, steps=100)
    assert trace.status == "converged"
    assert (np.diff(trace.values) <= 0).all()


def test_polak_and_ribiere_begin_again_where_their_quotient_is_negative():
    rule = ConjugateGradients(search="exact", hessian=lambda x: np.eye(2))
    last, now = np.array([1.0, 0.0]), np.array([0.5, 0.0])
    _, (direction, _, _) = rule.step(np.zeros(2), now, (-last, last, None), 2)
    np.testing.assert_array_equal(direction, -now)


def test_fletcher_and_reeves_add_the_share_of_the_squares():
    rule = ConjugateGradients("fletcher-reeves", "exact", hessian=lambda x: np.eye(2))
    last, now = np.array([2.0, 0.0]), np.array([0.0, 1.0])
    _, (direction, _, _) = rule.step(np.zeros(2), now, (-last, last, None), 2)
    np.testing.assert_allclose(direction, -now - last / 4)


def test_a_direction_that_would_climb_is_replaced():
    rule = ConjugateGradients("fletcher-reeves", "exact", hessian=lambda x: np.eye(2))
    grad = np.array([1.0, 0.0])
    _, (direction, _, _) = rule.step(np.zeros(2), grad, (5 * grad, grad, None), 2)
    np.testing.assert_array_equal(direction, -grad)


@EVERY
@pytest.mark.parametrize("search", ["exact", "wolfe"])
def test_at_a_minimizer_it_rests(formula, search):
    f = bowl(0, 3)
    rule = ConjugateGradients(formula, search, f.value, f.gradient, f.hessian)
    x, memory = np.ones(3), rule.init(np.ones(3))
    for t in (1, 2, 3):
        x, memory = rule.step(x, np.zeros(3), memory, t)
    assert x.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    "settings", [{"formula": "hestenes"}, {"search": "none"}, {"c1": 0.5, "c2": 0.4}]
)
def test_settings_that_cannot_work_are_refused(settings):
    with pytest.raises(ValueError, match=r", got .*\. [A-Z]"):
        ConjugateGradients(**settings)


def test_what_it_cannot_run_is_refused():
    with pytest.raises(ValueError, match=r"one point .*, got shape \(2, 3\)\. Run"):
        ConjugateGradients().init(np.ones((2, 3)))
    for search, name in (("exact", "hessian"), ("wolfe", "value")):
        rule = ConjugateGradients(search=search)
        with pytest.raises(ValueError, match=f"needs the function {name}, got None"):
            rule.step(np.ones(2), np.ones(2), rule.init(np.ones(2)), 1)
