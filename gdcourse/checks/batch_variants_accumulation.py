"""Lesson 05: E05.4, the gradient of a large batch from parts that fit in memory."""

import weakref
from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks.comparison import such_that
from gdcourse.checks.inputs import Function, point
from gdcourse.checks.kinds import array
from gdcourse.checks.task import Task

ROOM = 6  # rows that the gradient function takes at once


def mean_gradient(w: np.ndarray, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """That of ½ · mean squared residual: Xᵀ(Xw − y)/n."""
    return X.T @ (X @ w - y) / len(X)


def in_little_room(w: np.ndarray, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    if len(X) > ROOM:
        raise MemoryError(f"{len(X)} rows at once, and there is room for {ROOM}")
    return mean_gradient(w, X, y)


class Parts:
    """Pairs (X_i, y_i), cut when they are asked for; knows how many were alive."""

    def __init__(self, sizes: tuple[int, ...], rng: Generator, d: int = 2) -> None:
        n = sum(sizes)
        self.X = np.round(rng.uniform(-3, 3, (n, d)), 1)
        self.y = np.round(rng.uniform(-9, 9, n), 1)
        self.sizes, self.most, self.walks = sizes, 0, 0
        self.__name__ = f"parts of {', '.join(map(str, sizes))} rows"

    def __call__(self) -> None:  # callable, so that a report shows the name
        raise TypeError("parts are walked through: for X_i, y_i in parts")

    def __iter__(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        self.walks += 1
        alive: list[weakref.ref] = []
        stops = np.cumsum(self.sizes)
        for start, stop in zip(stops - self.sizes, stops, strict=True):
            X, y = self.X[start:stop].copy(), self.y[start:stop].copy()
            alive = [*(part for part in alive if part() is not None), weakref.ref(X)]
            self.most = max(self.most, len(alive))
            yield X, y


def gradient() -> Function:
    """A fresh gradient function, whose calls are counted."""
    return Function("Xᵀ(Xw − y)/n", in_little_room)


def made(*sizes: int, seed: int = 0) -> tuple:
    """Arguments: the gradient, w, the parts."""
    return gradient(), np.array([1.0, 2.0]), Parts(sizes, np.random.default_rng(seed))


accumulate = Task(
    "E05.4",
    "accumulate(gradient, w, parts)",
    points=6,
    returns=array,
    probes=[made(3, 3, 3, 3), made(5, 5, 2, seed=1), made(1, 4), made(2)],
    hints=[
        "What is the mean of means?",
        "A part of 5 rows speaks for 5 rows. Multiply each gradient by its length.",
        "Keep two running totals: Σ n_i g_i and Σ n_i. Divide at the end.",
    ],
)


def cases(rng: Generator, *groups: tuple[int, ...]) -> Iterator[tuple]:
    """Fresh data for each way to cut."""
    for sizes in groups:
        for d in (1, 3):
            yield gradient(), point(rng, d), Parts(sizes, rng, d)


def whole(w: np.ndarray, parts: Parts) -> np.ndarray:
    """The gradient over all rows at once."""
    return mean_gradient(w, parts.X, parts.y)


@accumulate.property("equal parts: it must be the gradient of all rows.", points=1)
def equal_parts(call, rng):
    for given in cases(rng, (1,), (2, 2), (3, 3, 3, 3)):
        yield call(*given), whole(*given[1:])


@accumulate.property("unequal parts: it must be the gradient of all rows.", points=3)
def unequal_parts(call, rng):
    for given in cases(rng, (2, 1), (5, 5, 2), (1, 6, 3, 2)):
        yield call(*given), whole(*given[1:])


@accumulate.property("one part in memory at a time, one gradient for each.", points=1)
def memory(call, rng):
    for given in cases(rng, (2,) * 10, (1,) * 40):
        found, (slope, w, parts) = call(*given), given
        yield found, whole(w, parts)
        words = "it must not hold many parts at once: take each in turn."
        few = such_that("at most 3 parts in memory at once", lambda most: most <= 3)
        yield parts.most, few, words
        words = "the parts come once: what else do you need to know of each?"
        yield parts.walks, 1, words
        words = "each part needs its gradient once."
        yield slope.calls, len(parts.sizes), words


accumulate.leaves_arguments_alone(
    lambda rng: [
        (rule, w, tuple(parts)) for rule, w, parts in cases(rng, (2, 1), (3, 3))
    ],
    points=1,
)


def total(gradient, w, parts) -> tuple[np.ndarray, int]:
    """Σ n_i g_i and Σ n_i."""
    pairs = [(len(X), gradient(w, X, y)) for X, y in parts]
    return sum(n * g for n, g in pairs), sum(n for n, _ in pairs)


@accumulate.mutant("Means were added: four equal parts give four times the gradient.")
def never_divides(gradient, w, parts):
    return sum(gradient(w, X, y) for X, y in parts)


@accumulate.mutant("Each part has one vote, also a small one. Whom does it speak for?")
def gives_each_part_one_vote(gradient, w, parts):
    return np.mean([gradient(w, X, y) for X, y in parts], axis=0)


@accumulate.mutant(
    "There is not room for all rows at once. Gradients add; rows need not."
)
def joins_all_rows(gradient, w, parts):
    X, y = zip(*parts, strict=True)
    return gradient(w, np.concatenate(X), np.concatenate(y))


@accumulate.mutant("The sum over all rows was the way. What is left to divide by?")
def sums_over_the_rows(gradient, w, parts):
    return total(gradient, w, parts)[0]


@accumulate.mutant("Your sum counts rows, and then you divide by the number of parts.")
def divides_by_the_number_of_parts(gradient, w, parts):
    added, _ = total(gradient, w, parts)
    return added / sum(1 for _ in parts)


@accumulate.mutant("Only one part is in your result. Which line forgets the others?")
def keeps_the_last_part(gradient, w, parts):
    for X, y in parts:
        found = gradient(w, X, y)
    return found


@accumulate.mutant("A running average forgets: the last part has half of the weight.")
def averages_with_the_next(gradient, w, parts):
    found = None
    for X, y in parts:
        g = gradient(w, X, y)
        found = g if found is None else (found + g) / 2
    return found
