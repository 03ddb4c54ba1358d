"""Lesson 07: E07.3, Nesterov's method: look ahead first, and a momentum that grows."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.gradient_descent_bowls import bowl, turned_bowl
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import array, several
from gdcourse.checks.task import Task

SLOPED = Function("∇(x² + xy + 2y²)", lambda x: np.array([[2, 1], [1, 4]]) @ x)
LINE = Function("∇(x) = 1", lambda x: np.ones_like(x, dtype=float))
LINKS = 401

# torch.optim.SGD(lr=0.02, momentum=0.9, nesterov=True), torch 2.13, on ½(x² + 25y²)
# from (1, 1): the point after so many updates.
TORCH = {
    1: (0.962, 0.04999999999999998),
    2: (0.9092439999999999, -0.4025),
    3: (0.844528328, -0.40487500000000004),
    20: (-0.21470744157144378, -0.00034886026502986854),
}

ahead = Task(
    "E07.3",
    "nesterov_path(gradient, x0, lr, momentum, n)",
    points=8,
    returns=several(array, array),
    probes=[
        (SLOPED, np.array([2.0, 1.0]), 0.1, 0.5, 4),
        (SLOPED, np.array([2.0, 1.0]), 0.1, "t_k", 5),
    ],
    hints=[
        "Plot log gap against log k: which of your two runs is a straight line, and "
        "how steep?",
        "One update: the gradient at y, a plain step from y to the new x, then a push "
        "from the new x along the last move of x.",
        "t begins at 1. In update k: t_next from t, β = (t − 1)/t_next, and t becomes "
        "t_next when β is known. The first β is 0.",
    ],
)

Push = Callable[[int], float]


def pushes(momentum: object, first: float = 1.0) -> Push:
    """β of update k: constant, or from the sequence t_k."""
    if momentum != "t_k":
        return lambda k: momentum

    def beta(k: int) -> float:
        t = first
        for _ in range(k):
            t = (1 + (1 + 4 * t * t) ** 0.5) / 2
        return (t - 1) / ((1 + (1 + 4 * t * t) ** 0.5) / 2)

    return beta


def walk(gradient, x0, lr, beta: Push, n) -> tuple[np.ndarray, np.ndarray]:
    """The right iterates x_0 … x_n and the points y_0 … y_{n-1} ahead of them."""
    return walked(lambda x, y: y - lr * gradient(y), x0, beta, n)


def walked(step: Callable, x0, beta: Push, n) -> tuple[np.ndarray, np.ndarray]:
    """The same with any step from x_k and y_k to x_{k+1}."""
    x = y = np.array(x0, dtype=float)
    points, seen = [x], []
    for k in range(n):
        seen.append(y)
        x = step(x, y)
        y = x + beta(k) * (x - points[-1])
        points.append(x)
    return np.stack(points), np.stack(seen)


def settings(rng: Generator) -> Iterator[tuple]:
    """Gradient, start, rate and n: the published ones first."""
    yield bowl(2.0).gradient, np.array([1.0]), 0.1, 1
    yield bowl(2.0).gradient, np.array([1.0]), 0.1, 3
    yield bowl(2.0, 8.0).gradient, np.array([2, 1]), 0.1, 4
    for dimension in (1, 2, 5):
        f = turned_bowl(rng, dimension)
        lr = float(np.round(rng.uniform(0.2, 1.0) / f.curvatures[-1], 3))
        yield f.gradient, inputs.point(rng, dimension), lr, inputs.count(rng, 3)


def either(rng: Generator) -> Iterator[tuple]:
    """The arguments of settings with both kinds of momentum."""
    for gradient, x0, lr, n in settings(rng):
        yield gradient, x0, lr, 0.5, n
        yield gradient, x0, lr, "t_k", n


@ahead.property("x has n + 1 rows, y has n, and both begin at x0.", points=1)
def rows_and_start(call, rng):
    for given in either(rng):
        x0, n = given[1], given[4]
        x, y = call(*given)
        yield np.array(x.shape), np.array([n + 1, x0.size])
        yield np.array(y.shape), np.array([n, x0.size])
        yield np.stack([x[0], y[0]]), np.stack([x0, x0]) + 0.0


@ahead.property("x_{k+1} must be one plain step of gradient descent from y_k.", 1)
def plain_steps(call, rng):
    for gradient, x0, lr, momentum, n in either(rng):
        x, y = call(gradient, x0, lr, momentum, n)
        yield x[1:], np.stack([point - lr * gradient(point) for point in y])


@ahead.property("with a constant β the push must be β(x_{k+1} − x_k).", points=2)
def constant_momentum(call, rng):
    for gradient, x0, lr, n in settings(rng):
        for beta in (0.5, 0.9):
            wanted = walk(gradient, x0, lr, pushes(beta), n)
            yield from zip(call(gradient, x0, lr, beta, n), wanted, strict=True)


@ahead.property("y must go where torch goes with nesterov=True.", points=1)
def like_torch(call, rng):
    f, words = bowl(1.0, 25.0), "torch's point after {} updates must be y_{}."
    for n, point in TORCH.items():
        _, y = call(f.gradient, np.ones(2), 0.02, 0.9, n + 1)
        yield y[n], np.array(point), words.format(n, n)


@ahead.property("with t_k the pushes must grow as told, from 0 on.", points=1)
def growing_momentum(call, rng):
    for n in (1, 2, 3, 4, 8):
        wanted = walk(LINE, np.zeros(1), 1.0, pushes("t_k"), n)
        yield from zip(call(LINE, np.zeros(1), 1.0, "t_k", n), wanted, strict=True)
    for gradient, x0, lr, n in settings(rng):
        wanted = walk(gradient, x0, lr, pushes("t_k"), n)
        yield from zip(call(gradient, x0, lr, "t_k", n), wanted, strict=True)


def pull(x: np.ndarray) -> np.ndarray:
    """The gradient of the chain with L = 1."""
    padded = np.concatenate([[1.0], x, [0.0]])
    return (2 * x - padded[:-2] - padded[2:]) / 4


def gap(x: np.ndarray) -> float:
    """How far the chain is above its minimum."""
    ends = np.concatenate([[1.0], x, [0.0]])
    return float((np.diff(ends) ** 2).sum() - 1 / (len(x) + 1)) / 8


def slope(points: np.ndarray) -> float:
    """The slope of log gap over log k between k = 100 and k = 400."""
    return float(np.log(gap(points[400]) / gap(points[100])) / np.log(4))


@ahead.property("on the chain, log gap over log k must have its slope.", points=1)
def chain(call, rng):
    f = Function(f"∇ of the chain with {LINKS} links", pull)
    given = f, np.zeros(LINKS), 1.0
    words = "with t_k the gap must fall faster than k^−1.1 from k = 100 to 400."
    found = slope(call(*given, "t_k", 400)[0])
    yield found, such_that("a slope below −1.1", lambda got: got < -1.1), words
    words = "with β = 0.9 it cannot: the slope must stay above −0.8."
    found = slope(call(*given, 0.9, 400)[0])
    yield found, such_that("a slope above −0.8", lambda got: -0.8 < got < 0), words


ahead.leaves_arguments_alone(either, points=1)
