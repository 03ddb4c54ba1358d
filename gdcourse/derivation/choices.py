"""Lesson 11: a random choice, its mean pay, and the exact gradient of it.

A choice k among d is drawn with chances p = softmax(θ) and pays f_k. The mean pay

    J(θ) = Σ_k p_k f_k        has the gradient   ∇J = p ∘ (f − J)
"""

import numpy as np

from gdcourse.arguments import finite, integer, same_shape
from gdcourse.derivation.entrywise import softmax


def probabilities(theta: np.ndarray) -> np.ndarray:
    """p = softmax(θ), the chance of each choice, shape (d,).

    >>> probabilities([0.0, 0.0])
    array([0.5, 0.5])
    """
    theta = finite("theta", theta, "Give one number for each choice.")
    if theta.ndim != 1 or len(theta) < 2:
        raise ValueError(
            f"theta must have shape (d,) with at least 2 choices, got shape "
            f"{theta.shape}. Try [0.0, 0.0]."
        )
    return softmax(theta)


def exact_gradient(theta: np.ndarray, f: np.ndarray) -> np.ndarray:
    """∇J = p ∘ (f − J), by the sum over all choices.

    >>> exact_gradient([0.0, 0.0], [1.0, 3.0])
    array([-0.5,  0.5])
    """
    p, f = priced(theta, f)
    return p * (f - p @ f)


def scores(theta: np.ndarray) -> np.ndarray:
    """∇log p_k for every choice k as columns: entry [i, k] is 1(i = k) − p_i.

    >>> scores([0.0, 0.0])
    array([[ 0.5, -0.5],
           [-0.5,  0.5]])
    """
    p = probabilities(theta)
    return np.eye(len(p)) - p[:, None]


def priced(theta: np.ndarray, f: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The chances, and what each choice pays."""
    p = probabilities(theta)
    f = finite("f", f, "Give what each choice pays.")
    same_shape("f", f, p, "Give one pay for each entry of theta.")
    return p, f


def sample_count(samples: int) -> int:
    """A whole number of samples, at least 1."""
    return integer("samples", samples, 1, "More samples scatter less; try 1000.")
