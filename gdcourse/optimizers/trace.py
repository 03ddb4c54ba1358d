"""Lesson 00: what a run leaves behind, and how to read it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np


def length(vector: np.ndarray, axes: tuple[int, ...] = (0,)) -> np.ndarray:
    """The Euclidean norm over the components; ``axes=()`` takes one number each."""
    return (vector * vector).sum(axis=axes) ** 0.5


@dataclass(frozen=True, eq=False)
class Trace:
    """The points of a run in order, and how it ended.

    ``points[k]`` is x_k, the point after k updates: a run of n updates stores n + 1
    points. In a grid of runs every array has the batch axes last, and a run that has
    ended stays where it is while the others go on.

    Attributes
    ----------
    points, gradients : x_k and ∇f(x_k), each of shape (n + 1, d, *batch)
    converged, diverged : how each run ended, of shape batch
    updates : number of updates made; an integer, or an array of shape batch
    """

    points: np.ndarray
    gradients: np.ndarray
    converged: np.ndarray
    diverged: np.ndarray
    updates: int | np.ndarray
    value: Callable[[Any], Any] = field(repr=False)
    axes: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        if np.ndim(self.updates) == 0:
            object.__setattr__(self, "updates", int(self.updates))

    def __len__(self) -> int:
        return len(self.points)

    def __str__(self) -> str:
        return self.reason

    @property
    def x(self) -> np.ndarray:
        """The last point, shape (d, *batch)."""
        return self.points[-1]

    @property
    def status(self) -> str | np.ndarray:
        """How it ended: "converged", "diverged", or "budget" (the steps ran out)."""
        ends = np.where(self.diverged, "diverged", "budget")
        ends = np.where(self.converged, "converged", ends)
        return str(ends) if ends.ndim == 0 else ends

    @property
    def reason(self) -> str:
        """One sentence about the end of the run, or of all runs of a grid."""
        if np.ndim(self.updates):
            return self._reasons()
        updates = f"{self.updates} update{'s' if self.updates != 1 else ''}"
        first, last = self.gradient_norms[0], self.gradient_norms[-1]
        if self.diverged:
            return f"diverged after {updates}: the gradient norm is no longer finite"
        if not self.converged:
            went = f"the gradient norm went from {first:.3g} to {last:.3g}"
            return f"budget of {updates} used up: {went}"
        if self.updates == 0:
            return "converged at the start: the gradient is zero there"
        fell = f"the gradient norm fell from {first:.3g} to {last:.3g}"
        return f"converged after {updates}: {fell}"

    def _reasons(self) -> str:
        ends = self.status
        counts = [(ends == end).sum() for end in ("converged", "budget", "diverged")]
        return "{} runs: {} converged, {} used up the budget, {} diverged".format(
            ends.size, *counts
        )

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
        """How often ∇f was computed: once at every point, the last included."""
        return self.updates + 1

    @property
    def value_evaluations(self) -> int:
        """How often f was computed: never, unless ``values`` was looked at."""
        return len(self) if "values" in vars(self) else 0
