"""Lesson 12: SAM, which asks for the gradient at the worst point nearby."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.elementary import norm
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    checked,
    needed,
    settle,
    update_rule,
)


@dataclass(frozen=True)
class SAM:
    """Step with the gradient taken uphill, so that narrow valleys repel.

    e = ρ ∇f(x_k) / ‖∇f(x_k)‖
    x_{k+1} = the step of the inner rule from x_k with ∇f(x_k + e)

    x_k + e is the worst point within ρ to first order: SAM lowers max f over that
    ball, which is flat where f is. A step costs two gradients. Where the gradient is
    0, e is 0.

    Parameters
    ----------
    rule : the inner rule, such as ``GradientDescent(0.1)``; it gets the gradient at
        x_k + e and moves x_k
    rho : the radius ρ ≥ 0; with 0 this is the inner rule
    gradient : the function x ↦ ∇f(x); None lets ``minimize`` fill it in

    Raises ValueError for rho out of range or a missing gradient, TypeError for a rule
    that is none.
    Source: (ForetEtAl2021).

    >>> from gdcourse.optimizers.gradient_descent import GradientDescent
    >>> rule = SAM(GradientDescent(0.5), rho=1.0, gradient=lambda x: x)
    >>> rule.step(2.0, 2.0, rule.init(2.0), t=1)[0]  # 2 - 0.5 · (2 + 1)
    0.5
    """

    rule: Any
    rho: Hyper = 0.05
    gradient: Callable | None = None

    def __post_init__(self) -> None:
        hint = "It is a radius; try 0.05."
        settle(self, rule=update_rule(self.rule), rho=checked("rho", self.rho, hint))

    def init(self, x: Any) -> Any:
        """The memory before the first step: the inner rule's."""
        return self.rule.init(x)

    def step(self, x: Any, grad: Any, memory: Any, t: int) -> tuple[Any, Any]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        gradient = needed("gradient", self.gradient, self)
        length = norm(grad)
        # No division by 0 at rest; a SymPy symbol is not 0.
        length = length + (length == 0) if np.ndim(length) else length or 1.0
        uphill = grad / length
        return self.rule.step(x, gradient(x + at(self.rho, t - 1) * uphill), memory, t)
