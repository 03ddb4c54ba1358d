"""Fresh inputs for checks: short numbers that differ at each run.

What is drawn takes the generator of the run first. Numbers have few digits, so that
a failing input can be read, typed again and followed by hand.
"""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator


def number(rng: Generator, low: float = -9.0, high: float = 9.0) -> float:
    """A number with one decimal."""
    return float(np.round(rng.uniform(low, high), 1))


def rate(rng: Generator, low: float = 0.01, high: float = 0.9) -> float:
    """A learning rate with two decimals, never 0."""
    return float(max(np.round(rng.uniform(low, high), 2), 0.01))


def count(rng: Generator, low: int = 2, high: int = 9) -> int:
    """A whole number, both ends included."""
    return int(rng.integers(low, high + 1))


def point(rng: Generator, dimension: int = 2) -> np.ndarray:
    """A point with one decimal per coordinate, shape (d,)."""
    return np.round(rng.uniform(-5, 5, dimension), 1)


def positive_definite(rng: Generator, dimension: int = 2) -> np.ndarray:
    """A rotated symmetric matrix with eigenvalues between 0.5 and 20."""
    turn, _ = np.linalg.qr(rng.normal(size=(dimension, dimension)))
    stretched = turn * rng.uniform(0.5, 20.0, dimension)
    matrix = stretched @ turn.T
    return (matrix + matrix.T) / 2


class Function:
    """A function given to an answer: shown by its words, and its calls are counted.

    >>> square = Function("x²", lambda x: x * x)
    >>> square(3.0), square.calls, square
    (9.0, 1, x²)
    """

    def __init__(self, words: str, rule: Callable) -> None:
        self.words, self.rule, self.calls = words, rule, 0
        self.__name__ = words

    def __call__(self, *arguments: object) -> object:
        self.calls += 1
        return self.rule(*arguments)

    def __repr__(self) -> str:
        return self.words


def half(g: Function) -> Function:
    """Half of a gradient: its error is 0.5, which no rounding hides."""
    return Function(f"half of {g.words}", lambda x: g.rule(x) / 2)


def hole() -> Function:
    """A sum of squares without a value at (1, 2): a central difference never asks."""

    def f(x):
        return np.nan if np.array_equal(x, [1.0, 2.0]) else np.sum(x * x)

    return Function("sum of x², unknown at (1, 2)", f)
