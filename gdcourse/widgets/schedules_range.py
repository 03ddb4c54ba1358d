"""Lesson 10: which point of a range test can be trusted, over 20 seeds."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from gdcourse import landscapes
from gdcourse.landscapes.data_landscape import DataLandscape
from gdcourse.optimizers import (
    GradientDescent,
    RangeTest,
    find_learning_rate,
    minimize,
)

SQUARES, LOGISTIC = "least squares", "logistic regression"
ROWS, FEATURES, BATCH, UPDATES, EVERY, SEEDS = 1000, 20, 64, 300, 10, 20
DIVISORS = (1, 3, 10, 30)
RANGES = {SQUARES: (1e-4, 10.0), LOGISTIC: (1e-3, 100.0)}
STEEPEST, MINIMUM, STABLE = "steepest", "minimum", "1/L"


@lru_cache(maxsize=2)
def problem(name: str) -> DataLandscape:
    """1,000 rows, 20 features of sizes from 1 to 0.1; noise, or flipped labels."""
    rng = np.random.default_rng(0)
    sizes = np.geomspace(1, 0.1, FEATURES)
    X = rng.standard_normal((ROWS, FEATURES)) * sizes
    y = X @ rng.standard_normal(FEATURES) + 0.1 * rng.standard_normal(ROWS)
    if name == SQUARES:
        return landscapes.least_squares(X, y)
    flipped = rng.random(ROWS) < 0.1
    return landscapes.logistic(X, ((y > 0) ^ flipped) * 1)


def draws(seed: int, f: DataLandscape) -> Iterator[tuple[np.ndarray, ...]]:
    """Batches of 64 rows without end."""
    rng = np.random.default_rng(seed)
    while True:
        rows = rng.integers(ROWS, size=BATCH)
        yield f.X[rows], f.y[rows]


@lru_cache(maxsize=2)
def range_tests(name: str) -> tuple[RangeTest, ...]:
    """One range test per seed, from w = 0, over the range of the problem."""
    f, rule = problem(name), GradientDescent()
    low, high = RANGES[name]
    settings = f.value, f.gradient, np.zeros(FEATURES), rule
    return tuple(
        find_learning_rate(*settings, low=low, high=high, batches=draws(seed, f))
        for seed in range(SEEDS)
    )


@lru_cache(maxsize=2)
def suggestions(name: str) -> np.ndarray:
    """Steepest and minimum over every divisor, and 1/L: (seeds, 2 · divisors + 1)."""
    divisors, last = np.array(DIVISORS), 1 / problem(name).L
    return np.array(
        [
            [*(test.steepest / divisors), *(test.minimum / divisors), last]
            for test in range_tests(name)
        ]
    )


@lru_cache(maxsize=2)
def trained(name: str) -> np.ndarray:
    """The whole loss after 0, 10, …, 300 updates with every suggestion: one grid."""
    f, batches = problem(name), draws(1, problem(name))
    rates = suggestions(name)

    def gradient(w: np.ndarray) -> np.ndarray:
        return f.gradient(w, *next(batches))

    rule, start = GradientDescent(rates), np.zeros(FEATURES)
    run = minimize(f.value, gradient, start, rule, steps=UPDATES, tol=0, every=EVERY)
    return run.values


def place(rule: str, divisor: int) -> int:
    """The column of a suggestion.

    >>> place(STEEPEST, 1), place(MINIMUM, 30), place(STABLE, 10)
    (0, 7, 8)
    """
    if rule == STABLE:
        return 2 * len(DIVISORS)
    return DIVISORS.index(divisor) + (rule == MINIMUM) * len(DIVISORS)
