"""Lesson 08: E08.5, a valley on its side, and a method that looks at components."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import cos, radians, sin, sqrt

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import array, number, table
from gdcourse.checks.task import Task

CAP = 20_000

turning = Task(
    "E08.5",
    "turn_the_axes(kappa, degrees, lr)",
    points=6,
    returns=table(H=array, start=array, adam=number, descent=number),
    seconds=6.0,
    probes=[(10.0, 0.0, 0.1), (10.0, 45.0, 0.1), (25.0, 30.0, 0.05)],
    hints=[
        "Write H after the turn: is it still diagonal?",
        "Turned counterclockwise, (1, 0) becomes (cos θ, sin θ) and (0, 1) becomes "
        "(−sin θ, cos θ): the columns of R. Then H = R diag(1, κ) Rᵀ.",
        "The test is on f: f(x_k) ≤ 1e-6 · f(x_0). k counts updates: begin with the "
        "test, at k = 0.",
    ],
)


def turn(degrees: float) -> np.ndarray:
    """The matrix that turns counterclockwise."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[c, -s], [s, c]])


def hessian(kappa: float, degrees: float) -> np.ndarray:
    R = turn(degrees)
    return R @ np.diag([1.0, kappa]) @ R.T


def adam(lr: float) -> Callable:
    """Adam's step of one component, with its usual settings."""

    def step(x, g, m, v, t):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
        return x - lr * m_hat / (sqrt(v_hat) + 1e-8), m, v

    return step


def plain(lr: float) -> Callable:
    return lambda x, g, m, v, t: (x - lr * g, m, v)


def height(H, x, y) -> float:
    return (H[0][0] * x * x + 2 * H[0][1] * x * y + H[1][1] * y * y) / 2


def distance(H, x, y) -> float:
    return sqrt(x * x + y * y)


def count(H, start, step, measure=height) -> int:
    """Updates until the measure is a millionth of the first one."""
    (a, b), (_, d) = H.tolist()
    x, y = start
    m = n = v = w = 0.0
    goal = 1e-6 * measure(((a, b), (b, d)), x, y)
    for k in range(CAP):
        if measure(((a, b), (b, d)), x, y) <= goal:
            return k
        g, h = a * x + b * y, b * x + d * y
        x, m, v = step(x, g, m, v, k + 1)
        y, n, w = step(y, h, n, w, k + 1)
    return CAP


@lru_cache(maxsize=200)
def updates(kappa, degrees, lr=None, measure=height) -> int:
    """Updates of Adam at this rate; of gradient descent at 1/κ where there is none."""
    start = (turn(degrees) @ np.ones(2)).tolist()
    step = plain(1 / kappa) if lr is None else adam(lr)
    return count(hessian(kappa, degrees), start, step, measure)


def filled(kappa, degrees, lr, **other) -> dict:
    """The right table, with some entries replaced."""
    found = {
        "H": hessian(kappa, degrees),
        "start": turn(degrees) @ np.ones(2),
        "adam": updates(kappa, degrees, lr),
        "descent": updates(kappa, degrees),
    }
    return found | other


def valleys(rng: Generator) -> Iterator[tuple[float, float, float]]:
    """κ, the angle and Adam's rate: the published ones first."""
    yield 10.0, 0.0, 0.1
    yield 10.0, 45.0, 0.1
    yield 100.0, 22.5, 0.05
    for _ in range(3):
        kappa, degrees = (
            float(inputs.count(rng, 5, 80)),
            float(inputs.count(rng, 5, 85)),
        )
        yield kappa, degrees, inputs.rate(rng, 0.02, 0.1)


@turning.property("H: the Hessian of the valley, turned counterclockwise.", 1, 1e-9)
def turned_hessian(call, rng):
    for given in valleys(rng):
        yield call(*given)["H"], filled(*given)["H"]


@turning.property("start: (1, 1), turned with the valley.", points=1, rtol=1e-9)
def turned_start(call, rng):
    for given in valleys(rng):
        yield call(*given)["start"], filled(*given)["start"]


@turning.property("descent: its updates, the same for every angle.", points=1)
def descent(call, rng):
    for kappa, degrees, lr in valleys(rng):
        for angle in (degrees, 0.0, 90.0):
            yield call(kappa, angle, lr)["descent"], updates(kappa, angle)


@turning.property("adam: its updates to a millionth of the first f.", points=2)
def adams(call, rng):
    for given in valleys(rng):
        yield call(*given)["adam"], updates(*given)


@turning.property("κ = 1000: at 45° Adam needs at least 15 times as many.", points=1)
def ratio(call, rng):
    counts = [call(1000.0, degrees, 0.01)["adam"] for degrees in (0.0, 45.0)]
    words = "along the axes Adam takes 269 updates, give or take 5 %."
    near = such_that("from 256 to 282", lambda got: 256 <= got <= 282)
    yield counts[0], near, words
    found = counts[1] / max(counts[0], 1)
    yield found, such_that("at least 15", lambda got: got >= 15)
