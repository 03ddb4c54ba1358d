"""Lesson 01: the functions of the log-losses, written so that they stay finite.

Each takes arrays of real numbers, of complex numbers (for the complex step) or of SymPy
expressions (for the proof; there the plain definition is used). The trick is the same
everywhere: take the largest exponent out, so that ``exp`` only sees numbers ≤ 0.
"""

import numpy as np


def is_symbolic(values: np.ndarray) -> bool:
    """Are the entries SymPy expressions?"""
    return values.dtype == object


def in_sympy(name: str, values: np.ndarray, *options: int) -> np.ndarray:
    """SymPy's function of this name applied to every entry."""
    import sympy

    function = getattr(sympy, name)
    return np.frompyfunc(lambda entry: function(entry, *options), 1, 1)(values)


def exp(values: np.ndarray) -> np.ndarray:
    """The exponential of every entry."""
    return in_sympy("exp", values) if is_symbolic(values) else np.exp(values)


def log(values: np.ndarray) -> np.ndarray:
    """The natural logarithm of every entry."""
    return in_sympy("log", values) if is_symbolic(values) else np.log(values)


def softplus(z: np.ndarray) -> np.ndarray:
    """log(1 + eᶻ) without overflow: z + log(1 + e⁻ᶻ) where z is positive.

    >>> softplus(np.array([-800.0, 0.0, 800.0])).round(3).tolist()
    [0.0, 0.693, 800.0]
    """
    if is_symbolic(z):
        return log(1 + exp(z))
    positive = z.real > 0
    return np.where(positive, z, 0) + np.log1p(np.exp(np.where(positive, -z, z)))


def sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z) = 1 / (1 + e⁻ᶻ) without overflow: eᶻ / (1 + eᶻ) where z is negative.

    >>> sigmoid(np.array([-800.0, 0.0, 800.0]))
    array([0. , 0.5, 1. ])
    """
    if is_symbolic(z):
        return 1 / (1 + exp(-z))
    positive = z.real > 0
    small = np.exp(np.where(positive, -z, z))
    return np.where(positive, 1, small) / (1 + small)


def logsumexp(scores: np.ndarray) -> np.ndarray:
    """log Σₖ e^{sₖ} of every row, as a column.

    >>> logsumexp(np.array([[800.0, 800.0]]))
    array([[800.69314718]])
    """
    top = _row_maximum(scores)
    return top + log(exp(scores - top).sum(axis=-1, keepdims=True))


def softmax(scores: np.ndarray) -> np.ndarray:
    """e^{sₖ} / Σₗ e^{sₗ} in every row: positive numbers that sum to 1.

    >>> softmax(np.array([[800.0, 800.0]]))
    array([[0.5, 0.5]])
    """
    weights = exp(scores - _row_maximum(scores))
    return weights / weights.sum(axis=-1, keepdims=True)


def _row_maximum(scores: np.ndarray) -> np.ndarray | int:
    if is_symbolic(scores):
        return 0
    return scores.real.max(axis=-1, keepdims=True)
