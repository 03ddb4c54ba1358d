"""Lesson 08: compare methods fairly: one budget, a tuned rate for each, fresh seeds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.arguments import function, integer, positive
from gdcourse.optimizers.batch_variants import batches

FRESH = 1000  # the seeds of the race begin here: none was used for tuning
RATES = "Give learning rates to try, such as np.geomspace(1e-4, 1, 9)."


@dataclass(frozen=True, eq=False)
class Compared:
    """One method after tuning and racing.

    lr : the rate with the lowest median loss in tuning; the smallest of equals
    tuned : that median for each rate of the grid, infinite where a run diverged
    updates : the numbers of updates after which the loss was measured: 0, every, …
    losses : the loss there, (seeds, len(updates)), for the fresh seeds at ``lr``
    points : the last points, (seeds, d)
    """

    lr: float
    tuned: np.ndarray
    updates: np.ndarray
    losses: np.ndarray
    points: np.ndarray

    @property
    def median(self) -> np.ndarray:
        """The median of the losses over the seeds."""
        return np.median(self.losses, axis=0)

    @property
    def band(self) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and the highest loss over the seeds."""
        return self.losses.min(axis=0), self.losses.max(axis=0)

    def __str__(self) -> str:
        low, high = (end[-1] for end in self.band)
        return (
            f"best rate {self.lr:.2g}; loss {self.median[-1]:.2f}, "
            f"from {low:.2f} to {high:.2f}"
        )

    def updates_to(self, target: float) -> int | None:
        """The first measured update with a median loss of at most ``target``, or None.

        Samples seen until then are so many times the size of a batch.
        """
        there = self.median <= target
        return int(self.updates[there.argmax()]) if there.any() else None


def compare(
    value: Callable,
    gradient: Callable,
    start: Callable,
    data: Sequence[Any],
    rules: Mapping[str, Callable],
    rates: Any,
    *,
    size: int = 32,
    steps: int = 200,
    every: int = 10,
    tuning: int = 3,
    seeds: int = 5,
) -> dict[str, Compared]:
    """Tune each method on the same grid, then race them on seeds that none has seen.

    Every method pays ``steps`` gradients of ``size`` samples per run, and as many runs.
    A seed fixes start and batches: all methods have the same ones.

    Parameters
    ----------
    value, gradient : f of points (d, *batch) on all data; ∇f(x, *samples)
    start : rng -> the first point (d,)
    data : arrays with one row per sample, as for ``batches``
    rules : name -> function that makes the rule from a learning rate (or many)
    rates : the learning rates to try, the same for all
    size, steps, every : samples of a batch, updates of a run, updates between losses
    tuning, seeds : runs per rate for tuning, and runs of the race

    Raises ValueError or TypeError for rates or counts that cannot work.

    >>> from gdcourse.optimizers import GradientDescent
    >>> def slope(x, samples):
    ...     return x - samples.mean()
    >>> found = compare(
    ...     lambda x: (x[0] - 1) ** 2 / 2,
    ...     slope,
    ...     lambda rng: np.zeros(1),
    ...     [np.ones(4)],
    ...     {"descent": GradientDescent},
    ...     [0.1, 1.0, 3.0],
    ...     size=2,
    ...     steps=5,
    ... )["descent"]
    >>> float(found.lr), found.median.tolist(), found.updates_to(0.1)
    (1.0, [0.5, 0.0], 5)
    """
    for name, part in (("value", value), ("gradient", gradient), ("start", start)):
        function(name, part, "Pass the function itself.")
    rates = np.atleast_1d(positive("rates", rates, RATES))
    budget = {"size": size, "steps": steps, "every": every}
    for name, count in (budget | {"tuning": tuning, "seeds": seeds}).items():
        integer(name, count, 1, "It is a count, such as 5.")
    run = Runs(value, gradient, start, tuple(data), **budget)
    return {name: run.judged(rules[name], rates, tuning, seeds) for name in rules}


@dataclass(frozen=True, eq=False)
class Runs:
    """The budget that all methods share."""

    value: Callable
    gradient: Callable
    start: Callable
    data: tuple
    size: int
    steps: int
    every: int

    def walk(self, rule: Any, seed: int, shape: tuple = ()) -> Iterator[np.ndarray]:
        """The points on the way, of a whole grid of settings if it has a shape."""
        rng = np.random.default_rng(seed)
        first = np.asarray(self.start(rng), dtype=float)
        x = np.multiply.outer(first, np.ones(shape))
        draw, memory = batches(*self.data, size=self.size, rng=rng), rule.init(x)
        with np.errstate(all="ignore"):
            for t in range(1, self.steps + 1):
                yield x
                x, memory = rule.step(x, self.gradient(x, *next(draw)), memory, t)
        yield x

    def tuned(self, make: Callable, rates: np.ndarray, seed: int) -> np.ndarray:
        """The loss at the end for every rate; infinite after divergence."""
        *_, last = self.walk(make(rates), seed, rates.shape)
        with np.errstate(all="ignore"):
            return np.nan_to_num(self.value(last), nan=np.inf)

    def raced(self, rule: Any, seed: int) -> tuple[list, np.ndarray]:
        """The losses at the updates that are measured, and the last point."""
        points = list(self.walk(rule, seed))
        return [float(self.value(points[k])) for k in self.updates], points[-1]

    @property
    def updates(self) -> np.ndarray:
        """0, every, 2 every, … and the last."""
        return np.append(np.arange(0, self.steps, self.every), self.steps)

    def judged(
        self, make: Callable, rates: np.ndarray, tuning: int, seeds: int
    ) -> Compared:
        """Tune on the first seeds, race on fresh ones."""
        ends = [self.tuned(make, rates, seed) for seed in range(tuning)]
        tuned = np.median(ends, axis=0)
        lr = float(rates[tuned.argmin()])
        raced = [self.raced(make(lr), FRESH + seed) for seed in range(seeds)]
        losses, points = (np.array(part) for part in zip(*raced, strict=True))
        return Compared(lr, tuned, self.updates, losses, points)
