"""Lesson 00: what a run leaves behind, and how to read it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

FEW = 4  # so many numbers are added faster one by one than by NumPy


def length(vector: np.ndarray, axes: tuple[int, ...] = (0,)) -> np.ndarray:
    """The Euclidean norm over the components; ``axes=()`` takes one number each."""
    if vector.ndim == 1 and len(vector) <= FEW and axes:
        total = 0.0
        for component in vector.tolist():
            total += component * component
        return np.float64(total**0.5)
    return np.add.reduce(vector * vector, axis=axes) ** 0.5


class Update(NamedTuple):
    """One step of a run: everything that went into it and came out of it."""

    t: int
    x: np.ndarray
    grad: np.ndarray
    memory: Any
    next_x: np.ndarray
    next_memory: Any


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """The points of a run in order, and how it ended.

    ``points[k]`` is x_k, the point after k updates: a run of n updates stores n + 1
    points. In a grid of runs every array has the batch axes last, and a run that has
    ended stays where it is while the others go on.

    Attributes
    ----------
    points, gradients : x_k and ∇f(x_k), each of shape (n + 1, d, *batch); the gradients
        of a run on batches are those of its batches, NaN at the last point
    converged, diverged : how each run ended, of shape batch
    updates : number of updates made; an integer, or an array of shape batch
    ks : the number of updates behind each row of points: 0, 1, … unless ``every`` > 1
    rule : the rule that made it
    best : k of the best validation loss, if that was watched
    memory : what the rule remembered in the end; in a grid the memory of a run that has
        ended goes on
    """

    points: np.ndarray
    gradients: np.ndarray
    converged: np.ndarray
    diverged: np.ndarray
    updates: int | np.ndarray
    value: Callable[[Any], Any]
    axes: tuple[int, ...] = (0,)
    ks: np.ndarray | None = None
    rule: Any = None
    ended: tuple[str, str] | None = None
    best: int | None = None
    memory: Any = None
    paid: Any = None

    def __post_init__(self) -> None:
        if np.ndim(self.updates) == 0:
            object.__setattr__(self, "updates", int(self.updates))
        if self.ks is None:
            object.__setattr__(self, "ks", np.arange(len(self.points)))

    def __len__(self) -> int:
        return len(self.points)

    def __str__(self) -> str:
        return self.reason

    def __repr__(self) -> str:
        return f"Trace({self.reason})"

    @property
    def x(self) -> np.ndarray:
        """The last point, shape (d, *batch)."""
        return self.points[-1]

    @property
    def best_x(self) -> np.ndarray:
        """The point of the best validation loss.

        Raises ValueError if none was watched or its point was not kept.
        """
        rows = np.flatnonzero(self.ks == self.best)
        if self.best is None or len(rows) == 0:
            raise ValueError(
                f"the best point must be in the trace, got best = {self.best}. "
                "Run with stop=(ValidationLoss(...),) and every=1."
            )
        return self.points[rows[0]]

    @property
    def status(self) -> str | np.ndarray:
        """How it ended, in a word.

        "converged", "diverged", "budget" (the steps ran out), "interrupted", or the
        status of the stopping rule that ended it, such as "stalled" or "patience".
        """
        ends = np.where(self.diverged, "diverged", self.ended[0] if self.ended else "")
        ends = np.where(self.converged, "converged", ends)
        ends = np.where(ends == "", "budget", ends)
        return str(ends) if ends.ndim == 0 else ends

    @property
    def reason(self) -> str:
        """One sentence about the end of the run, or of all runs of a grid."""
        from gdcourse.optimizers.reasons import reason

        return reason(self)

    @cached_property
    def values(self) -> np.ndarray:
        """f(x_k) at every stored point, evaluated when first asked for."""
        with np.errstate(over="ignore", invalid="ignore"):
            return np.array([self.value(x) for x in self.points])

    @cached_property
    def gradient_norms(self) -> np.ndarray:
        """‖∇f(x_k)‖ at every stored point."""
        with np.errstate(over="ignore", invalid="ignore"):
            return length(self.gradients, tuple(axis + 1 for axis in self.axes))

    @property
    def gradient_evaluations(self) -> int | np.ndarray:
        """How often ∇f was computed: at every point, and where the rule asked for more.

        In a grid the rule's own calls count for every run.
        """
        more = self.paid.gradients - self.ks[-1] - 1 if self.paid else 0
        return self.updates + 1 + int(more)

    @property
    def value_evaluations(self) -> int:
        """How often f was computed: by the rule, by stopping rules, for ``values``."""
        during = self.paid.values if self.paid else 0
        return during + (len(self) if "values" in vars(self) else 0)

    @property
    def hessian_evaluations(self) -> int:
        """How often ∇²f was computed, by the rule."""
        return self.paid.hessians if self.paid else 0

    @property
    def samples(self) -> int:
        """How many data points the gradients of a run on batches have seen."""
        return self.paid.samples if self.paid else 0

    def replay(self) -> Iterator[Update]:
        """Make every step again, with its memory: a rule is pure, so nothing differs.

        Raises ValueError if the trace did not keep every point.
        """
        if self.rule is None or len(self) != self.ks[-1] + 1:
            raise ValueError(
                f"a replay needs every point of the run, got {len(self)} of "
                f"{self.ks[-1] + 1}. Run it with every=1."
            )
        memory = self.rule.init(self.points[0])
        for k in range(len(self) - 1):
            x, grad, next_x = self.points[k], self.gradients[k], self.points[k + 1]
            _, after = self.rule.step(x, grad, memory, k + 1)
            yield Update(k + 1, x, grad, memory, next_x, after)
            memory = after
