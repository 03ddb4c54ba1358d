"""Lesson 04: how far to go along a direction: exact and backtracking line search."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from gdcourse.arguments import shown
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    checked,
    fraction,
    needed,
    settle,
)
from gdcourse.optimizers.linear_maps import inner, times
from gdcourse.optimizers.sufficient_decrease import (
    check_descent,
    check_search,
    everywhere,
    falls_enough,
)

HALF = "A factor such as 0.5 halves the step until it fits."
SHARE = "It is the share of the promised decrease that is asked for; try 1e-4."


def exact_step(grad: Any, hessian: Any, direction: Any = None) -> Any:
    """The step that minimizes a quadratic along a direction d, by default -g.

    α = -gᵀd / (dᵀ H d),   for d = -g: α = gᵀg / (gᵀ H g);   0 where g = 0

    It takes grids. Raises ValueError if f climbs along d or does not curve upward.
    Source: (NocedalWright2006).

    >>> H = np.array([[1.0, 0.0], [0.0, 3.0]])
    >>> float(exact_step(np.array([3.0, 3.0]), H))
    0.5
    """
    direction = -grad if direction is None else direction
    slope = inner(grad, direction)
    curvature = inner(direction, times(hessian, direction))
    check_descent(slope, direction)
    if np.any((curvature <= 0) & (slope != 0)):
        raise ValueError(
            "the curvature along the direction must be positive, got "
            f"{shown(curvature)}. There f has no minimum; try Backtracking."
        )
    return -slope / (curvature + (slope == 0))  # 0 / 1 where nothing is left to do


def backtrack(
    value: Callable[[Any], Any],
    x: Any,
    direction: Any,
    slope: Any,
    *,
    alpha0: Any = 1.0,
    shrink: Any = 0.5,
    c: Any = 1e-4,
    gradient: Callable[[Any], Any] | None = None,
) -> Any:
    """The first of α₀, ρ α₀, ρ² α₀, … that lowers f enough: Armijo's condition.

    f(x + α d) ≤ f(x) + c α s,   s = ∇f(x)ᵀd < 0

    If f has smoothness L, every α ≤ 2 (1 - c) (-s) / (L ‖d‖²) passes; so for d = -g
    the accepted α is at least min(α₀, 2 ρ (1 - c) / L).

    Where rounding hides the fall of f, see ``falls_enough``: the search always ends.

    Parameters
    ----------
    slope : s; the settings α₀ > 0, 0 < ρ = ``shrink`` < 1 and 0 ≤ c < 1 may be arrays
    gradient : lets slopes decide there; called only where rounding makes it necessary

    A trial where f is NaN or infinite is too far. It takes grids: all runs are tried
    until the last is accepted. Raises ValueError if f climbs along d or f(x) is NaN.
    Source: (Armijo 1966).

    >>> float(backtrack(lambda x: 2 * x**2, 3.0, direction=-12.0, slope=-144.0))
    0.25
    """
    check_search(alpha0, shrink, c)
    check_descent(slope, direction)
    start = value(x)
    if not everywhere(start == start):  # NaN
        raise ValueError(f"f(x) must be a number, got {start}. Is f defined there?")
    alpha, judge = np.full_like(1.0 * slope, alpha0)[()], None
    while everywhere(alpha > 0):
        there = x + alpha * direction
        if gradient is not None:
            judge = partial(_slope, gradient, there, direction)
        fits = falls_enough(value(there), start, alpha * slope, slope, c, judge)
        if everywhere(fits):
            return alpha
        alpha = np.where(fits, alpha, shrink * alpha)[()]
    raise ValueError(
        f"f must fall along the direction, got slope {shown(slope)} and no fall. "
        "Compare the gradient with finite differences."
    )


def _slope(gradient: Callable, there: Any, direction: Any) -> Any:
    return inner(gradient(there), direction)


@dataclass(frozen=True)
class ExactLineSearch:
    """Gradient descent with the best step along each gradient, for quadratics.

    x_{k+1} = x_k - α_k g_k,   α_k = gᵀg / (gᵀ H g),   H = ∇²f(x_k)

    Each gradient is orthogonal to the one before. With condition number κ, f - f* falls
    at least by the factor ((κ - 1) / (κ + 1))² each step; from (κ, 1) on the quadratic
    ½ (x² + κ y²) by exactly this. On other functions α_k is best for the quadratic that
    f resembles at x_k, and f may rise. It takes grids.

    Parameters
    ----------
    hessian : the function ∇²f; None lets ``minimize`` fill it in

    Raises ValueError where f does not curve upward along the gradient.
    Source: (Cauchy 1847), (DeKlerkGlineurTaylor2017).

    >>> rule = ExactLineSearch(hessian=lambda x: 4.0)
    >>> rule.step(3.0, 12.0, rule.init(3.0), t=1)
    (0.0, None)
    """

    hessian: Callable[[Any], Any] | None = None

    def init(self, x: Any) -> None:
        """The memory before the first step: nothing."""
        return

    def step(self, x: Any, grad: Any, memory: None, t: int) -> tuple[Any, None]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        alpha = exact_step(grad, needed("hessian", self.hessian, self)(x))
        return x - alpha * grad, memory


@dataclass(frozen=True)
class Backtracking:
    """Gradient descent whose step shrinks until f falls enough: see ``backtrack``.

    x_{k+1} = x_k - α_k g_k,   α_k the first of α₀, ρ α₀, … with
    f(x_k - α g_k) ≤ f(x_k) - c α ‖g_k‖²

    Each step costs f(x_k) and one value per trial. With warm_start=True a search begins
    one notch above the last step, at α_{k-1} / ρ: two trials in most steps, and α
    follows the curvature in both directions. It takes grids.

    Parameters
    ----------
    value, gradient : f and ∇f; None lets ``minimize`` fill them in. ∇f is only asked
        where rounding hides the fall of f.
    alpha0, shrink, c : α₀ > 0, 0 < ρ < 1, 0 ≤ c < 1
    warm_start : True or False

    Raises ValueError for values out of range. The guarantee is for one fixed f: a step
    that lowers the loss of a mini-batch may raise the loss.
    Source: (Armijo 1966), (NocedalWright2006) for c and ρ.

    >>> rule = Backtracking(value=lambda x: 2 * x**2)
    >>> x, alpha = rule.step(3.0, 12.0, rule.init(3.0), t=1)
    >>> float(x), float(alpha)
    (0.0, 0.25)
    """

    value: Callable[[Any], Any] | None = None
    gradient: Callable[[Any], Any] | None = None
    alpha0: Hyper = 1.0
    shrink: Hyper = 0.5
    c: Hyper = 1e-4
    warm_start: bool = False

    def __post_init__(self) -> None:
        alpha0 = checked(
            "alpha0", self.alpha0, "It is the first step to try, such as 1."
        )
        shrink, c = fraction("shrink", self.shrink, HALF), fraction("c", self.c, SHARE)
        settle(self, alpha0=alpha0, shrink=shrink, c=c)
        check_search(*(at(h, 0) for h in (alpha0, shrink, c)))

    def init(self, x: Any) -> Any:
        """The memory before the first step: no step length so far."""

    def step(self, x: Any, grad: Any, alpha: Any, t: int) -> tuple[Any, Any]:
        """The next point and the step length α_k; t = 1, 2, … counts this update."""
        value, slope = needed("value", self.value, self), -inner(grad, grad)
        alpha0, shrink, c = (at(h, t - 1) for h in (self.alpha0, self.shrink, self.c))
        if self.warm_start and t > 1:
            alpha0 = alpha / shrink
        settings = {"alpha0": alpha0, "shrink": shrink, "c": c}
        alpha = backtrack(value, x, -grad, slope, gradient=self.gradient, **settings)
        return x - alpha * grad, alpha
