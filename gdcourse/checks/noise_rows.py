"""Lesson 06: E06.4, one row per update: when a constant rate arrives."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks.comparison import such_that
from gdcourse.checks.inputs import count
from gdcourse.checks.kinds import array, boolean, several
from gdcourse.checks.task import Task

TALL = np.array([[1.0, 0.0], [1.0, 2.0], [0.0, 2.0]])
WIDE = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 2.0]])
TWICE = np.array([[1.0, 2.0, 0.0], [1.0, 2.0, 0.0]])  # one row, two targets
PROBES = [
    (TALL, np.array([1.0, 5.0, 3.0]), 0.2, np.array([2, 0, 1, 1])),
    (TALL, TALL @ np.array([1.0, 2.0]), 0.1, np.array([1, 0, 2])),
    (WIDE, np.array([3.0, -1.0]), 0.1, np.array([1, 0, 1])),
    (TWICE, np.array([1.0, 2.0]), 0.1, np.array([0, 1, 0])),
]

row_by_row = Task(
    "E06.4",
    "row_by_row(X, y, lr, order)",
    points=6,
    returns=several(array, array, boolean),
    probes=PROBES,
    hints=[
        "What is each row's gradient at the best weights?",
        "f_i(w) = ½(x_i·w − y_i)² has the gradient (x_i·w − y_i) x_i. Along it f_i is "
        "a parabola of curvature ‖x_i‖²: which rate ends at its bottom?",
        "All rows agree if the least squares solution leaves no residual: compare "
        "X @ best with y.",
    ],
)


def rate(row: np.ndarray, lr: float | None) -> float:
    """The given rate, or the exact one for this row."""
    return 1 / (row @ row) if lr is None else lr


def descend(X, y, lr, order) -> np.ndarray:
    """One row per update from w = 0; exact for each row if lr is None."""
    w = np.zeros(X.shape[1])
    for i in order:
        w = w - rate(X[i], lr) * (X[i] @ w - y[i]) * X[i]
    return w


def residual(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """What is left at the best weights, row by row."""
    return X @ np.linalg.lstsq(X, y, rcond=None)[0] - y


def right(X, y, lr, order) -> tuple[np.ndarray, np.ndarray, bool]:
    """The right answer."""
    agree = bool(np.abs(residual(X, y)).max() < 1e-8)
    return descend(X, y, lr, order), descend(X, y, None, order), agree


def problem(rng: Generator, n: int, d: int, noise: float) -> tuple:
    """Random rows, targets of a linear law with noise, a rate, an order of rows."""
    X = np.round(rng.normal(size=(n, d)), 2)
    X[:, 0] += 3  # no row without a length
    y = X @ rng.normal(size=d) + noise * rng.normal(size=n)
    lr = float(np.round(0.9 / (X * X).sum(axis=1).max(), 4))
    return X, y, lr, rng.integers(n, size=count(rng, 3, 30))


def problems(rng: Generator) -> Iterator[tuple]:
    """The published rows, then random ones: tall, wide, with noise and without."""
    yield from PROBES
    for n, d in ((1, 1), (2, 5), (4, 9), (6, 2), (9, 4)):
        for noise in (0.0, 2.0):
            yield problem(rng, n, d, noise)


@row_by_row.property("at the constant rate: each row of order in its turn.", 1.5, 1e-9)
def constant_rate(call, rng):
    for given in problems(rng):
        yield call(*given)[0], descend(*given)


@row_by_row.property("the exact step for each row must solve that row.", 1.5, 1e-9)
def exact_steps(call, rng):
    for X, y, lr, order in problems(rng):
        for stop in (1, len(order)):
            found = call(X, y, lr, order[:stop])[1]
            yield found, descend(X, y, None, order[:stop])


@row_by_row.property("the third must say whether one w solves all rows.", points=1)
def agreement(call, rng):
    for given in problems(rng):
        yield call(*given)[2], right(*given)[2]
    X, y, lr, order = problem(rng, 12, 3, 0.0)
    words = "more rows than weights, and yet one w solves them all."
    yield call(X, y, lr, order)[2], True, words
    words = "two equal rows with different targets: no w solves both."
    yield call(TWICE, np.array([1.0, 2.0]), lr, order[:0])[2], False, words


def long_run(n: int, d: int, noise: float) -> tuple:
    """2,500 updates on n rows with d weights, drawn evenly; the rate 1 / max ‖x_i‖²."""
    rng = np.random.default_rng(6)
    X = rng.normal(size=(n, d))
    y = X @ rng.normal(size=d) + noise * rng.normal(size=n)
    return X, y, 1 / (X * X).sum(axis=1).max(), rng.integers(n, size=2500)


@row_by_row.property("2,500 updates: to rounding, or never there.", points=1)
def two_conclusions(call, rng):
    tiny = such_that("below 1e-20", lambda loss: loss < 1e-20)
    for n, d, noise in ((10, 60, 1.0), (60, 10, 0.0)):
        X, y, lr, order = long_run(n, d, noise)
        words = f"{n} rows that agree, {d} weights: the loss must end near 0."
        for w in call(X, y, lr, order)[:2]:
            yield float(((X @ w - y) ** 2).mean()), tiny, words
    X, y, lr, order = long_run(60, 10, 1.0)
    steady, exact, _ = call(X, y, lr, order)
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    above = ((X @ steady - y) ** 2).mean() / 2 - (residual(X, y) ** 2).mean() / 2
    words = "rows that do not agree keep the loss above its minimum."
    yield float(above), such_that("above 0.05", lambda gap: gap > 0.05), words
    words = "the exact step for one row leads away from the best weights for all."
    error = float(np.linalg.norm(exact - best))
    yield error, such_that("above 0.3", lambda far: far > 0.3), words


row_by_row.leaves_arguments_alone(problems, points=1)


@row_by_row.mutant("More weights than rows is one way to agree, not the only one.")
def counts_rows_and_weights(X, y, lr, order):
    return *right(X, y, lr, order)[:2], X.shape[0] <= X.shape[1]


@row_by_row.mutant("The mean gradient is 0 at the best weights. And each row's own?")
def looks_at_the_mean_gradient(X, y, lr, order):
    balanced = bool(np.allclose(X.T @ residual(X, y), 0, atol=1e-8))
    return *right(X, y, lr, order)[:2], balanced


@row_by_row.mutant("You never say that they agree. Which loss can they reach?")
def never_agrees(X, y, lr, order):
    return *right(X, y, lr, order)[:2], False


@row_by_row.mutant("Where the rank is small, lstsq lists no residuals: that is not 0.")
def trusts_an_empty_list(X, y, lr, order):
    squares = np.linalg.lstsq(X, y, rcond=None)[1]
    return *right(X, y, lr, order)[:2], bool((squares < 1e-16).all())


@row_by_row.mutant("Here the best weights are asked, not where this run has ended.")
def looks_at_the_end_of_the_run(X, y, lr, order):
    steady, exact, _ = right(X, y, lr, order)
    return steady, exact, bool(np.allclose(X @ exact, y))


@row_by_row.mutant("The exact step is exact for one row. You ask all of them.")
def searches_on_all_rows(X, y, lr, order):
    w = np.zeros(X.shape[1])
    for i in order:
        g = (X[i] @ w - y[i]) * X[i]
        step = g @ X.T @ (X @ w - y) / max((X @ g) @ (X @ g), 1e-300)
        w = w - step * g
    steady, _, agree = right(X, y, lr, order)
    return steady, w, agree


@row_by_row.mutant("A unit vector is not the exact step: divide by ‖x_i‖ once more.")
def divides_by_the_length(X, y, lr, order):
    w = np.zeros(X.shape[1])
    for i in order:
        w = w - (X[i] @ w - y[i]) * X[i] / np.linalg.norm(X[i])
    steady, _, agree = right(X, y, lr, order)
    return steady, w, agree


@row_by_row.mutant("The ½ in f_i takes the 2 of the square away.")
def forgets_the_half(X, y, lr, order):
    _, exact, agree = right(X, y, lr, order)
    return descend(X, y, 2 * lr, order), exact, agree


@row_by_row.mutant("That is batch descent: every update sees all rows. One was asked.")
def uses_all_rows(X, y, lr, order):
    w = np.zeros(X.shape[1])
    for _ in order:
        w = w - lr * X.T @ (X @ w - y) / len(X)
    return w, *right(X, y, lr, order)[1:]


@row_by_row.mutant("The rows come as order says, and some come twice.")
def takes_the_order_of_the_file(X, y, lr, order):
    return right(X, y, lr, np.arange(len(order)) % len(X))
