"""Largest, sign and length: one meaning for numbers, arrays, grids and symbols."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers.elementary import maximum, norm, sign

NAN = float("nan")


def test_the_larger_of_two_is_taken_entry_by_entry():
    assert maximum(2.0, -3.0) == 2.0
    assert type(maximum(2.0, -3.0)) is float
    assert maximum(np.array([[1.0, 5.0]]), np.array([[4.0], [0.0]])).tolist() == [
        [4, 5],
        [1, 5],
    ]
    assert maximum(np.array([1.0, 5.0]), 2.0).tolist() == [2, 5]


@pytest.mark.parametrize("pair", [(NAN, 1.0), (1.0, NAN)])
def test_not_a_number_is_never_hidden_by_a_maximum(pair):
    assert np.isnan(maximum(*pair))
    assert np.isnan(maximum(*map(np.atleast_1d, pair))).all()


def test_the_maximum_of_symbols_is_decided_later():
    a, b = sp.symbols("a b")
    larger = maximum(a, b)
    assert larger.subs({a: 2, b: 3}) == 3
    assert float(maximum(0.0, a).subs(a, -1)) == 0
    assert maximum(a, 0.0).subs(a, 7) == 7


def test_the_sign_is_minus_one_zero_or_one():
    assert [sign(a) for a in (-3.0, 0.0, 1e-300)] == [-1, 0, 1]
    assert type(sign(-3.0)) is float
    assert sign(np.array([[-2.0, 0.0], [5.0, -0.0]])).tolist() == [[-1, 0], [1, 0]]
    assert np.isnan(sign(NAN))


def test_the_sign_of_a_symbol_is_decided_later():
    a = sp.symbols("a", real=True)
    assert [sign(a).subs(a, value) for value in (-2, 0, 3)] == [-1, 0, 1]
    assert sign(sp.symbols("p", positive=True)) == 1


@pytest.mark.parametrize("d", [1, 2, 5, 1000])
def test_the_length_is_that_of_euclid(d):
    a = np.random.default_rng(d).normal(size=d)
    assert norm(a) == pytest.approx(np.linalg.norm(a), rel=1e-13)
    assert norm(a[0]) == abs(a[0])


def test_a_grid_has_one_length_for_each_run_and_the_single_run_has_the_same_bits():
    a = np.random.default_rng(0).normal(size=(3, 4, 50))
    lengths = norm(a)
    assert lengths.shape == (4, 50)
    for i, j in np.ndindex(4, 50):
        assert lengths[i, j] == norm(a[:, i, j].copy())


def test_the_length_of_symbols_is_the_root_of_the_sum_of_squares():
    a, b = sp.symbols("a b", positive=True)
    length = norm(np.array([a, b]))
    assert sp.simplify(sp.nsimplify(length) - sp.sqrt(a**2 + b**2)) == 0
    assert norm(-a) == a


@pytest.mark.parametrize("function", [sign, norm, lambda a: maximum(a, 2.0)])
def test_float32_goes_in_and_comes_out(function):
    for a in (np.ones(3, np.float32), np.ones((3, 2), np.float32)):
        assert function(a).dtype == np.float32


@pytest.mark.parametrize("function", [sign, norm, lambda a: maximum(a, a)])
def test_arguments_are_not_changed(function):
    a = np.array([1.0, -2.0])
    function(a)
    assert a.tolist() == [1, -2]
