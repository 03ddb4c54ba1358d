"""Lesson 08: six problems, each of which needs one part of Adam."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from gdcourse import landscapes
from gdcourse.optimizers import Adam, Momentum

PARTS = ("momentum", "squares", "memory", "correction", "eps", "amsgrad")
BETA1, BETA2, SHORT, EPS = 0.9, 0.999, 0.8, 1e-8
NOISE = 4 * np.random.default_rng(0).normal(size=(700, 2))
ROUND = landscapes.quadratic(4.0)
STEEP = landscapes.quadratic(1e4)
RARE, LARGE, PERIOD = 12.0, 40.0, 30


class Problem(NamedTuple):
    """A gradient for each step t = 1, 2, …, and when a run counts as good."""

    name: str
    gradient: Callable[[np.ndarray, int], np.ndarray]
    start: tuple[float, ...]
    lr: float
    steps: int
    beta2: float
    cut: bool  # whether the points are kept in [-1, 1]
    measure: Callable[[np.ndarray], tuple[bool, str]]


def constant(x: np.ndarray, size: float) -> np.ndarray:
    """The same gradient wherever we are."""
    return np.full(x.shape, size)


def noisy(x: np.ndarray, t: int) -> np.ndarray:
    """The gradient of a valley, and noise."""
    noise = NOISE[t - 1].reshape(2, *[1] * (x.ndim - 1))
    return ROUND.gradient(x) + noise


def way(points: np.ndarray) -> tuple[bool, str]:
    """To be good, a run is in the valley after a short way."""
    gone = float(np.hypot(*np.diff(points, axis=0).T).sum())
    there = np.mean(ROUND.value(points[-200:].T)) < 0.5
    return bool(there and gone < 8), f"way {gone:.3g}" if there else "not there yet"


def share(points: np.ndarray) -> tuple[bool, str]:
    """To be good, it leaves less than a millionth."""
    left = shares(points)[-1]
    good = bool(left < 1e-6)
    if not left < 1:
        return good, "diverges"
    return good, f"{left:.0e} left" if left > 1e-30 else "nothing left"


def shares(points: np.ndarray) -> np.ndarray:
    """What is left of the value in the steep valley."""
    with np.errstate(all="ignore"):
        return STEEP.value(points.T) / STEEP.value(points[0])


def longest(points: np.ndarray) -> tuple[bool, str]:
    """To be good, no step is longer than the learning rate 1."""
    most = float(np.abs(np.diff(points[:, 0])).max())
    return most < 1.01, f"up to {most:.3g} α"


def moves(points: np.ndarray) -> tuple[bool, str]:
    """To be good, it is a number, and nearer to 0."""
    x = float(points[-1, 0])
    return abs(x) < 0.1, "not a number" if np.isnan(x) else f"x = {clean(x)}"


def best(points: np.ndarray) -> tuple[bool, str]:
    """To be good, the last points are near -1."""
    x = float(points[-100:, 0].mean())
    return x < -0.8, f"x = {clean(x)}"


def clean(x: float) -> str:
    """A number with two digits; nothing is -0.00."""
    return f"{x:.2f}".replace("-0.00", "0.00").replace("-", "−")


PROBLEMS = (
    Problem("noisy valley", noisy, (3.0, 1.5), 0.02, 700, BETA2, False, way),
    Problem(
        "valley 1 : 10⁴",
        lambda x, t: STEEP.gradient(x),
        (1.0, 0.71),
        0.02,
        400,
        BETA2,
        False,
        share,
    ),
    Problem(
        "rare large slopes",
        lambda x, t: constant(x, RARE if t % 10 == 0 else -1.0),
        (0.0,),
        0.01,
        1500,
        BETA2,
        True,
        best,
    ),
    Problem(
        "first steps",
        lambda x, t: constant(x, 5.0),
        (0.0,),
        1.0,
        30,
        BETA2,
        False,
        longest,
    ),
    Problem(
        "a late feature",
        lambda x, t: x if t > 10 else 0 * x,
        (1.0,),
        0.1,
        100,
        BETA2,
        False,
        moves,
    ),
    Problem(
        "Reddi's losses",
        lambda x, t: constant(x, LARGE if t % PERIOD == 1 else -1.0),
        (0.0,),
        0.05,
        1500,
        SHORT,
        True,
        best,
    ),
)


def rule(problem: Problem, correction: bool, amsgrad: bool) -> Adam:
    """Adam with and without momentum, memory and ε: settings (2, 2, 2) at once."""
    on = np.indices((2, 2, 2))
    return Adam(
        problem.lr,
        betas=(BETA1 * on[0], problem.beta2 * on[1]),
        eps=EPS * on[2],
        bias_correction=correction,
        amsgrad=amsgrad,
    )


def undivided(problem: Problem) -> Momentum:
    """What is left without squares: an average of gradients, or the last one."""
    beta = BETA1 * np.indices((2, 2, 2))[0]
    return Momentum(problem.lr, momentum=beta, convention="average")


@lru_cache(maxsize=32)
def played(place: int, squares: bool, correction: bool, amsgrad: bool) -> np.ndarray:
    """The points of all eight settings on a problem: (steps + 1, d, 2, 2, 2)."""
    problem = PROBLEMS[place]
    method = rule(problem, correction, amsgrad) if squares else undivided(problem)
    x = np.multiply.outer(problem.start, np.ones((2, 2, 2)))
    memory, points = method.init(x), [x]
    with np.errstate(all="ignore"):
        for t in range(1, problem.steps + 1):
            x, memory = method.step(x, problem.gradient(x, t), memory, t)
            x = np.clip(x, -1.0, 1.0) if problem.cut else x
            points.append(x)
    return np.array(points)


def run(place: int, parts: dict[str, bool]) -> np.ndarray:
    """The points of a method with these parts on a problem: (steps + 1, d)."""
    squares = parts["squares"]
    more = [squares and parts[name] for name in ("correction", "amsgrad")]
    points = played(place, squares, *more)
    return points[(..., *(int(parts[n]) for n in ("momentum", "memory", "eps")))]


def outcome(place: int, parts: dict[str, Any]) -> tuple[bool, str]:
    """Whether the run is good, and the number that says so."""
    with np.errstate(all="ignore"):
        return PROBLEMS[place].measure(run(place, parts))
