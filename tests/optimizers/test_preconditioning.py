"""A preconditioned run is the plain run in other variables."""

import numpy as np
import pytest
from problems import Bowl, bowl

from gdcourse.optimizers import minimize
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.preconditioning import Preconditioned

LINEAR = [GradientDescent(0.01), Momentum(0.01), Momentum(0.01, nesterov=True)]
X0 = np.array([2.0, -1.0, 0.5])
TURN = np.array([[1.0, -1.0], [1.0, 1.0]]) / 2**0.5


def path(f, rule, x0=X0, steps=30):
    return minimize(f.value, f.gradient, x0, rule, steps=steps, tol=0).points


def in_other_variables(f, S):
    """z ↦ f(S z)."""
    return Bowl(S.T @ f.H @ S, S.T @ f.b)


@pytest.mark.parametrize("rule", LINEAR, ids=repr)
@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_inner_rule_in_the_variables_of_a_root(rule, seed):
    f, S = bowl(seed, 3), np.random.default_rng(seed).normal(size=(3, 3))
    there = path(in_other_variables(f, S), rule, np.linalg.solve(S, X0))
    here = path(f, Preconditioned(rule, S @ S.T))
    np.testing.assert_allclose(here, there @ S.T, rtol=1e-7, atol=1e-9)


def test_this_is_not_so_for_a_rule_that_divides_by_the_gradient():
    f, S = bowl(0, 3), np.random.default_rng(0).normal(size=(3, 3))
    there = path(in_other_variables(f, S), Adam(0.1), np.linalg.solve(S, X0))
    assert np.abs(path(f, Preconditioned(Adam(0.1), S @ S.T)) - there @ S.T).max() > 0.1


def test_the_inverse_hessian_ends_in_one_step():
    f = bowl(1, 3)
    rule = Preconditioned(GradientDescent(1.0), np.linalg.inv(f.H))
    np.testing.assert_allclose(path(f, rule)[1], f.minimizers[0], rtol=1e-9)


def test_a_diagonal_is_its_matrix():
    f, diagonal = bowl(1, 3), np.array([1.0, 0.5, 0.1])
    a, b = (
        Preconditioned(GradientDescent(0.01), m) for m in (diagonal, np.diag(diagonal))
    )
    np.testing.assert_allclose(path(f, a), path(f, b), rtol=1e-12)


@pytest.mark.parametrize("turned", [False, True])
def test_a_diagonal_helps_only_along_the_axes(turned):
    """κ = 10⁴ falls to 1, and stays 10⁴ when the valley is turned by 45°."""
    H = np.diag([1.0, 1e4])
    H = TURN @ H @ TURN.T if turned else H
    roots = np.diag(H) ** -0.5
    curvatures = np.linalg.eigvalsh(roots[:, None] * H * roots)
    kappa = curvatures[1] / curvatures[0]
    assert kappa == pytest.approx(1e4 if turned else 1, rel=0.01)
    rule = Preconditioned(GradientDescent(1 / curvatures[1]), 1 / np.diag(H))
    x = path(Bowl(H, np.zeros(2)), rule, np.array([1.0, 2.0]), 1)[-1]
    assert (np.linalg.norm(x) < 1e-9) == (not turned)


def test_a_grid_shares_one_matrix():
    f, P, lr = bowl(2, 3), np.diag([1.0, 0.5, 0.2]), np.array([0.001, 0.01])
    grid = path(f, Preconditioned(GradientDescent(lr), P))
    for run in range(2):
        alone = path(f, Preconditioned(GradientDescent(float(lr[run])), P))
        np.testing.assert_allclose(grid[..., run], alone, rtol=1e-12)


def test_the_matrix_does_not_change_with_the_array_it_came_from():
    P = np.eye(2)
    rule = Preconditioned(GradientDescent(1.0), P)
    P[:] = 0
    assert rule.step(np.ones(2), np.ones(2), None, 1)[0].tolist() == [0, 0]


def test_what_is_no_rule_or_no_matrix_is_refused():
    with pytest.raises(TypeError, match=r"rule must be an update rule, got 0\.1\. Try"):
        Preconditioned(0.1, np.eye(2))
    with pytest.raises(ValueError, match=r"positive definite, got .*\. With"):
        Preconditioned(GradientDescent(0.1), [1.0, 0.0])
    rule = Preconditioned(GradientDescent(0.1), [1.0, 1.0])
    with pytest.raises(ValueError, match=r"fit \(3,\) components, got shape \(2,\)\."):
        rule.step(X0, X0, None, 1)
