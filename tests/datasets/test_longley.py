"""Longley's data: the certified answer, computed again without rounding."""

from fractions import Fraction

import numpy as np
import pytest

from gdcourse.datasets import load_longley, standardize
from gdcourse.datasets.files import read_rows


def solve_exactly(matrix, right):
    """Gauss-Jordan elimination in fractions."""
    size = len(matrix)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = next(k for k in range(i, size) if rows[k][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [entry / rows[i][i] for entry in rows[i]]
        for k in (k for k in range(size) if k != i):
            factor = rows[k][i]
            pairs = zip(rows[k], rows[i], strict=True)
            rows[k] = [entry - factor * other for entry, other in pairs]
    return [row[-1] for row in rows]


def exact_least_squares():
    _, words = read_rows("longley.csv")
    table = [[Fraction(word) for word in row] for row in words]
    X = [[Fraction(1), *row[1:]] for row in table]
    y = [row[0] for row in table]
    normal = [[sum(x[i] * x[j] for x in X) for j in range(7)] for i in range(7)]
    right = [sum(x[i] * v for x, v in zip(X, y, strict=True)) for i in range(7)]
    return solve_exactly(normal, right)


def test_certified_coefficients_are_the_exact_answer_at_all_15_digits():
    exact = [float(value) for value in exact_least_squares()]
    np.testing.assert_allclose(load_longley().certified, exact, rtol=5e-15)


def test_condition_number_is_the_one_the_docstring_states():
    X = load_longley().X
    condition = np.linalg.cond(np.column_stack([np.ones(len(X)), X]))
    assert condition == pytest.approx(4.9e9, rel=0.02)


def test_standardizing_makes_longley_a_hundred_thousand_times_better_conditioned():
    X = load_longley().X
    raw = np.linalg.cond(np.column_stack([np.ones(len(X)), X]))
    assert np.linalg.cond(standardize(X).Z) < raw / 1e5


def test_names_are_the_columns_in_order():
    data = load_longley()
    assert data.names[0] == "deflator"
    assert data.names[-1] == "year"
    np.testing.assert_array_equal(data.X[:, -1], np.arange(1947, 1963))
    assert data.X.shape == (16, len(data.names)) == (len(data.y), 6)


def test_representation_names_years_and_predictors():
    assert repr(load_longley()) == "Longley(16 years, 6 predictors)"
