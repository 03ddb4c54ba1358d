"""Lesson 04: directions that do not undo what the steps before have gained."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.elementary import maximum, norm
from gdcourse.optimizers.hyper_parameters import needed, one_of, settle
from gdcourse.optimizers.line_search import exact_step
from gdcourse.optimizers.linear_maps import inner
from gdcourse.optimizers.wolfe import check_pair, one_run, wolfe_step

FORMULAS = ("fletcher-reeves", "polak-ribiere")


@dataclass(frozen=True)
class ConjugateGradients:
    """Step along -g plus a share of the last direction.

    d_0 = -g_0,   d_k = -g_k + β_k d_{k-1},   x_{k+1} = x_k + α_k d_k
    "fletcher-reeves":  β_k = g_kᵀg_k / (g_{k-1}ᵀg_{k-1})
    "polak-ribiere":    β_k = max(0, g_kᵀ(g_k - g_{k-1}) / (g_{k-1}ᵀg_{k-1}))

    On a quadratic, with search="exact", both are the linear method: the directions are
    conjugate, d_iᵀ H d_j = 0, and after d steps (or as many as H has different
    eigenvalues) the minimum is reached. With search="wolfe" it is a method for any
    smooth f; where a direction would climb it begins again with -g.

    Parameters
    ----------
    formula : for β_k; the max makes "polak-ribiere" begin again by itself
    search : "wolfe", or "exact" for the step of ``exact_step``
    value, gradient : f and ∇f, for "wolfe"; None lets ``minimize`` fill them in
    hessian : ∇²f, for "exact"; None lets ``minimize`` fill it in
    c1, c2 : of the search, 0 ≤ c₁ < c₂ < 1; c₂ < ½ keeps Fletcher–Reeves downhill

    search="exact" takes grids, "wolfe" one run. Raises ValueError for values out of
    range, and for a grid where none can run.
    Source: (HestenesStiefel1952), (FletcherReeves1964), (PolakRibiere1969),
    (GilbertNocedal1992) for the max.

    >>> H = np.array([[1.0, 0.0], [0.0, 100.0]])
    >>> rule, x = ConjugateGradients(search="exact", hessian=lambda x: H), np.ones(2)
    >>> memory = rule.init(x)
    >>> for t in (1, 2):
    ...     x, memory = rule.step(x, H @ x, memory, t)
    >>> bool(abs(x).max() < 1e-15)
    True
    """

    formula: str = "polak-ribiere"
    search: str = "wolfe"
    value: Callable[[Any], Any] | None = None
    gradient: Callable[[Any], Any] | None = None
    hessian: Callable[[Any], Any] | None = None
    c1: float = 1e-4
    c2: float = 0.4

    def __post_init__(self) -> None:
        c1, c2 = check_pair(self.c1, self.c2)
        one_of("formula", self.formula, FORMULAS)
        one_of("search", self.search, ("wolfe", "exact"))
        settle(self, c1=c1, c2=c2)

    def init(self, x: Any) -> tuple[Any, Any, Any]:
        """The memory before the first step: last direction, gradient and fall."""
        if self.search == "wolfe":
            one_run(x)
        return 0 * x, 0 * x, None

    def step(self, x: Any, grad: Any, memory: tuple, t: int) -> tuple[Any, tuple]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        last, last_grad, fall = memory
        direction = -grad + self._share(grad, last_grad) * last
        slope = inner(grad, direction)
        if np.any(slope >= 0):
            direction = np.where(slope < 0, direction, -grad)
            slope = inner(grad, direction)
        if self.search == "exact":
            alpha = exact_step(
                grad, needed("hessian", self.hessian, self)(x), direction
            )
        else:
            alpha = self._searched(x, grad, direction, slope, fall)
        return x + alpha * direction, (direction, grad, alpha * slope)

    def _share(self, grad: Any, last_grad: Any) -> Any:
        """β_k; 0 in the first step, when the last gradient is 0."""
        was = inner(last_grad, last_grad)
        if self.formula == "fletcher-reeves":
            now = inner(grad, grad)
        else:
            now = maximum(inner(grad, grad - last_grad), 0 * was)
        return now / (was + (was == 0)) * (was != 0)

    def _searched(
        self, x: Any, grad: Any, direction: Any, slope: Any, fall: Any
    ) -> Any:
        """The step by Wolfe's conditions; the first trial falls as far as last time."""
        value = needed("value", self.value, self)
        gradient = needed("gradient", self.gradient, self)
        if fall and slope:
            alpha0 = float(fall / slope)
        else:
            alpha0 = 1 / max(1.0, float(norm(grad)))
        constants = {"alpha0": alpha0, "c1": self.c1, "c2": self.c2}
        return wolfe_step(value, gradient, x, direction, slope, **constants)
