"""Lesson 02: columns of one scale, so that one learning rate suits them all."""

from typing import NamedTuple

import numpy as np

from gdcourse.arguments import finite


class Standardized(NamedTuple):
    """``Z = (X - mean) / scale``, with ``mean`` and ``scale`` per column of ``X``."""

    Z: np.ndarray
    mean: np.ndarray
    scale: np.ndarray


def standardize(X: np.ndarray) -> Standardized:
    """Each column with mean 0 and standard deviation 1.

        Z = (X − mean) / scale,    scale² = mean of (X − mean)²

    ``X`` has shape (n, d), or (n,) for one column; n ≥ 2. The mean square counts n
    rows, not n − 1, so that the Hessian of least squares on ``Z`` has ones on its
    diagonal. A ValueError is raised for an empty, not finite or constant column.

    >>> Z, mean, scale = standardize([[1.0, 10.0], [3.0, 50.0]])
    >>> Z
    array([[-1., -1.],
           [ 1.,  1.]])
    >>> mean, scale
    (array([ 2., 30.]), array([ 1., 20.]))
    """
    X = finite("X", X, "Give one row per example and one column per feature.")
    if X.ndim not in (1, 2):
        raise ValueError(
            f"X must have shape (n,) or (n, d), got {X.shape}. "
            "Give one row per example and one column per feature."
        )
    constant = np.atleast_1d(np.ptp(X, axis=0) == 0)
    if constant.any():
        raise ValueError(
            f"X must vary in every column, got the same value throughout column "
            f"{int(constant.argmax())}. Leave that column out; an intercept does its "
            "work."
        )
    mean = X.mean(axis=0)
    scale = X.std(axis=0)
    return Standardized((X - mean) / scale, mean, scale)
