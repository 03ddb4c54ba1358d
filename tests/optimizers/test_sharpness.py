"""SAM: where it goes, what it costs, and what it does at rest."""

import numpy as np
import pytest
import sympy as sp
from gradient_sequences import keeps_float32

from gdcourse.optimizers import minimize
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.sharpness import SAM


def valley(w):
    """½ (w₁ w₂ - 1)², least on a hyperbola along which the valley grows narrow."""
    return 0.5 * (w[0] * w[1] - 1) ** 2


def slope(w):
    return (w[0] * w[1] - 1) * w[::-1]


def arrived(rule, steps=20_000):
    x = np.array([3.0, 0.4])
    memory = rule.init(x)
    for t in range(1, steps + 1):
        x, memory = rule.step(x, slope(x), memory, t)
    return x


def test_the_sharpness_of_the_valley_is_the_squared_length_of_w():
    w = sp.symbols("w1 w2", positive=True)
    trace = sp.hessian((w[0] * w[1] - 1) ** 2 / 2, w).trace()
    assert sp.expand(trace - (w[0] ** 2 + w[1] ** 2)) == 0
    # On the bottom w₂ = 1 / w₁ it is least at (1, 1), where it is 2.
    on_the_bottom = trace.subs(w[1], 1 / w[0])
    assert sp.solve(sp.diff(on_the_bottom, w[0]), w[0]) == [1]
    assert on_the_bottom.subs(w[0], 1) == 2


def test_sam_walks_along_the_valley_to_its_widest_place():
    x = arrived(SAM(GradientDescent(0.05), rho=0.1, gradient=slope))
    assert x @ x == pytest.approx(2.0002, abs=1e-4)
    assert valley(x) < 1e-8


def test_gradient_descent_stays_where_it_meets_the_valley():
    x = arrived(GradientDescent(0.05), steps=2000)
    assert x @ x == pytest.approx(9.06, abs=5e-3)
    assert valley(x) < 1e-30


@pytest.mark.parametrize("inner", [GradientDescent(0.1), Momentum(0.1), Adam(0.1)])
def test_with_radius_zero_sam_is_its_inner_rule(inner):
    sam = SAM(inner, rho=0.0, gradient=slope)
    assert np.array_equal(arrived(sam, 50), arrived(inner, 50))


def test_on_a_parabola_sam_sees_the_gradient_rho_farther_out():
    x, a, lr, rho = sp.symbols("x a alpha rho", positive=True)
    rule = SAM(GradientDescent(lr), rho, gradient=lambda p: a * p)
    moved, _ = rule.step(x, a * x, None, 1)
    assert sp.simplify(moved - (x - lr * a * (x + rho))) == 0


def test_near_the_minimum_of_a_parabola_sam_oscillates_instead_of_arriving():
    # At the fixed pair ±x: x - α a (x + ρ) = -x, so x = α a ρ / (2 - α a).
    lr, a, rho = 0.5, 1.0, 0.1
    rule, x = SAM(GradientDescent(lr), rho, gradient=lambda p: a * p), 3.0
    for t in range(1, 200):
        x, _ = rule.step(x, a * x, None, t)
    assert abs(x) == pytest.approx(lr * a * rho / (2 - lr * a), rel=1e-12)


def test_the_way_uphill_has_the_length_rho():
    seen = []
    x, grad = np.array([1.0, 2.0, 3.0]), np.array([5.0, -1e-6, 7.0])
    rule = SAM(GradientDescent(), rho=0.3, gradient=lambda p: seen.append(p) or p)
    rule.step(x, grad, None, 1)
    assert np.linalg.norm(seen[0] - x) == pytest.approx(0.3, rel=1e-12)
    np.testing.assert_allclose(np.cross(seen[0] - x, grad), 0, atol=1e-12)


@pytest.mark.parametrize("x", [0.0, np.zeros(2), np.zeros((2, 3))])
def test_at_rest_sam_divides_by_nothing_and_stays(x):
    rule = SAM(GradientDescent(), gradient=lambda p: p)
    moved, _ = rule.step(x, x, None, 1)
    assert np.array_equal(moved, x)


def test_one_run_at_rest_does_not_disturb_the_others_of_its_grid():
    x = np.array([[0.0, 3.0], [0.0, 4.0]])
    rule = SAM(GradientDescent(0.5), rho=np.array([1.0, 5.0]), gradient=lambda p: p)
    moved, _ = rule.step(x, x, None, 1)
    np.testing.assert_allclose(moved, [[0, 0], [3 - 3, 4 - 4]], atol=1e-15)


def test_the_radius_may_be_a_schedule_of_the_updates_made():
    read = []
    rho = lambda k: read.append(k) or 0.1  # noqa: E731
    rule = SAM(GradientDescent(), rho, gradient=lambda p: p)
    for t in (1, 2, 3):
        rule.step(1.0, 1.0, None, t)
    assert read == [0, 1, 2]


def test_minimize_gives_sam_its_gradient_and_counts_two_for_each_step():
    x0, rule = np.array([3.0, 0.4]), SAM(GradientDescent(0.05), rho=0.1)
    trace = minimize(valley, slope, x0, rule, steps=50, tol=0)
    by_hand = arrived(SAM(GradientDescent(0.05), rho=0.1, gradient=slope), 50)
    assert np.array_equal(trace.x, by_hand)
    assert trace.gradient_evaluations == 2 * 50 + 1


def test_sam_keeps_float32_and_changes_no_argument():
    assert keeps_float32(SAM(Momentum(), gradient=lambda p: 2 * p))
    x, grad = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    SAM(GradientDescent(), gradient=lambda p: p).step(x, grad, None, 1)
    assert x.tolist() == [1, 2]
    assert grad.tolist() == [3, 4]


def test_a_step_without_a_gradient_function_says_so():
    rule = SAM(GradientDescent())
    with pytest.raises(
        ValueError, match=r"SAM needs the function gradient, got None\. "
    ):
        rule.step(1.0, 1.0, None, 1)


@pytest.mark.parametrize("inner", [0.1, GradientDescent, None])
def test_something_that_is_no_rule_is_refused(inner):
    message = r"rule must be an update rule, got .*\. Try GradientDescent"
    with pytest.raises(TypeError, match=message):
        SAM(inner)


def test_a_negative_radius_is_refused():
    message = r"rho must not be negative, got -0\.1\. It is a radius; try 0\.05\."
    with pytest.raises(ValueError, match=message):
        SAM(GradientDescent(), rho=-0.1)
