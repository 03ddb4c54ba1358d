"""Tables of methods agree with the methods."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from gdcourse import optimizers
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.tables import (
    as_table,
    fraction,
    gradient_descent,
    heavy_ball,
    nesterov,
    optimized,
    with_momentum,
)

F = Fraction


def run(table, gradient, x0):
    gradients, points = [], [np.array(x0, dtype=float)]
    for row in table:
        gradients.append(gradient(points[-1]))
        moves = sum(float(h) * g for h, g in zip(row, gradients, strict=True))
        points.append(points[0] - moves)
    return np.array(points)


def bowl(x):
    return np.array([1.0, 0.3]) * np.tanh(x)


def test_gradient_descent_is_the_rule_of_the_course():
    rule, x = optimizers.GradientDescent(lr=0.75), np.array([1.0, -2.0])
    points = run(gradient_descent(F(3, 4), 6), bowl, x)
    memory = rule.init(x)
    for t in range(1, 7):
        x, memory = rule.step(x, bowl(x), memory, t)
        np.testing.assert_allclose(points[t], x, rtol=1e-12)


def test_heavy_ball_is_the_recursion():
    points = run(heavy_ball(7, F(1, 2), F(1, 3)), bowl, [1.0, -2.0])
    before = x = points[0]
    for point in points[1:]:
        before, x = x, x - bowl(x) / 2 + (x - before) / 3
        np.testing.assert_allclose(point, x, rtol=0, atol=1e-12)


def test_nesterov_is_the_recursion_and_ends_at_x():
    points = run(nesterov(7), bowl, [1.0, -2.0])
    x = y = points[0]
    for k in range(7):
        np.testing.assert_allclose(points[k], y, rtol=0, atol=1e-12)
        moved = y - bowl(y)
        x, y = moved, moved + k / (k + 3) * (moved - x)
    np.testing.assert_allclose(points[7], x, rtol=0, atol=1e-12)


def test_the_coefficients_of_nesterov_have_a_closed_form():
    N, table = 9, nesterov(9)
    for i in range(N):
        assert table[-1][i] == F(i + 2, 2) - F(i * (i + 1) * (i + 2), 2 * N * (N + 1))
        for j in range(i + 1, N):
            lost = F(i * (i + 1) * (i + 2), 2 * (j + 1) * (j + 2))
            assert table[j - 1][i] == F(i + 2, 2) - lost


def test_momentum_zero_is_gradient_descent():
    assert with_momentum(5, lambda k: 0) == gradient_descent(1, 5)
    assert heavy_ball(5, F(1, 2), 0) == gradient_descent(F(1, 2), 5)


def test_a_blend_of_everything_is_gradient_descent():
    assert optimized(4, blend=1) == gradient_descent(1, 4)
    assert optimized(1, blend=0) == gradient_descent(F(3, 2), 1)


def test_optimized_is_the_recursion_with_its_weights():
    theta = [1.0]
    for k in range(4):
        theta.append((1 + np.sqrt((8 if k == 3 else 4) * theta[-1] ** 2 + 1)) / 2)
    points = run(optimized(4, blend=0), bowl, [1.0, -2.0])
    x = y = points[0]
    for k in range(4):
        moved, a, b = (
            y - bowl(y),
            (theta[k] - 1) / theta[k + 1],
            theta[k] / theta[k + 1],
        )
        x, y = moved, moved + a * (moved - x) + b * (moved - y)
        np.testing.assert_allclose(points[k + 1], y, rtol=0, atol=2e-3)


def test_tables_are_triangles_of_fractions():
    for table in (heavy_ball(4, 1, F(1, 2)), nesterov(4), optimized(4)):
        assert [len(row) for row in table] == [1, 2, 3, 4]
        assert all(type(h) is Fraction for row in table for h in row)


@pytest.mark.parametrize("value", [2, sp.Integer(2), F(2), np.int64(2), sp.Rational(2)])
def test_exact_numbers_of_every_kind_are_taken(value):
    assert fraction("lr", value) == 2


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: fraction("lr", sp.Symbol("a")), "lr must be one exact number, got a"),
        (lambda: fraction("lr", sp.sqrt(2)), r"one exact number, got sqrt\(2\)"),
        (lambda: fraction("lr", np.float64(0.1)), r"exact numbers, got 0\.1"),
        (lambda: fraction("lr", float("nan")), "got nan"),
        (lambda: fraction("lr", float("inf")), "finite numbers, got oo"),
        (lambda: heavy_ball(3, 1, 0.9), r"exact numbers, got 0\.9\. Write"),
        (lambda: with_momentum(3, lambda k: 0.5), r"exact numbers, got 0\.5"),
        (lambda: nesterov(0), "N must be a whole number of at least 1, got 0"),
        (lambda: nesterov(3, shift=0), "shift must be a whole number of at least 1"),
        (lambda: gradient_descent(1), "N must be a whole number.*got None"),
        (lambda: as_table("11"), "a list of step sizes or of rows, got '11'"),
    ],
)
def test_mistakes_get_a_message_in_three_parts(make, message):
    with pytest.raises((Refused, ValueError), match=message):
        make()
