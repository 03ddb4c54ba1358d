"""The rule of lesson 02 against its closed form, and on every kind of number."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers import GradientDescent, minimize


def bowl(a: float, c: float):
    return lambda x: 0.5 * a * (x - c) ** 2, lambda x: a * (x - c)


@pytest.mark.parametrize(
    ("a", "lr"), [(1, 0.1), (2, 0.75), (10, 0.15), (0.01, 20), (100, 0.0199)]
)
def test_iterates_on_a_parabola_follow_the_closed_form(a, lr):
    x0, c, k = 3.0, -1.5, np.arange(101)
    trace = minimize(*bowl(a, c), x0, GradientDescent(lr), steps=100, tol=0)
    exact = c + (x0 - c) * (1 - lr * a) ** k[: len(trace)]
    np.testing.assert_allclose(trace.points, exact, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("dimension", [2, 3, 7])
def test_iterates_on_a_quadratic_follow_the_closed_form(dimension):
    rng = np.random.default_rng(dimension)
    axes, _ = np.linalg.qr(rng.normal(size=(dimension, dimension)))
    eigenvalues = np.geomspace(0.1, 10, dimension)
    A = axes @ np.diag(eigenvalues) @ axes.T
    x0, lr, steps = rng.normal(size=dimension), 0.15, 60
    trace = minimize(
        lambda x: 0.5 * x @ A @ x,
        lambda x: A @ x,
        x0,
        GradientDescent(lr),
        steps=steps,
        tol=0,
    )
    for k in range(steps + 1):
        exact = axes @ ((1 - lr * eigenvalues) ** k * (axes.T @ x0))
        np.testing.assert_allclose(trace.points[k], exact, rtol=1e-12, atol=1e-12)


def test_one_step_reads_like_the_equation_when_run_on_symbols():
    x, g, lr = sp.symbols("x g alpha")
    moved, _ = GradientDescent(lr).step(x, g, None, 1)
    assert moved == x - lr * g


def test_symbols_unroll_to_the_power_of_the_contraction_factor():
    x, a, lr = sp.symbols("x a alpha")
    point, rule = x, GradientDescent(lr)
    for t in range(1, 5):
        point, _ = rule.step(point, a * point, None, t)
    assert sp.expand(point - (1 - lr * a) ** 4 * x) == 0


def test_a_constant_schedule_equals_the_number_bit_for_bit():
    value, gradient = bowl(3.0, 0.7)
    number = minimize(value, gradient, 5.0, GradientDescent(0.1), steps=50)
    schedule = minimize(value, gradient, 5.0, GradientDescent(lambda k: 0.1), steps=50)
    assert np.array_equal(number.points, schedule.points)


def test_the_first_update_reads_the_schedule_at_k_zero():
    read = []
    rule = GradientDescent(lambda k: read.append(k) or 0.1)
    minimize(*bowl(1.0, 0.0), 1.0, rule, steps=3, tol=0)
    assert read == [0, 1, 2]


def test_a_step_changes_none_of_its_arguments():
    x, grad = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    GradientDescent(0.1).step(x, grad, None, 1)
    assert x.tolist() == [1, 2]
    assert grad.tolist() == [3, 4]


def test_a_zero_learning_rate_stands_still():
    trace = minimize(*bowl(1.0, 0.0), 2.0, GradientDescent(0.0), steps=5)
    assert (trace.points == 2.0).all()
    assert trace.status == "budget"


def test_multiplying_f_or_the_learning_rate_is_the_same_run():
    value, gradient = bowl(1.0, 0.0)
    louder = minimize(
        lambda x: 1000 * value(x),
        lambda x: 1000 * gradient(x),
        7.0,
        GradientDescent(0.0005),
    )
    longer = minimize(value, gradient, 7.0, GradientDescent(0.5))
    np.testing.assert_allclose(louder.points, longer.points, rtol=1e-12)


@pytest.mark.parametrize("lr", [-0.1, float("nan"), float("inf"), [0.1, -1.0]])
def test_a_learning_rate_that_cannot_work_is_refused(lr):
    with pytest.raises(ValueError, match=r"lr must .* got .*\. .*try 1 / L\."):
        GradientDescent(lr)


@pytest.mark.parametrize("lr", ["0.1", 1j, None])
def test_a_learning_rate_that_is_no_number_is_refused(lr):
    with pytest.raises(TypeError, match=r"lr must be real numbers, got"):
        GradientDescent(lr)
