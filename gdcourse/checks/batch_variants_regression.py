"""Lesson 05: E05.3, a line through points by batch gradient descent."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.random import Generator

from gdcourse.checks.kinds import numbers, several, text
from gdcourse.checks.task import Task

SMALL = np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0])
TRUTH = np.array([7.0, 3.0])
LONG = 1500  # epochs after which half a gradient has arrived, too


@lru_cache(maxsize=1)
def guide() -> tuple[np.ndarray, np.ndarray]:
    """The 100 points of the popular listing: y = 3x + 7 + noise, seed 42."""
    rng = np.random.RandomState(42)
    x = 2 * rng.rand(100)
    return x, 3 * x + 7 + rng.randn(100) * 0.5


fit = Task(
    "E05.3",
    "fit_line(x, y, truth, lr, epochs)",
    points=8,
    returns=several(numbers, numbers, text),
    probes=[
        (*SMALL, np.array([1.0, 2.5]), 0.1, 2),
        (*SMALL, np.array([1.0, 2.5]), 0.1, 40),
        (*guide(), TRUTH, 0.1, 5),
        (*SMALL, np.array([1.2, 3.0]), 0.1, 1),
        (*guide(), TRUTH, 0.1, 1000),
    ],
    hints=[
        "Compare with np.linalg.lstsq, not with the truth.",
        "A column of ones makes the bias a weight like the other. The gradient of the "
        "mean squared error is 2/m · Xᵀ(Xw − y).",
        "Three places: the truth, the least squares line, your line. Which two of them "
        "are farther apart?",
    ],
)


def columns(x: np.ndarray) -> np.ndarray:
    return np.stack([np.ones_like(x), x], axis=1)


def slope(w: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The gradient of the mean squared error."""
    X = columns(x)
    return 2 / len(x) * X.T @ (X @ w - y)


def least(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.linalg.lstsq(columns(x), y, rcond=None)[0]


def walk(x, y, lr: float, epochs: int, gradient=slope, w=None) -> np.ndarray:
    """The weights after so many updates on the whole set, from 0."""
    w = np.zeros(2) if w is None else w
    for _ in range(epochs):
        w = w - lr * gradient(w, x, y)
    return w


def larger_part(w: np.ndarray, x: np.ndarray, y: np.ndarray, truth) -> str:
    best = least(x, y)
    missed, sampled = np.linalg.norm(w - best), np.linalg.norm(best - truth)
    return "sampling" if sampled > missed else "optimization"


def answer(x, y, truth, lr, epochs, gradient=slope) -> tuple:
    """The right answer, or with another gradient a wrong one."""
    w = walk(x, y, lr, epochs, gradient)
    return gradient(np.zeros(2), x, y), w, larger_part(w, x, y, truth)


def lines(rng: Generator) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Three points on a line, then noisy lines of several lengths, and their truth."""
    yield *SMALL, np.array([1.0, 2.5])
    for n in (4, 8, 30):
        x = np.round(np.linspace(0, 2, n) + rng.uniform(0, 0.2, n), 1)
        truth = np.round(rng.uniform(2, 6, 2), 1)
        yield x, truth[0] + truth[1] * x + np.round(rng.normal(0, 1, n), 1), truth


@fit.property("the first gradient must be that of the mean squared error.", 2, 1e-9)
def first_gradient(call, rng):
    for x, y, truth in lines(rng):
        yield call(x, y, truth, 0.1, 1)[0], slope(np.zeros(2), x, y)
    twice = np.tile(SMALL, 2)
    words = "each point copied: the mean stays the same, and so must its gradient."
    yield call(*twice, TRUTH, 0.1, 1)[0], slope(np.zeros(2), *SMALL), words


@fit.property("from (0, 0), an update must go lr times against the gradient.", 1, 1e-9)
def first_updates(call, rng):
    for epochs in (1, 2):
        for x, y, truth in lines(rng):
            yield call(x, y, truth, 0.1, epochs)[1], walk(x, y, 0.1, epochs)


@fit.property("after enough epochs it must be the least squares line.", 3, rtol=1e-6)
def end(call, rng):
    for x, y, truth in lines(rng):
        yield call(x, y, truth, 0.1, LONG)[1], least(x, y)
    words = "after 1000 epochs the listing has bias 7.1075 and weight 2.8851."
    yield call(*guide(), TRUTH, 0.1, 1000)[1], least(*guide()), words


@fit.property("is the truth missed by the sample, or by the descent?", points=2)
def word(call, rng):
    x, y = guide()
    for epochs, told in ((1000, "sampling"), (5, "optimization")):
        yield call(x, y, TRUTH, 0.1, epochs)[2], told
    for x, y, _ in islice(lines(rng), 3):
        best, w = least(x, y), call(x, y, TRUTH, 0.1, 2)[1]
        words = "the truth is 0.5 away from the least squares line: sampling."
        yield call(x, y, best + (0.3, -0.4), 0.1, LONG)[2], "sampling", words
        words = "the truth is beyond the least squares line, yet nearer to it than you."
        yield call(x, y, best + 0.9 * (best - w), 0.1, 2)[2], "optimization", words
        words = "the truth is 0.01 away from the least squares line: optimization."
        yield call(x, y, best + (0.006, -0.008), 0.1, 2)[2], "optimization", words
        words = "you have not arrived, yet the truth is farther off: sampling."
        for off in ((30.0, 0.0), (0.0, 30.0)):
            yield call(x, y, best + off, 0.1, 2)[2], "sampling", words


@fit.mutant("The end is right, but the slope of r² is 2r. Where is your 2?")
def forgets_the_two(x, y, truth, lr, epochs):
    return answer(x, y, truth, lr, epochs, lambda *at: slope(*at) / 2)


@fit.mutant("A sum over all points: its gradient grows with their number. Divide.")
def sums_over_the_points(x, y, truth, lr, epochs):
    return answer(x, y, truth, lr, epochs, lambda w, x, y: slope(w, x, y) * len(x))


@fit.mutant("Your line goes through the origin. What would a column of ones do?")
def has_no_bias(x, y, truth, lr, epochs):
    return answer(x, y, truth, lr, epochs, lambda *at: slope(*at) * (0, 1))


@fit.mutant("The weights are pulled toward 0. Which term of your gradient does that?")
def adds_a_penalty(x, y, truth, lr, epochs):
    return answer(x, y, truth, lr, epochs, lambda w, x, y: slope(w, x, y) + 0.02 * w)


@fit.mutant("Bias first, then the weight: the two are exchanged.")
def exchanges_bias_and_weight(x, y, truth, lr, epochs):
    g, w, told = answer(x, y, truth, lr, epochs)
    return g[::-1], w[::-1], told


@fit.mutant("Your residual is y − Xw. Which sign has the gradient then?")
def walks_uphill(x, y, truth, lr, epochs):
    return answer(x, y, truth, lr, epochs, lambda *at: -slope(*at))


@fit.mutant("The last gradient is nearly 0. The first one was asked.")
def returns_the_last_gradient(x, y, truth, lr, epochs):
    _, w, told = answer(x, y, truth, lr, epochs)
    return slope(w, x, y), w, told


@fit.mutant("More epochs cannot help a line that is already the least squares line.")
def always_blames_the_descent(x, y, truth, lr, epochs):
    return *answer(x, y, truth, lr, epochs)[:2], "optimization"


@fit.mutant("Is your line the one of least squares yet? Measure how far it is.")
def always_blames_the_sample(x, y, truth, lr, epochs):
    return *answer(x, y, truth, lr, epochs)[:2], "sampling"


@fit.mutant("From the least squares line both ways: to the truth, and to your line.")
def measures_the_truth_from_its_own_line(x, y, truth, lr, epochs):
    g, w, _ = answer(x, y, truth, lr, epochs)
    far = np.linalg.norm(w - truth) > np.linalg.norm(w - least(x, y))
    return g, w, "sampling" if far else "optimization"


@fit.mutant(
    "The weight already sees the new bias. Both need the gradient at one point."
)
def updates_one_after_the_other(x, y, truth, lr, epochs):
    w = np.zeros(2)
    for _ in range(epochs):
        for place in (0, 1):
            w[place] -= lr * slope(w, x, y)[place]
    return slope(np.zeros(2), x, y), w, larger_part(w, x, y, truth)
