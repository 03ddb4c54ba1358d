"""Lesson 02: losses of models on data: least squares, ridge, logistic, softmax.

Every loss is a *mean* over the n rows of X, so its curvature does not grow with n:

- ``least_squares``: f(w) = 1/(2n) ‖Xw − y‖², half the mean of the squared residuals
- ``ridge``: least squares + (λ/2) ‖w‖², where λ is ``strength``
- ``logistic``: mean of −log of the chance given to the true label, + (λ/2) ‖w‖²
- ``softmax``: the same for c classes, + (λ/2) ‖W‖²; W (d, c) is a flat vector of d·c

The penalty is not divided by n and falls on every parameter, also on that of a column
of ones. The losses are the matrix forms derived in ``derivation``; nothing is typed
again here. L and μ come from the singular values of X.
"""

import numpy as np

from gdcourse.derivation import matrix_forms
from gdcourse.landscapes.data import (
    checked_rows,
    checked_strength,
    one_column_per_class,
    zeros_and_ones,
)
from gdcourse.landscapes.data_landscape import DataLandscape


def least_squares(X: np.ndarray, y: np.ndarray) -> DataLandscape:
    """f(w) = 1/(2n) ‖Xw − y‖², half the mean of the squared residuals.

    Args:
        X: shape (n, d), one row per data point; add a column of ones for an intercept.
        y: shape (n,), one target per row.

    Raises:
        ValueError: empty or NaN data, or as many targets as rows are missing.

    >>> loss = least_squares([[1, 0], [1, 1], [1, 2]], [1, 3, 5])
    >>> loss.minimizers.round(12), float(loss.value([0.0, 0.0]).round(12))
    (array([[1., 2.]]), 5.833333333333)
    """
    return DataLandscape(matrix_forms.least_squares, *checked_rows(X, y, "y"))


def ridge(X: np.ndarray, y: np.ndarray, strength: float) -> DataLandscape:
    """f(w) = 1/(2n) ‖Xw − y‖² + (λ/2) ‖w‖², λ = ``strength`` ≥ 0.

    >>> ridge([[1.0]], [2.0], strength=1.0).minimizers
    array([[1.]])
    """
    rows = checked_rows(X, y, "y")
    return DataLandscape(matrix_forms.ridge, *rows, checked_strength(strength))


def logistic(X: np.ndarray, y: np.ndarray, strength: float = 0.0) -> DataLandscape:
    """f(w) = mean of log(1 + exp(xᵢ·w)) − yᵢ xᵢ·w, + (λ/2) ‖w‖², labels 0 or 1.

    >>> loss = logistic([[1.0], [1.0], [1.0], [1.0]], [1, 1, 1, 0])
    >>> float(loss.minimizers[0, 0].round(12)) == float(np.log(3).round(12))
    True
    """
    X, y = checked_rows(X, y, "y")
    strength = checked_strength(strength)
    return DataLandscape(matrix_forms.logistic, X, zeros_and_ones(y), strength)


def softmax(X: np.ndarray, labels: np.ndarray, strength: float = 0.0) -> DataLandscape:
    """f(W) = mean of −log softmax(xᵢ W) at the true class, + (λ/2) ‖W‖².

    The parameters are one flat vector of d·c numbers, the rows of W one after another;
    ``unpack(w)`` shows them as W of shape (d, c). Labels are 0, 1, …, c − 1.

    >>> softmax([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [0, 1, 2]).shape
    (2, 3)
    """
    X, labels = checked_rows(X, labels, "labels")
    strength = checked_strength(strength)
    classes = one_column_per_class(labels)
    return DataLandscape(matrix_forms.softmax, X, classes, strength)
