"""BFGS: the secant condition, quadratics, and the elder in SciPy."""

import numpy as np
import pytest
from problems import bowl, descend, nearest, rosenbrock_chain
from scipy import optimize

from gdcourse.landscapes import beale, himmelblau, quadratic, rosenbrock, saddle
from gdcourse.optimizers import minimize
from gdcourse.optimizers.quasi_newton import BFGS


def memories(f, rule, x, steps):
    """(x, gradient, B) of each update."""
    rule = BFGS(f.value, f.gradient, rule.c1, rule.c2)
    memory, seen = rule.init(x), []
    for t in range(1, steps + 1):
        grad = f.gradient(x)
        moved, memory = rule.step(x, grad, memory, t)
        seen.append((x, grad, memory[0]))
        x = moved
    return seen


@pytest.mark.parametrize("f", [rosenbrock, beale, himmelblau], ids=lambda f: f.name)
def test_the_learned_inverse_is_right_along_the_last_step(f):
    seen = memories(f, BFGS(), np.array(f.start), 8)
    assert seen[0][2] is None
    for (x_old, g_old, _), (x, g, B) in zip(seen, seen[1:], strict=False):
        np.testing.assert_allclose(B @ (g - g_old), x - x_old, rtol=1e-6, atol=1e-12)
        np.testing.assert_allclose(B, B.T, rtol=1e-7)
        assert np.linalg.eigvalsh((B + B.T) / 2).min() > 0


@pytest.mark.parametrize("seed", range(4))
def test_on_a_quadratic_with_sharp_searches_it_ends_after_d_steps(seed):
    d, f = 5, bowl(seed, 5)
    seen = memories(f, BFGS(c2=2e-4), np.random.default_rng(seed).normal(size=d), d + 2)
    assert np.linalg.norm(seen[d][1]) > 0
    np.testing.assert_allclose(seen[d][0], f.minimizers[0], rtol=0, atol=2e-4)
    np.testing.assert_allclose(seen[d + 1][2] @ f.H, np.eye(d), atol=2e-2)


@pytest.mark.parametrize(
    "f",
    [rosenbrock, beale, himmelblau, quadratic(1000.0), rosenbrock_chain(4)],
    ids=lambda f: f.name,
)
def test_it_ends_where_scipy_ends_and_as_soon(f):
    elder = optimize.minimize(
        f.value, f.start, jac=f.gradient, method="BFGS", options={"gtol": 1e-7}
    )
    run = descend(f, BFGS(), small=1e-7)
    assert run.small
    assert nearest(f, run.x) < 1e-6
    np.testing.assert_allclose(run.x, elder.x, atol=1e-5)
    assert run.updates <= 1.5 * elder.nit + 5


def test_the_first_step_is_at_most_of_length_one_before_the_search_lengthens_it():
    asked = []
    rule = BFGS(lambda x: asked.append(x) or rosenbrock.value(x), rosenbrock.gradient)
    x = np.array([-1.2, 1.0])
    rule.step(x, rosenbrock.gradient(x), None, 1)
    assert np.linalg.norm(asked[1] - x) == pytest.approx(1)


def test_a_step_without_upward_curvature_teaches_nothing():
    """On -½ x² the gradient falls along the step: sᵀy < 0."""
    rule = BFGS(lambda x: -(x @ x) / 2, lambda x: -x)
    B, x = np.eye(1) * 3, np.array([2.0])
    _, memory = rule.step(x, -x, (B, np.array([1.0]), np.array([-1.0])), 2)
    assert memory[0] is B


def test_from_beside_the_saddle_it_falls_for_ever_and_from_its_axis_it_rests_there():
    def run(x0):
        rule = BFGS()
        return minimize(saddle.value, saddle.gradient, x0, rule, steps=100)

    assert run((1.0, 0.3)).status == "diverged"
    rests = run((1.0, 0.0))
    assert rests.status == "converged"
    np.testing.assert_allclose(rests.x, 0, atol=1e-9)


def test_at_a_minimizer_it_rests():
    run = minimize(rosenbrock.value, rosenbrock.gradient, (1.0, 1.0), BFGS(), steps=3)
    assert run.x.tolist() == [1, 1]
    rule = BFGS(rosenbrock.value, rosenbrock.gradient)
    x, memory = np.ones(2), None
    for t in (1, 2, 3):
        x, memory = rule.step(x, np.zeros(2), memory, t)
    assert x.tolist() == [1, 1]


def test_one_number_is_a_point():
    run = minimize(np.cosh, np.sinh, 2.0, BFGS(), tol=1e-9)
    assert run.status == "converged"
    assert abs(run.x) < 1e-8


def test_what_it_cannot_run_is_refused():
    with pytest.raises(ValueError, match=r"one point .*, got shape \(2, 3\)\. Run"):
        BFGS().init(np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"c1 must be below c2, got 0\.5 and 0\.5\."):
        BFGS(c1=0.5, c2=0.5)
    with pytest.raises(ValueError, match="needs the function value, got None"):
        BFGS().step(np.ones(2), np.ones(2), None, 1)
