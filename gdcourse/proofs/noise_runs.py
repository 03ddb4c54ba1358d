"""Lesson 06: exact means over noise, without drawing a single random number.

Noise of a coin, e_k = ± v_k, has finitely many paths: all are walked at once. And
independent noises of mean 0 are to means what orthogonal vectors are to lengths.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.proofs.problems import Problem

COINS = 6  # tosses of a run: 64 paths
KS = np.arange(COINS + 1)


@dataclass(frozen=True, eq=False)
class Means:
    """Means over all paths, for k = 0, …, K: arrays.

    distances : E‖x_k - x*‖², with x* = 0
    gaps : E f(x_k) - f*, with f* = 0
    slopes : E‖∇f(x_k)‖²
    """

    distances: np.ndarray
    gaps: np.ndarray
    slopes: np.ndarray


def squared(x: Any) -> Any:
    """The mean over the paths of the squared lengths of the columns."""
    return (x * x).sum(axis=0).mean()


def length(x: np.ndarray) -> float:
    """‖x‖ of one point."""
    return float(np.linalg.norm(x))


def projected(x: np.ndarray, radius: float) -> np.ndarray:
    """The nearest point of the ball around 0; of every column.

    >>> projected(np.array([3.0, 4.0]), radius=1.0).tolist()
    [0.6, 0.8]
    """
    lengths = np.sqrt((x * x).sum(axis=0))
    return x / np.maximum(1, lengths / radius)


def random_bowl(rng: np.random.Generator, share: float = 0.0) -> Problem:
    """Convex with its minimum 0 at 0, for points (d, paths); μ = share · ‖A‖².

    f(x) = Σ h_i(a_i·x) + μ/2 ‖x‖², where h_i'(t) = t, cut off at a random edge.
    """
    n, d = rng.integers(1, 6), rng.integers(1, 5)
    A, edges = rng.normal(size=(n, d)), rng.exponential(size=(n, 1))
    steepest = np.linalg.norm(A, 2) ** 2
    mu = share * steepest

    def value(x: np.ndarray) -> np.ndarray:
        t = A @ x
        h = np.minimum(np.maximum(t, -edges), edges)
        return (h * (t - h / 2)).sum(axis=0) + mu / 2 * (x * x).sum(axis=0)

    def gradient(x: np.ndarray) -> np.ndarray:
        return A.T @ np.minimum(np.maximum(A @ x, -edges), edges) + mu * x

    start = rng.normal(size=d) * rng.exponential(2)
    return Problem(value, gradient, steepest + mu, start, mu)


def random_kinks(rng: np.random.Generator) -> tuple[Problem, float, float]:
    """μ/2 ‖x‖² + Σ |a_i·x|; the radius of a ball, and its steepest slope there."""
    d, mu, radius = rng.integers(1, 5), rng.exponential(), rng.uniform(0.2, 2)
    A = rng.normal(size=(3, d))
    problem = Problem(
        value=lambda x: mu / 2 * (x * x).sum(axis=0) + abs(A @ x).sum(axis=0),
        gradient=lambda x: mu * x + A.T @ np.sign(A @ x),
        L=np.inf,
        start=projected(rng.normal(size=d), radius),
        mu=mu,
    )
    return problem, radius, mu * radius + np.linalg.norm(A, axis=1).sum()


def random_waves(rng: np.random.Generator) -> Problem:
    """Smooth, not convex, never below 0, for points (d, paths)."""
    n, d = rng.integers(1, 6), rng.integers(1, 5)
    c, b = rng.normal(size=(n, 1)), rng.uniform(0, 6, (n, 1))
    W = rng.normal(size=(n, d))
    return Problem(
        value=lambda x: abs(c).sum() + (c * np.cos(W @ x + b)).sum(axis=0),
        gradient=lambda x: -W.T @ (c * np.sin(W @ x + b)),
        L=np.linalg.norm(np.sqrt(abs(c)) * W, 2) ** 2,
        start=rng.normal(size=d),
        minimizer=None,
    )


def random_shoves(rng: np.random.Generator, start: Any, sigma: float) -> np.ndarray:
    """Vectors v_0, v_1, … of length σ, one per toss."""
    v = rng.normal(size=(COINS, len(start)))
    return sigma * v / np.linalg.norm(v, axis=1, keepdims=True)


def coin_means(
    problem: Problem,
    rates: Sequence[float],
    shoves: np.ndarray,
    project: Callable[[Any], Any] | None = None,
) -> Means:
    """Gradient descent with the gradients ∇f(x_k) ± shoves[k], along all paths.

    >>> bowl = Problem(lambda x: x[0] ** 2 / 2, lambda x: x, 1.0, np.array([1.0]))
    >>> coin_means(bowl, [0.5, 0.5], np.array([[1.0], [1.0]])).distances.tolist()
    [1.0, 0.5, 0.375]
    """
    count = len(shoves)
    paths = np.arange(2**count)
    x = np.repeat(problem.start[:, None], len(paths), axis=1)
    rule, means = GradientDescent(lr=lambda k: rates[k]), []
    for k in range(count + 1):
        g = problem.gradient(x)
        means.append((squared(x), problem.value(x).mean(), squared(g)))
        if k < count:
            coin = 1 - 2 * (paths >> k & 1)
            x, _ = rule.step(x, g + shoves[k][:, None] * coin, None, k + 1)
            x = x if project is None else project(x)
    return Means(*np.array(means).T)


def parabola_means(
    mu: float, rates: Sequence[float], radius: float, sigma: float
) -> np.ndarray:
    """E‖x_k‖² for f = μ/2 x² from R, k = 0, …, K, for any noise of variance σ².

    E[x e] = 0 is a right angle. So each noise is an axis of its own, and the length of
    the run in these K + 1 dimensions is the mean.

    >>> parabola_means(1.0, [0.5, 0.5], radius=1.0, sigma=1.0).tolist()
    [1.0, 0.5, 0.375]
    """
    axes = np.eye(len(rates) + 1)
    rule, x = GradientDescent(lr=lambda k: rates[k]), radius * axes[0]
    means = [x @ x]
    for k in range(len(rates)):
        x, _ = rule.step(x, mu * x + sigma * axes[k + 1], None, k + 1)
        means.append(x @ x)
    return np.array(means)
