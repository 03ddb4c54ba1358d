"""The gradient check: right gradients pass at every scale, small mistakes do not."""

import numpy as np
import pytest

from gdcourse.derivation import check_gradient, derive

RIGHT = {
    "square": (lambda p: p @ p, lambda p: 2 * p),
    "linear": (lambda p: p.sum(), np.ones_like),
    "constant": (lambda p: 5.0, np.zeros_like),
    "wave": (lambda p: np.sin(p).sum(), np.cos),
    "cubes": (lambda p: (p**3).sum(), lambda p: 3 * p**2),
    "large": (lambda p: 1e6 * (p @ p), lambda p: 2e6 * p),
    "small": (lambda p: 1e-12 * (p @ p), lambda p: 2e-12 * p),
    "steep": (lambda p: np.exp(3 * p).sum(), lambda p: 3 * np.exp(3 * p)),
    "far from zero": (lambda p: 1e4 + (p @ p), lambda p: 2 * p),
}
POINTS = {
    "random": np.random.default_rng(0).normal(size=50),
    "zero": np.zeros(3),
    "one": np.ones(1),
    "mixed": np.array([1e-6, 1.0, 3.0, -2.0]),
}


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("point", POINTS)
def test_right_gradients_pass(name, point):
    f, g = RIGHT[name]
    result = check_gradient(f, g, POINTS[point])
    assert result.ok
    assert result.relative_error <= 1e-6


def test_derived_gradients_pass_at_critical_points_too():
    for formula in ("x**3 - 3*x*y**2", "(1 - x)**2 + 100*(y - x**2)**2", "x**4 + y"):
        f = derive(formula)
        for p in ([0.0, 0.0], [1.0, 1.0], [-1.2, 1.0]):
            assert check_gradient(f.value, f.gradient, p)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize("wrong", [0, 17, 49])
def test_one_coordinate_in_fifty_off_by_a_thousandth_is_found(scale, wrong):
    x = 1 + np.random.default_rng(1).random(50)

    def g(p):
        slopes = 2 * scale * p
        slopes[wrong] *= 1.001
        return slopes

    result = check_gradient(lambda p: scale * (p @ p), g, x)
    assert not result
    assert result.worst == wrong
    assert result.relative_error == pytest.approx(1e-3 / 1.001, rel=1e-3)


MISTAKES = {
    "a factor 2 is missing": lambda p: p,
    "the sign is wrong": lambda p: -2 * p,
    "coordinates are swapped": lambda p: 2 * p[::-1],
    "an entry is NaN": lambda p: 2 * p * [np.nan, 1, 1],
    "everything is zero": np.zeros_like,
    "an entry is infinite": lambda p: 2 * p * [1, np.inf, 1],
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_gradient_does_not_pass(mistake):
    result = check_gradient(lambda p: p @ p, MISTAKES[mistake], [1.0, 2.0, 3.0])
    assert not result.ok


def test_where_f_overflows_no_gradient_passes():
    assert not check_gradient(lambda p: np.inf, lambda p: 2 * p, [1.0, 2.0]).ok


def test_a_right_gradient_costs_two_evaluations_per_coordinate():
    calls = []
    x = np.arange(1.0, 8.0)
    result = check_gradient(lambda p: calls.append(p) or p @ p, lambda p: 2 * p, x)
    assert result.evaluations == len(calls) == 14


def test_neither_point_nor_gradient_is_changed():
    x = np.array([1.0, 2.0])

    def spoiling(p):
        p *= 2
        return p

    assert check_gradient(lambda p: p @ p, spoiling, x).ok
    assert x.tolist() == [1.0, 2.0]


def test_a_function_of_one_number_can_be_checked():
    assert check_gradient(np.sin, np.cos, 0.3).ok
    assert not check_gradient(np.sin, np.sin, 0.3).ok


BAD = [
    (lambda: check_gradient(np.sum, 3, [1.0]), TypeError, "g must be a function"),
    (lambda: check_gradient(np.sum, np.sum, [1.0, 2.0]), ValueError, r"shape \(2,\)"),
    (lambda: check_gradient(np.sum, np.cos, np.ones((2, 3))), ValueError, "one point"),
    (lambda: check_gradient(np.sum, np.cos, [np.inf]), ValueError, "x must be finite"),
]


@pytest.mark.parametrize(("call", "error", "words"), BAD)
def test_bad_input_gets_a_clear_error(call, error, words):
    with pytest.raises(error, match=words):
        call()
