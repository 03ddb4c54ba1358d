"""Differences: their known errors, their evaluation counts, and their exact limits."""

import math

import numpy as np
import pytest

from gdcourse import derivation
from gdcourse.derivation import (
    central_difference,
    complex_step,
    complex_step_jacobian,
    directional_derivative,
    forward_difference,
)


def wave(x):
    return np.exp(x) * np.sin(x)


SLOPE = math.exp(1.3) * (math.sin(1.3) + math.cos(1.3))


class Counted:
    def __init__(self, f):
        self.f, self.count = f, 0

    def __call__(self, x):
        self.count += 1
        return self.f(x)


def hills(p):
    return (np.sin(p) * np.arange(1, len(p) + 1).reshape(-1, *[1] * (p.ndim - 1))).sum(
        0
    )


def hills_slope(p):
    return np.cos(p) * np.arange(1, len(p) + 1)


@pytest.mark.parametrize(
    ("difference", "tolerance"),
    [(forward_difference, 1e-7), (central_difference, 1e-9), (complex_step, 1e-15)],
)
def test_each_default_step_reaches_its_digits(difference, tolerance):
    assert difference(wave, 1.3) == pytest.approx(SLOPE, rel=tolerance)


def test_errors_follow_truncation_and_rounding():
    def error(difference, h):
        return abs(difference(wave, 1.3, h=h) - SLOPE)

    # Halving a large step: truncation halves (forward) or quarters (central).
    halves = error(forward_difference, 1e-3) / error(forward_difference, 5e-4)
    quarters = error(central_difference, 1e-2) / error(central_difference, 5e-3)
    assert halves == pytest.approx(2, rel=1e-3)
    assert quarters == pytest.approx(4, rel=1e-3)
    # A tiny step is all rounding: error of order ε/h.
    assert error(forward_difference, 1e-15) > 0.1
    assert error(complex_step, 1e-300) < 1e-15


def test_the_default_steps_are_near_the_best():
    steps = np.logspace(-12, -2, 61)
    for difference, limit in ((forward_difference, 60), (central_difference, 60)):
        errors = [abs(difference(wave, 1.3, h=h) - SLOPE) for h in steps]
        # The best of 61 is partly luck; the median of the lowest dip is not.
        assert abs(difference(wave, 1.3) - SLOPE) < limit * np.sort(errors)[5]


@pytest.mark.parametrize("d", [1, 2, 7])
@pytest.mark.parametrize(
    ("difference", "wanted"),
    [
        (forward_difference, lambda d: d + 1),
        (central_difference, lambda d: 2 * d),
        (complex_step, lambda d: d),
    ],
)
def test_evaluations_are_as_many_as_promised(difference, wanted, d):
    f = Counted(hills)
    difference(f, np.ones(d))
    assert f.count == wanted(d)


@pytest.mark.parametrize(
    "difference", [forward_difference, central_difference, complex_step]
)
def test_coordinates_of_every_size_get_a_fitting_step(difference):
    x = np.array([1.0, 1e3, 1e8])
    slopes = difference(lambda p: ((p / x) ** 3).sum(), x)
    assert np.allclose(slopes, 3 / x, rtol=1e-6, atol=0)


@pytest.mark.parametrize(
    "difference", [forward_difference, central_difference, complex_step]
)
def test_a_grid_of_points_gives_a_grid_of_gradients(difference):
    grid = np.random.default_rng(0).normal(size=(3, 4, 5))
    slopes = difference(hills, grid)
    assert slopes.shape == grid.shape
    assert np.allclose(slopes[:, 2, 3], difference(hills, grid[:, 2, 3]), rtol=1e-6)


@pytest.mark.parametrize(
    "difference", [forward_difference, central_difference, complex_step]
)
def test_the_point_is_not_changed_even_by_a_function_that_changes_its_own(difference):
    def spoiling(p):
        value = (p**2).sum()
        p[:] = 99
        return value

    x = np.array([1.0, 2.0])
    assert np.allclose(difference(spoiling, x), [2, 4], rtol=1e-7)
    assert x.tolist() == [1.0, 2.0]


def test_integer_points_are_accepted():
    assert complex_step(lambda p: p[0] ** 2 * p[1], np.array([3, 2])).tolist() == [
        12,
        9,
    ]


def test_the_jacobian_holds_outputs_in_rows_and_inputs_in_columns():
    def g(p):
        return np.array([p[0] * p[1], p[1] ** 2, p[0]])

    assert complex_step_jacobian(g, [2.0, 3.0]).tolist() == [[3, 2], [0, 6], [1, 0]]


def test_the_jacobian_of_a_gradient_is_the_hessian():
    f = derivation.derive("x**3*y + exp(y)")
    p = np.array([0.4, -0.3])
    assert np.allclose(
        complex_step_jacobian(f.gradient, p), f.hessian(p), rtol=1e-15, atol=0
    )


def test_the_directional_derivative_is_gradient_times_direction():
    x, u = np.array([0.2, 0.7, -0.4]), np.array([1.0, -2.0, 0.5])
    f = Counted(hills)
    assert directional_derivative(f, x, u) == pytest.approx(
        hills_slope(x) @ u, rel=1e-9
    )
    assert f.count == 2


def test_many_directions_cost_two_evaluations_on_a_grid():
    x, angles = np.array([0.2, 0.7]), np.linspace(0, 2 * np.pi, 90)
    u = np.array([np.cos(angles), np.sin(angles)])
    slopes = directional_derivative(hills, x, u)
    assert np.allclose(slopes, hills_slope(x) @ u, atol=1e-9)


@pytest.mark.parametrize("size", [1e-12, 1.0, 1e12])
def test_the_length_of_the_direction_counts_and_its_size_does_not_hurt(size):
    x, u = np.array([0.2, 0.7]), np.array([0.6, 0.8])
    slope = directional_derivative(hills, x, size * u)
    assert slope == pytest.approx(size * (hills_slope(x) @ u), rel=1e-9)


def test_no_direction_has_no_slope():
    assert directional_derivative(hills, [0.2, 0.7], [0.0, 0.0]) == 0.0


BAD = [
    (lambda: central_difference(3, [1.0]), TypeError, "f must be a function, got 3"),
    (lambda: central_difference(hills, [np.nan]), ValueError, "x must be finite"),
    (lambda: central_difference(hills, []), ValueError, "x must not be empty"),
    (lambda: central_difference(hills, [1j]), TypeError, "x must be real numbers"),
    (lambda: forward_difference(hills, [1.0], h=0), ValueError, "h must be positive"),
    (lambda: central_difference(hills, [1.0], h=-1), ValueError, "h must be positive"),
    (lambda: central_difference(np.sin, [1.0, 2.0]), ValueError, "one value per point"),
    (lambda: complex_step(np.sin, [1.0, 2.0]), ValueError, "one value per point"),
    (lambda: complex_step(lambda p: abs(p[0]), [1.0]), ValueError, "accept complex"),
    (lambda: directional_derivative(hills, [1.0], [1, 2]), ValueError, "u must have 1"),
]


@pytest.mark.parametrize(("call", "error", "words"), BAD)
def test_bad_input_gets_one_clear_line(call, error, words):
    with pytest.raises(error, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
    assert ", got " in str(caught.value)
