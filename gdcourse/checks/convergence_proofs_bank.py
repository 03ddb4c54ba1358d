"""Lesson 03: nine functions on which a theorem about gradient descent must hold.

Each row is a run: a function, a rate, a start, and which hypotheses are true of it.
What the run does is measured, so a theorem that promises too much meets its
counterexample.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

HYPOTHESES = (
    "convex",
    "strongly convex",
    "PL",
    "Lipschitz",
    "smooth",
    "bounded below",
    "minimizer",
    "full batch",
    "rate < 2/L",
    "rate <= 1/L",
)
CONCLUSIONS = ("stationary", "arrives", "1/k", "linear")
STEPS = 400


@dataclass(frozen=True)
class Row:
    """One run of gradient descent.

    least : the infimum of f; nearest : x -> the minimizer nearest to it, or None
    mu : the PL constant; without one, the curvature at the minimum
    """

    words: str
    value: Callable
    slope: Callable
    rate: float
    start: tuple[float, ...]
    least: float
    nearest: Callable | None
    mu: float
    true: frozenset[str]

    @property
    def points(self) -> np.ndarray:
        x = np.array(self.start, dtype=float)
        found = [x]
        with np.errstate(all="ignore"):
            for _ in range(STEPS):
                x = x - self.rate * self.slope(x)
                found.append(x)
        return np.stack(found)


def facts(*names: str) -> frozenset[str]:
    """The hypotheses of a row, with what they imply."""
    found = {"full batch", *names}
    if "strongly convex" in found:
        found |= {"convex", "PL"}
    if "rate <= 1/L" in found:
        found.add("rate < 2/L")
    if "minimizer" in found:
        found.add("bounded below")
    return frozenset(found)


def at_zero(x: np.ndarray) -> np.ndarray:
    return np.zeros_like(x)


def rank_deficient() -> Row:
    """½ · mean of (Xw − y)², where the third feature is the sum of the other two."""
    rng = np.random.default_rng(3)
    X = rng.normal(size=(30, 2)) @ np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    H, y = X.T @ X / 30, X @ np.ones(3)
    curvatures, back = np.linalg.eigvalsh(H), np.linalg.pinv(X)
    return Row(
        "rank-deficient least squares at 1/L",
        lambda w: float(np.mean((X @ w - y) ** 2) / 2),
        lambda w: X.T @ (X @ w - y) / 30,
        1 / curvatures[-1],
        (2.0, -1.0, 0.5),
        0.0,
        lambda w: w - back @ (X @ w - y),
        curvatures[1],
        facts("convex", "PL", "smooth", "minimizer", "rate <= 1/L"),
    )


def logistic() -> Row:
    """Mean logistic loss of x = 1, 2 with label 1 and x = -1, -2 with label -1."""
    x = np.array([1.0, 2.0])
    return Row(
        "separable logistic regression at rate 1",
        lambda w: float(np.mean(np.logaddexp(0, -x * w))),
        lambda w: -np.mean(x / (1 + np.exp(x * w)), keepdims=True),
        1.0,
        (0.0,),
        0.0,
        None,
        0.0,
        facts("convex", "Lipschitz", "smooth", "bounded below", "rate <= 1/L"),
    )


def parabola(words: str, rate: float, *rates: str) -> Row:
    """x², whose curvature is 2."""
    known = facts("strongly convex", "smooth", "minimizer", *rates)
    return Row(
        words, lambda x: float(x[0] ** 2), lambda x: 2 * x, rate, (1.0,), 0.0,
        at_zero, 2.0, known,
    )  # fmt: skip


def huber(x: np.ndarray) -> float:
    size = abs(float(x[0]))
    return size**2 / 2 if size <= 1 else size - 0.5


SMOOTH = ("smooth", "minimizer", "rate <= 1/L")


def convex_rows() -> list[Row]:
    """Parabolas at three rates, a corner, walls that grow too steep, and Huber."""
    return [
        parabola("x² at rate 0.4", 0.4, "rate <= 1/L"),
        parabola("x² at rate 0.95, between 1/L and 2/L", 0.95, "rate < 2/L"),
        parabola("x² at rate 1.1, above 2/L", 1.1),
        Row(
            "|x| at rate 0.1", lambda x: abs(float(x[0])), np.sign, 0.1, (0.55,), 0.0,
            at_zero, 0.0, facts("convex", "Lipschitz", "minimizer"),
        ),
        Row(
            "x⁴ from 10 at rate 0.01", lambda x: float(x[0] ** 4),
            lambda x: 4 * x**3, 0.01, (10.0,), 0.0, at_zero, 0.0,
            facts("convex", "minimizer"),
        ),
        Row(
            "the Huber function at 1/L", huber, lambda x: np.clip(x, -1, 1), 1.0,
            (20.0,), 0.0, at_zero, 1.0, facts("convex", "Lipschitz", *SMOOTH),
        ),
    ]  # fmt: skip


def other_rows() -> list[Row]:
    """A wave, losses without one lowest point, and a bowl with ripples."""
    return [
        Row(
            "sin x from its top at 1/L", lambda x: float(np.sin(x[0])), np.cos, 1.0,
            (np.pi / 2,), -1.0, lambda x: np.array([-np.pi / 2]), 1.0,
            facts("Lipschitz", *SMOOTH),
        ),
        logistic(),
        rank_deficient(),
        Row(
            "−x at rate 1", lambda x: -float(x[0]), lambda x: -np.ones(1), 1.0,
            (0.0,), -np.inf, None, 0.0,
            facts("convex", "Lipschitz", "smooth", "rate <= 1/L"),
        ),
        Row(
            "x² + 3 sin² x at 1/L", lambda x: float(x[0] ** 2 + 3 * np.sin(x[0]) ** 2),
            lambda x: 2 * x + 3 * np.sin(2 * x), 1 / 8, (3.0,), 0.0, at_zero, 1 / 32,
            facts("PL", *SMOOTH),
        ),
    ]  # fmt: skip


@cache
def bank() -> tuple[Row, ...]:
    """All rows; the simplest first."""
    return (*convex_rows(), *other_rows())


def measured(row: Row) -> dict[str, bool]:
    """Which conclusions the run of a row is consistent with."""
    points, k = row.points, np.arange(1, STEPS + 1)
    with np.errstate(all="ignore"):
        gaps = np.array([row.value(x) for x in points]) - row.least
        still = np.linalg.norm(row.slope(points[-1])) < 0.01
        there = row.nearest and np.linalg.norm(points[-1] - row.nearest(points[-1]))
        left = max(0.0, 1 - row.rate * row.mu) ** k * gaps[0]
        first = row.nearest and points[0] - row.nearest(points[0])
        bound = row.nearest and np.sum(first**2) / (2 * row.rate * k)
        return {
            "stationary": bool(still),
            "arrives": row.nearest is not None and bool(there < 0.01),
            "1/k": row.nearest is not None and bool(np.all(gaps[1:] <= bound)),
            "linear": row.mu > 0 and bool(np.all(gaps[1:] <= left + 1e-12)),
        }


@cache
def outcomes() -> dict[str, dict[str, bool]]:
    """For each row, by its words, what was measured."""
    return {row.words: measured(row) for row in bank()}
