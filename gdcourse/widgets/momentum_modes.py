"""Lesson 07: momentum on a quadratic, mode by mode: the roots behind every run.

In the direction of an eigenvector with curvature λ one step of a method is a linear map
of (x, velocity). Here that map is read off the course's own rule; its two roots are the
factors by which the mode is multiplied, and the larger one is the rate. L = 1.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.optimizers import LookAhead, Momentum
from gdcourse.proofs.heavy_ball_tuning import tuned
from gdcourse.proofs.nesterov_on_quadratics import tuned_rate
from gdcourse.proofs.nesterov_stability import edge

HEAVY, NESTEROV = "heavy ball", "Nesterov"
RATES = np.linspace(0, 4, 121)
MOMENTA = np.linspace(0, 1, 101)


def rule(method: str, lr: Any, momentum: Any) -> Any:
    """The rule of the optimizers' room; x_k is the iterate for both."""
    kind = LookAhead if method == NESTEROV else Momentum
    return kind(lr, momentum)


def roots(method: str, lr: Any, momentum: Any, curvature: Any) -> np.ndarray:
    """The two roots of one step for a curvature (or arrays of them), shape (2, *batch).

    >>> roots("heavy ball", 1.0, 0.25, 0.25).real.round(12)
    array([0.5, 0.5])
    """
    lr, momentum, curvature = map(np.asarray, (lr, momentum, curvature))
    step = rule(method, lr, momentum)
    if method == NESTEROV:
        step = LookAhead(lr, momentum, gradient=lambda y: curvature * y)
    batch = np.broadcast_shapes(lr.shape, momentum.shape, curvature.shape)
    one, none = np.ones(batch), np.zeros(batch)
    a, c = step.step(one, curvature * one, none, 2)
    b, d = step.step(none, none, one, 2)
    half, product = (a + d) / 2, a * d - b * c
    square = half**2 - product
    square = np.where(np.abs(square) < 1e-14, 0, square)  # a double root stays double
    spread = np.emath.sqrt(square)
    return np.stack([half + spread, half - spread]).astype(complex)


def rate(method: str, lr: Any, momentum: Any, curvatures: Any) -> Any:
    """The largest size of a root over the curvatures; between two it is no larger."""
    ends = (np.abs(roots(method, lr, momentum, c)).max(axis=0) for c in curvatures)
    return np.maximum.reduce(list(ends))


def best_rate(method: str, kappa: float) -> float:
    """The smallest rate that any learning rate and momentum reach.

    >>> round(best_rate("heavy ball", 9), 12), best_rate("Nesterov", 5)
    (0.5, 0.5)
    """
    if method == NESTEROV:
        return tuned_rate(kappa)
    return tuned(1 / kappa, 1.0)[1] ** 0.5


@lru_cache(maxsize=16)
def speeds(method: str, kappa: float) -> np.ndarray:
    """The whole map in one batch: log of the rate over that of the best; NaN diverges.

    One row per momentum, one column per learning rate.
    """
    rates = rate(method, RATES, MOMENTA[:, None], (1 / kappa, 1.0))
    with np.errstate(divide="ignore"):
        shares = np.log(rates) / np.log(best_rate(method, kappa))
    return np.where(rates > 1 + 1e-9, np.nan, np.maximum(shares, 0))


def stable_edge(method: str) -> np.ndarray:
    """The learning rates beyond which the steepest direction diverges, over β."""
    ends = edge(MOMENTA) if method == NESTEROV else 2 * (1 + MOMENTA)
    return np.stack([ends, MOMENTA])


def monotone_edge(method: str) -> np.ndarray:
    """The learning rates up to which no direction overshoots, over β."""
    root = MOMENTA**0.5
    if method == NESTEROV:
        return np.stack([((1 - MOMENTA) / (1 + MOMENTA)) ** 2, MOMENTA])
    return np.stack([(1 - root) ** 2, MOMENTA])


def critical_momentum(method: str, lr: float, curvature: float) -> float | None:
    """The momentum that gives this curvature a double root, without overshooting.

    >>> critical_momentum("heavy ball", 1.0, 0.04)
    0.6400000000000001
    """
    root = (lr * curvature) ** 0.5
    if not 0 < root <= 1:
        return None
    return (1 - root) / (1 + root) if method == NESTEROV else (1 - root) ** 2
