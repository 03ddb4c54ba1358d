"""Lesson 04: a step length read off from the last step, without a search."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    learning_rate,
    one_of,
    settle,
)
from gdcourse.optimizers.linear_maps import inner


@dataclass(frozen=True)
class BarzilaiBorwein:
    """Gradient descent with the inverse of the curvature seen along the last step.

    s = x_k - x_{k-1},  y = g_k - g_{k-1}
    α_k = sᵀs / sᵀy  ("long"),   α_k = sᵀy / yᵀy  ("short"),   x_{k+1} = x_k - α_k g_k

    On a quadratic "long" is the exact step of the iteration before, and both lie
    between 1/L and 1/μ. f does not fall at every step, but on quadratics the method
    converges, and usually much faster than with any fixed step. It takes grids.

    Parameters
    ----------
    lr : the first step length, α_0 ≥ 0; also used where sᵀy ≤ 0, where f curves
        downward along s
    kind : "long" or "short"

    Raises ValueError for values out of range.
    Source: (BarzilaiBorwein1988).

    >>> rule = BarzilaiBorwein(lr=0.1)
    >>> x, memory = rule.step(3.0, 12.0, rule.init(3.0), t=1)
    >>> x, memory = rule.step(x, 4 * x, memory, t=2)
    >>> bool(abs(x) < 1e-15)
    True
    """

    lr: Hyper = 1e-3
    kind: str = "long"

    def __post_init__(self) -> None:
        kind = one_of("kind", self.kind, ("long", "short"))
        settle(self, lr=learning_rate(self.lr), kind=kind)

    def init(self, x: Any) -> tuple[Any, Any]:
        """The memory before the first step: the last point and its gradient."""
        return 0 * x, 0 * x

    def step(self, x: Any, grad: Any, memory: tuple, t: int) -> tuple[Any, tuple]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        alpha = at(self.lr, t - 1)
        if t > 1:
            s, y = x - memory[0], grad - memory[1]
            above, below = inner(s, s), inner(s, y)
            if self.kind == "short":
                above, below = below, inner(y, y)
            curves_up = inner(s, y) > 0
            alpha = np.where(curves_up, above / np.where(curves_up, below, 1), alpha)[
                ()
            ]
        return x - alpha * grad, (x, grad)
