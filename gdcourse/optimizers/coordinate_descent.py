"""Lesson 04: one coordinate at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.arguments import shown
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    learning_rate,
    needed,
    settle,
)


@dataclass(frozen=True)
class CoordinateDescent:
    """Step in one coordinate, the next one in turn.

    i = k mod d,   x_i ← x_i - α_k g_i,   the other components stay

    Without lr the step is α_k = 1 / H_ii, which on a quadratic is the minimum along
    coordinate i: d such steps are one sweep of Gauss–Seidel. Zigzag comes from an
    oblique valley here; an axis-aligned quadratic of any κ takes one sweep.

    Parameters
    ----------
    lr : α ≥ 0, or None for 1 / H_ii
    hessian : ∇²f, needed without lr; None lets ``minimize`` fill it in

    One update costs one entry of the gradient, but is given all of it here: divide the
    count of gradients by d. It takes grids. Raises ValueError where H_ii ≤ 0.
    Source: (Wright2015).

    >>> rule = CoordinateDescent(hessian=lambda x: np.diag([1.0, 100.0]))
    >>> x, memory = np.array([3.0, 2.0]), None
    >>> for t in (1, 2):
    ...     x, memory = rule.step(x, np.array([1.0, 100.0]) * x, memory, t)
    >>> x
    array([0., 0.])
    """

    lr: Hyper | None = None
    hessian: Callable[[Any], Any] | None = None

    def __post_init__(self) -> None:
        if self.lr is not None:
            settle(self, lr=learning_rate(self.lr))

    def init(self, x: Any) -> None:
        """The memory before the first step: nothing, t says whose turn it is."""
        return

    def step(self, x: Any, grad: Any, memory: None, t: int) -> tuple[Any, None]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        x, grad = np.asarray(x), np.asarray(grad)
        i = (t - 1) % len(x) if x.ndim else ()
        alpha = 1 / self._curvature(x, i) if self.lr is None else at(self.lr, t - 1)
        moved = x.copy()
        moved[i] = x[i] - alpha * grad[i]
        return moved[()], memory

    def _curvature(self, x: np.ndarray, i: Any) -> Any:
        """H_ii, for one run or for each of a grid."""
        H = np.asarray(needed("hessian", self.hessian, self)(x))
        along = H[i, i] if x.ndim else H
        if np.any(along <= 0):
            raise ValueError(
                f"the curvature along coordinate {i} must be positive, got "
                f"{shown(along)}. There f has no minimum along it; try lr=0.1."
            )
        return along
