"""Lesson 04: a line search that also asks for a small slope where it stops."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from gdcourse.arguments import one_number, positive
from gdcourse.optimizers.hyper_parameters import fraction, needed, settle
from gdcourse.optimizers.linear_maps import inner
from gdcourse.optimizers.sufficient_decrease import check_descent, falls_enough

MOST_TRIALS = 60
LONGER = 10.0  # a step that is too short grows by a factor from 2 to this


def wolfe_step(
    value: Callable[[Any], Any],
    gradient: Callable[[Any], Any],
    x: Any,
    direction: Any,
    slope: Any,
    *,
    alpha0: float = 1.0,
    c1: float = 1e-4,
    c2: float = 0.9,
) -> Any:
    """A step α that lowers f enough and leaves little slope (strong Wolfe conditions).

    f(x + α d) ≤ f(x) + c₁ α s,   \\|∇f(x + α d)ᵀd\\| ≤ -c₂ s,   s = ∇f(x)ᵀd < 0

    Bracket: the step grows from α₀ until it is too long: f did not fall enough, or the
    slope there is steep upward. Zoom: between the longest step known as too short and
    the shortest known as too long there always is a good one; the trial is where the
    line through both slopes crosses zero, kept away from the ends. Where rounding hides
    the fall of f, slopes decide, see ``falls_enough``.

    It takes one run, no grid. After 60 trials it returns the longest step known as too
    short: very long if f falls for ever, 0 if nothing falls. Raises ValueError if f
    climbs along d, or for a grid.
    Source: (Wolfe 1969), (NocedalWright2006).

    >>> f, df = lambda x: 2 * x**2, lambda x: 4 * x
    >>> wolfe_step(f, df, 3.0, direction=-12.0, slope=-144.0)
    0.25
    """
    one_run(x)
    check_descent(slope, direction)
    if np.all(direction == 0):
        return alpha0
    start, short, long = value(x), (0.0, slope), None
    alpha = alpha0
    for _ in range(MOST_TRIALS):
        point = x + alpha * direction
        reached, there = value(point), inner(gradient(point), direction)
        judge = partial(float, there)
        if not falls_enough(reached, start, alpha * slope, slope, c1, judge):
            long = alpha, there
        elif abs(there) <= -c2 * slope:
            return alpha
        elif there > 0:
            long = alpha, there
        else:
            short = alpha, there
        alpha = _next_trial(short, long, slope)
    return short[0]


def one_run(x: Any) -> None:
    """An error for a grid of points, where each run would need its own search."""
    if np.ndim(x) > 1:
        raise ValueError(
            f"this search takes one point of shape (d,), got shape {np.shape(x)}. "
            "Run the starts one by one, or use Backtracking, which takes grids."
        )


def _next_trial(short: tuple, long: tuple | None, slope: Any) -> float:
    """Where the slope may be zero, judged from the two slopes known best."""
    (near, slope_near) = short
    if long is None:
        grown = _crossing(0.0, slope, near, slope_near)
        return float(np.clip(grown, 2 * near, LONGER * near))
    (far, slope_far) = long
    width = far - near
    trial = _crossing(near, slope_near, far, slope_far)
    if not near < trial < far:
        trial = near + width / 2
    return float(np.clip(trial, near + width / 10, far - width / 10))


def _crossing(a: float, slope_a: Any, b: float, slope_b: Any) -> float:
    """Where the line through two slopes is zero; infinity if it never is."""
    rise = slope_b - slope_a
    return float(a - slope_a * (b - a) / rise) if rise != 0 else np.inf


def check_pair(c1: float, c2: float) -> tuple[float, float]:
    """The constants of the two conditions, 0 ≤ c₁ < c₂ < 1."""
    hint = "Try c1=1e-4 and c2=0.9."
    c1 = fraction("c1", one_number("c1", c1, hint), hint)
    c2 = fraction("c2", one_number("c2", c2, hint), hint)
    if not c1 < c2:
        raise ValueError(f"c1 must be below c2, got {c1} and {c2}. {hint}")
    return c1, c2


@dataclass(frozen=True)
class Wolfe:
    """Gradient descent with a step that satisfies the strong Wolfe conditions.

    x_{k+1} = x_k - α_k g_k,   α_k from ``wolfe_step`` along -g_k

    Each search begins at the step of the one before, the first one at α₀.

    Parameters
    ----------
    value, gradient : f and ∇f; None lets ``minimize`` fill them in
    alpha0 : α₀ > 0 · c1, c2 : 0 ≤ c₁ < c₂ < 1

    It takes one run, no grid. Raises ValueError for values out of range.
    Source: (Wolfe 1969), (NocedalWright2006) for c₁ and c₂.

    >>> rule = Wolfe(value=lambda x: 2 * x**2, gradient=lambda x: 4 * x)
    >>> rule.step(3.0, 12.0, rule.init(3.0), t=1)
    (0.0, 0.25)
    """

    value: Callable[[Any], Any] | None = None
    gradient: Callable[[Any], Any] | None = None
    alpha0: float = 1.0
    c1: float = 1e-4
    c2: float = 0.9

    def __post_init__(self) -> None:
        c1, c2 = check_pair(self.c1, self.c2)
        settle(self, alpha0=first_step(self.alpha0), c1=c1, c2=c2)

    def init(self, x: Any) -> float:
        """The memory before the first step: where the first search begins."""
        one_run(x)
        return self.alpha0

    def step(self, x: Any, grad: Any, alpha: float, t: int) -> tuple[Any, float]:
        """The next point and the step length α_k; t = 1, 2, … counts this update."""
        value = needed("value", self.value, self)
        gradient = needed("gradient", self.gradient, self)
        slope = -inner(grad, grad)
        constants = {"c1": self.c1, "c2": self.c2}
        found = wolfe_step(value, gradient, x, -grad, slope, alpha0=alpha, **constants)
        return x - found * grad, found or alpha


def first_step(alpha0: float) -> float:
    """One positive number, where a search begins."""
    hint = "It is the first step to try, such as 1."
    positive("alpha0", alpha0, hint)
    return one_number("alpha0", alpha0, hint)
