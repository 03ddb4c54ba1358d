"""Standardizing: what it promises, what it gives back, what it refuses."""

import numpy as np
import pytest

from gdcourse.datasets import load_digits, standardize


@pytest.mark.parametrize("shape", [(50, 3), (50, 1), (50,)])
def test_columns_have_mean_zero_and_deviation_one(shape):
    X = np.random.default_rng(0).normal(5.0, 3.0, shape)
    Z = standardize(X).Z
    np.testing.assert_allclose(Z.mean(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose(Z.std(axis=0), 1, rtol=1e-14)


def test_mean_and_scale_undo_the_change():
    X = np.random.default_rng(1).normal(-2.0, 7.0, (20, 4))
    Z, mean, scale = standardize(X)
    np.testing.assert_allclose(Z * scale + mean, X, rtol=1e-14, atol=1e-14)


def test_hessian_of_least_squares_has_ones_on_its_diagonal():
    Z = standardize(np.random.default_rng(2).uniform(0, 9, (30, 5))).Z
    np.testing.assert_allclose(np.diag(Z.T @ Z / len(Z)), 1, rtol=1e-13)


def test_units_do_not_matter():
    X = np.random.default_rng(3).normal(size=(12, 2))
    Z = standardize(X).Z
    np.testing.assert_allclose(standardize(1000 * X + 7).Z, Z, rtol=1e-10, atol=1e-10)


def test_the_argument_is_left_as_it_was():
    X = np.arange(6.0).reshape(3, 2)
    before = X.copy()
    standardize(X)
    np.testing.assert_array_equal(X, before)


def test_a_constant_column_is_named():
    X = np.array([[1.0, 0.1], [2.0, 0.1], [3.0, 0.1]])
    with pytest.raises(ValueError, match=r"vary in every column, got .* column 1\. "):
        standardize(X)


def test_the_border_pixels_of_the_digits_are_constant():
    with pytest.raises(ValueError, match="column 0"):
        standardize(load_digits().X)


@pytest.mark.parametrize(
    ("X", "error", "words"),
    [
        ([], ValueError, "must not be empty"),
        ([[1.0, np.nan], [2.0, 3.0]], ValueError, "must be finite"),
        ([[1.0 + 2.0j], [3.0]], TypeError, "must be real numbers"),
        (np.ones((2, 2, 2)), ValueError, r"shape \(n,\) or \(n, d\), got \(2, 2, 2\)"),
        (3.0, ValueError, r"got \(\)"),
        ([[1.0, 2.0], [3.0]], ValueError, "rows of different lengths"),
    ],
)
def test_bad_input_gets_one_clear_line(X, error, words):
    with pytest.raises(error, match=words) as caught:
        standardize(X)
    assert "\n" not in str(caught.value)
