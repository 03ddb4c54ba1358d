"""Lesson 03: random functions of each class, and runs of a method on them.

Every promise of a theorem can be tried on functions that nobody chose. They are sums of
simple pieces of which L, μ and a minimizer are known; piecewise quadratic ones come
closest to the worst case.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, eq=False)
class Problem:
    """A function, what is known about it, and where to start.

    value, gradient : take a point, a number or an array (d,)
    L, mu : smoothness and strong convexity (or the constant of the PL inequality)
    start : where a run begins
    minimizer : a point where the value is ``minimum``; None if only a lower bound
        ``minimum`` is known
    """

    value: Callable[[Any], Any]
    gradient: Callable[[Any], Any]
    L: float
    start: Any
    mu: float = 0.0
    minimizer: Any = 0.0
    minimum: float = 0.0


@dataclass(frozen=True, eq=False)
class Walk:
    """What theorems measure along a run: arrays over k = 0, 1, …, K.

    gaps : f(x_k) - f*
    gradients : ‖∇f(x_k)‖²
    distances : ‖x_k - x*‖², empty if no minimizer is known
    """

    points: list
    gaps: np.ndarray
    gradients: np.ndarray
    distances: np.ndarray

    @property
    def ks(self) -> np.ndarray:
        return np.arange(len(self.points))


def walk(problem: Problem, rule: Any, steps: int) -> Walk:
    """Steps of a rule from the start of the problem, without stopping early.

    >>> from gdcourse.optimizers import GradientDescent
    >>> bowl = Problem(lambda x: x**2 / 2, lambda x: x, L=1.0, start=8.0)
    >>> walk(bowl, GradientDescent(lr=0.5), steps=3).points
    [8.0, 4.0, 2.0, 1.0]
    """
    x, memory = problem.start, rule.init(problem.start)
    points, values, gradients = [], [], []
    for t in range(1, steps + 2):
        g = problem.gradient(x)
        points.append(x)
        values.append(problem.value(x))
        gradients.append(np.dot(g, g))
        x, memory = rule.step(x, g, memory, t)
    away = [] if problem.minimizer is None else [p - problem.minimizer for p in points]
    return Walk(
        points,
        gaps=np.array(values) - problem.minimum,
        gradients=np.array(gradients),
        distances=np.array([np.dot(v, v) for v in away]),
    )


def random_convex(rng: np.random.Generator) -> Problem:
    """Convex and L-smooth, in 1 to 4 dimensions; minimizers may form a flat."""
    return _bowls(rng, 0.0)


def random_strongly_convex(rng: np.random.Generator) -> Problem:
    """The same with μ/2 ‖x - x*‖² added; κ up to 1000."""
    return _bowls(rng, 10 ** rng.uniform(-3, 0))


def _bowls(rng: np.random.Generator, share: float) -> Problem:
    """Σ h_i(a_i·(x - x*)) + μ/2 ‖x - x*‖², where h_i'(t) = t cut off at both sides."""
    n, d = rng.integers(1, 6), rng.integers(1, 5)
    A, best = rng.normal(size=(n, d)), rng.normal(size=d)
    low, high = np.where(rng.random((2, n)) < 0.3, np.inf, rng.exponential(size=(2, n)))
    steepest = np.linalg.norm(A, 2) ** 2
    mu = share * steepest

    def value(x: np.ndarray) -> float:
        away = x - best
        t = A @ away
        h = np.minimum(np.maximum(t, -low), high)
        return h @ t - h @ h / 2 + mu / 2 * away @ away

    def gradient(x: np.ndarray) -> np.ndarray:
        away = x - best
        return np.minimum(np.maximum(A @ away, -low), high) @ A + mu * away

    start = best + rng.normal(size=d) * rng.exponential(3)
    return Problem(value, gradient, steepest + mu, start, mu, best)


def random_smooth(rng: np.random.Generator) -> Problem:
    """L-smooth, not convex: Σ c_i cos(w_i·x + b_i), which stays above -1.1 Σ |c_i|."""
    n, d = rng.integers(1, 6), rng.integers(1, 5)
    c, W, b = rng.normal(size=n), rng.normal(size=(n, d)), rng.uniform(0, 6, n)
    L = np.linalg.norm(np.sqrt(abs(c))[:, None] * W, 2) ** 2
    return Problem(
        value=lambda x: c @ np.cos(W @ x + b),
        gradient=lambda x: -(c * np.sin(W @ x + b)) @ W,
        L=L,
        start=rng.normal(size=d),
        minimizer=None,
        minimum=-1.1 * abs(c).sum(),
    )


def random_steep(rng: np.random.Generator) -> Problem:
    """Smooth with the PL inequality and not convex, with its minimum 0 at 0.

    A sum over coordinates of f' = s x (1 + c sin θ), θ = w log|x| + b. Then
    f'' = s (1 + c sin θ + c w cos θ), and f'²/(2f) ≥ s (1 - c)² / (1 + 2c/√(4 + w²)).
    """
    d = rng.integers(1, 4)
    s, c = rng.exponential(size=d) + 0.1, rng.uniform(0, 0.9, d)
    w, b = rng.uniform(0, 5, d), rng.uniform(0, 6, d)

    def angle(x: np.ndarray) -> np.ndarray:
        return w * np.log(np.maximum(abs(x), 1e-300)) + b

    def value(x: np.ndarray) -> float:
        waves = (2 * np.sin(angle(x)) - w * np.cos(angle(x))) / (4 + w**2)
        return s @ (x**2 * (0.5 + c * waves))

    return Problem(
        value=value,
        gradient=lambda x: s * x * (1 + c * np.sin(angle(x))),
        L=max(s * (1 + c * np.sqrt(1 + w**2))),
        start=rng.normal(size=d) + 0.1,
        mu=min(s * (1 - c) ** 2 / (1 + 2 * c / np.sqrt(4 + w**2))),
        minimizer=np.zeros(d),
    )
