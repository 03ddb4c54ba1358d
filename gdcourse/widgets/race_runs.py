"""Lesson 07: the runs of the race: same start, same budget, each rate tuned alike."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from gdcourse import landscapes
from gdcourse.optimizers import (
    AdaGrad,
    Adam,
    GradientDescent,
    Momentum,
    RMSprop,
    Trace,
    minimize,
    sweep,
)

BUDGET = 100  # gradient evaluations: one per update, for every method here
RATES = 10.0 ** np.linspace(-4, 1, 41)  # what is searched, for every method alike
SCALES = (0.1, 0.25, 0.5, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0)
NOISE = 4.0  # standard deviation of each entry of a noisy gradient
TUNING = range(100, 116)  # seeds of the runs that choose a rate; none is ever shown
SPREAD = 0.02  # of the window: how far the starts of these runs lie around the start
RULES: dict[str, Callable[[Any], Any]] = {
    "gradient descent": GradientDescent,
    "heavy ball": lambda lr: Momentum(lr, momentum=0.9),
    "Nesterov": lambda lr: Momentum(lr, momentum=0.9, nesterov=True),
    "AdaGrad": AdaGrad,
    "RMSprop": lambda lr: RMSprop(lr, alpha=0.9),
    "Adam": Adam,
}
TWO_VALLEYS = landscapes.Landscape(
    name="saddle",
    formula="x**2 + (y**2 - 1)**2/4",
    minimizers=[(0.0, -1.0), (0.0, 1.0)],
    start=(1.5, 0.001),
)


SQUARES = {"AdaGrad": 0, "RMSprop": 0, "Adam": 1}  # where the memory keeps squares
HOME = 1e-9  # of the gap at the start: nearer than this counts as arrived


class Place(NamedTuple):
    """A landscape to race on, where the race begins, and the seed of its noise."""

    landscape: landscapes.Landscape
    start: tuple[float, float]
    window: tuple[tuple[float, float], tuple[float, float]]
    seed: int | None = None


BOWL, VIEW = landscapes.quadratic(25.0, angle=0.5), ((-11, 11), (-8.5, 8.5))
PLACES = {
    "quadratic κ = 25": Place(BOWL, tuple(BOWL.start), VIEW),
    "noisy κ = 25, seed 1": Place(BOWL, tuple(BOWL.start), VIEW, 1),
    "noisy κ = 25, seed 2": Place(BOWL, tuple(BOWL.start), VIEW, 2),
    "Rosenbrock": Place(landscapes.rosenbrock, (-1.2, 1.0), ((-2.1, 2.1), (-0.9, 2.4))),
    "Himmelblau": Place(landscapes.himmelblau, (-0.5, -1.0), ((-6, 6), (-5, 5))),
    "Beale": Place(landscapes.beale, (-1.5, 1.5), ((-2.5, 4.5), (-2.6, 3.0))),
    "saddle": Place(TWO_VALLEYS, (1.5, 0.001), ((-2, 2), (-1.6, 1.6))),
}


class Runs(NamedTuple):
    """One method on one landscape with every scale of its learning rate.

    ``points`` and ``areas`` have the shape (BUDGET + 1, 2, scales), ``gaps`` the same
    without components; ``updates`` are the steps with their memory, made again.
    """

    rate: float
    points: np.ndarray
    gaps: np.ndarray
    areas: np.ndarray | None
    updates: list[Any]
    trace: Trace


def noise(seeds: Any) -> np.ndarray:
    """Errors of the gradient, shape (BUDGET + 1, 2, seeds): the same for all methods.

    >>> noise([1]).shape
    (101, 2, 1)
    """
    rngs = [np.random.default_rng(seed) for seed in seeds]
    errors = [rng.normal(scale=NOISE, size=(BUDGET + 1, 2)) for rng in rngs]
    return np.stack(errors, axis=-1)


def gradient_of(place: Place, seeds: Any = None) -> Callable:
    """∇f, with an error added at each call where the landscape is noisy."""
    exact = place.landscape.gradient
    if place.seed is None:
        return exact
    errors = iter(noise([place.seed] if seeds is None else seeds))

    def noisy(x: np.ndarray) -> np.ndarray:
        return exact(x) + next(errors).reshape(2, *[1] * (x.ndim - 2), -1)

    def noisy_alone(x: np.ndarray) -> np.ndarray:
        return noisy(x[:, None])[:, 0] if x.ndim == 1 else noisy(x)

    return noisy_alone


def starts(where: str) -> np.ndarray:
    """Where the runs begin that choose a rate: (2, 1, seeds), around the start."""
    place = PLACES[where]
    rng, width = np.random.default_rng(0), np.diff(place.window)
    around = SPREAD * width * rng.normal(size=(2, len(TUNING)))
    return (np.reshape(place.start, (2, 1)) + around)[:, None]


@lru_cache(maxsize=64)
def scores(where: str, method: str) -> np.ndarray:
    """The gap after the whole budget for each rate of the search, mean over 16 runs."""
    place, rule, x0 = PLACES[where], RULES[method], starts(where)
    x0 = np.broadcast_to(x0, (2, len(RATES), len(TUNING)))
    last = sweep(gradient_of(place, TUNING), x0, rule(RATES[:, None]), BUDGET)
    with np.errstate(all="ignore"):
        gaps = place.landscape.value(last) - place.landscape.minimum
        return np.nan_to_num(gaps, nan=np.inf).mean(axis=1)


def tuned(where: str, method: str) -> float:
    """The rate of the search with the lowest score.

    >>> 0.01 < tuned("quadratic κ = 25", "gradient descent") < 2 / 25
    True
    """
    return float(RATES[np.argmin(scores(where, method))])


@lru_cache(maxsize=64)
def runs(where: str, method: str) -> Runs:
    """Every scale of the tuned rate in one grid run, and each of its steps again."""
    place, rate = PLACES[where], tuned(where, method)
    f, rule = place.landscape, RULES[method](rate * np.array(SCALES))
    budget = {"steps": BUDGET, "tol": 0.0}
    trace = minimize(f.value, gradient_of(place), list(place.start), rule, **budget)
    with np.errstate(all="ignore"):
        gaps = np.maximum(trace.values - f.minimum, 0.0)
        updates = list(trace.replay())
        areas = areas_of(method, updates) if method in SQUARES else None
    return Runs(rate, trace.points, gaps, areas, updates, trace)


def areas_of(method: str, updates: list[Any]) -> np.ndarray:
    """The accumulated squares before each step, as shares of the largest of the run."""
    memories = [u.memory for u in updates] + [updates[-1].next_memory]
    kept = [m[SQUARES[method]] if isinstance(m, tuple) else m for m in memories]
    sums = np.nan_to_num(np.stack(kept), nan=0.0, posinf=0.0)
    largest = sums.max(axis=(0, 1))
    return sums / np.where(largest > 0, largest, 1.0)


@lru_cache(maxsize=16)
def axis(where: str) -> tuple[float, float]:
    """The lowest and the highest gap that the curves show."""
    shallow = 1e-4 if PLACES[where].seed is not None else HOME
    shallow = 1e-6 if where in ("Rosenbrock", "Beale") else shallow
    return gap_at_start(where) * shallow, gap_at_start(where) * 100


def arrived(where: str) -> float:
    """A gap that counts as none."""
    return gap_at_start(where) * HOME


def gap_at_start(where: str) -> float:
    """f(x_0) − f*, the same for all methods."""
    place = PLACES[where]
    return float(place.landscape.value(place.start) - place.landscape.minimum)
