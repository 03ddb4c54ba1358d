"""Lesson 03: a bank of functions, and which hypotheses each of them satisfies."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes
from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.proofs.problems import Problem
from gdcourse.proofs.worst_functions import huber

CONVEX, SMOOTH, MINIMIZER, STRONG = "convex", "smooth", "x* exists", "strongly convex"
SLOW, FAST = "R²/(2αk)", "(1 − 1/κ)ᵏ gap₀"
KAPPA, STEPS = 10, 300
LAST = {SLOW: STEPS, FAST: 200}
HIGHEST = 1e3  # of the picture
TOO_LONG = 2.2  # times 1/L


@dataclass(frozen=True, eq=False)
class Entry:
    """A function of the bank, and a learning rate where it has no L."""

    name: str
    problem: Problem
    has: tuple[str, ...]
    lr: float | None = None

    def rate(self, short: bool) -> float:
        """1/L, or more than 2/L; without L the rate that it came with."""
        if self.lr is not None:
            return self.lr
        return (1 if short else TOO_LONG) / self.problem.L

    @property
    def radius(self) -> float:
        """The distance from the start to the minimizers; 1 where there are none."""
        if self.problem.minimizer is None:
            return 1.0
        return float(np.linalg.norm(self.problem.start - self.problem.minimizer))


@lru_cache(maxsize=1)
def bank() -> tuple[Entry, ...]:
    """All functions, the tame ones first."""
    tame = (CONVEX, SMOOTH, MINIMIZER)
    kink = Problem(np.abs, np.sign, np.inf, 1.05)
    bent = Problem(lambda x: abs(x) + x**2 / 2, lambda x: np.sign(x) + x, np.inf, 1.05)
    fourth = Problem(lambda x: x**4, lambda x: 4 * x**3, np.inf, 10.0)
    return (
        Entry("½(x² + y²/10)", bowl(), (*tame, STRONG)),
        Entry("least squares, rank 5 of 6", flat_squares(), tame),
        Entry("Huber", huber(delta=0.05), tame),
        Entry("|x|, α = 0.1", kink, (CONVEX, MINIMIZER), lr=0.1),
        Entry("|x| + ½x², α = 0.1", bent, (CONVEX, MINIMIZER, STRONG), lr=0.1),
        Entry("x⁴, α = 0.01", fourth, (CONVEX, MINIMIZER), lr=0.01),
        Entry("logistic, separable data", separable(), (CONVEX, SMOOTH)),
        Entry("1/(1 + x)", tail(), (CONVEX, SMOOTH)),
        Entry("sin 3x + x²/10", wave(), (SMOOTH, MINIMIZER)),
    )


def bowl() -> Problem:
    """A bowl with κ = 10."""
    f = landscapes.quadratic(KAPPA, L=1.0)
    return Problem(f.value, f.gradient, f.L, np.ones(2), f.mu, np.zeros(2))


def flat_squares() -> Problem:
    """Least squares on data whose last column is the sum of two others."""
    rng = np.random.default_rng(3)
    X = rng.normal(size=(30, 6))
    X[:, 5] = X[:, 0] + X[:, 1]
    y = rng.normal(size=30)
    f = landscapes.least_squares(X, y)
    nearest = np.linalg.pinv(X) @ y
    least = float(f.value(nearest))
    return Problem(f.value, f.gradient, f.L, np.zeros(6), 0.0, nearest, least)


def separable() -> Problem:
    """The logistic loss of two points that a line divides: its infimum is 0."""
    f = landscapes.logistic([[1.0], [-1.0]], [1, 0])
    return Problem(f.value, f.gradient, f.L, np.zeros(1), minimizer=None)


def tail() -> Problem:
    """1/(1 + x), continued as a parabola on the left of 0; L = 2, infimum 0."""

    def value(x: Any) -> Any:
        right = np.maximum(x, 0)
        left = np.minimum(x, 0)
        return 1 / (1 + right) - left + left**2

    def gradient(x: Any) -> Any:
        right, left = np.maximum(x, 0), np.minimum(x, 0)
        return np.where(x > 0, -1 / (1 + right) ** 2, -1 + 2 * left)

    return Problem(value, gradient, 2.0, 0.0, minimizer=None)


def wave() -> Problem:
    """sin 3x + x²/10: a start in the wrong valley."""

    def value(x: Any) -> Any:
        return np.sin(3 * x) + x**2 / 10

    def gradient(x: Any) -> Any:
        return 3 * np.cos(3 * x) + x / 5

    rule = GradientDescent(1 / 9.2)
    best = float(minimize(value, gradient, -0.5, rule, steps=200, tol=0).x)
    return Problem(value, gradient, 9.2, 1.0, 0.0, best, float(value(best)))


@lru_cache(maxsize=64)
def gaps(place: int, short: bool) -> np.ndarray:
    """f(x_k) - inf f for one entry, up to 300 steps or until it diverges."""
    entry = bank()[place]
    f, rule = entry.problem, GradientDescent(entry.rate(short))
    trace = minimize(f.value, f.gradient, f.start, rule, steps=STEPS, tol=0)
    left = trace.values - f.minimum
    return np.where(left < 1e300, left, np.inf)


def promised(k: np.ndarray, promise: str) -> np.ndarray:
    """The promise in the units of the picture."""
    return 1 / k if promise == SLOW else (1 - 1 / KAPPA) ** k


def left_in(assumed: tuple[str, ...]) -> list[int]:
    """The places of the functions that satisfy what is assumed."""
    return [i for i, entry in enumerate(bank()) if set(assumed) <= set(entry.has)]


def missing(place: int, assumed: tuple[str, ...]) -> str:
    """The first hypothesis that a function does not satisfy."""
    has = bank()[place].has
    return next(name for name in assumed if name not in has)
