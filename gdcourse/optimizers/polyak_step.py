"""Lesson 04: the step size that the height above the minimum tells."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gdcourse.arguments import finite, positive
from gdcourse.optimizers.elementary import maximum, norm
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    is_unknown,
    needed,
    plain,
    settle,
)


@dataclass(frozen=True)
class PolyakStep:
    """Gradient descent that knows the lowest value, and needs no learning rate.

    α_k = (f(x_k) - f*) / ‖∇f(x_k)‖²,    at most lr_max
    x_{k+1} = x_k - α_k ∇f(x_k)

    It is one step of Newton's method for the equation f(x) = f*. If f is convex no step
    leads away from a minimizer x*, be f smooth or not:
    ‖x_{k+1} - x*‖² ≤ ‖x_k - x*‖² - (f(x_k) - f*)² / ‖∇f(x_k)‖²

    Parameters
    ----------
    minimum : f*, the lowest value of f, or a schedule of guesses. If you give too
        much, the run goes to points where f is that much; if too little, the steps are
        too long and it never rests.
    lr_max : the largest learning rate, positive; infinity for none
    value : f; ``minimize`` fills it in. In a grid f has one value per run.

    Where the gradient is 0 the step is 0.
    Raises ValueError for values out of range, and in a step without a value.
    Source: (Polyak 1987), (HazanKakade2019); with lr_max (LoizouEtAl2021).

    >>> rule = PolyakStep(value=lambda x: x**2)
    >>> rule.step(8.0, 16.0, rule.init(8.0), t=1)
    (4.0, None)
    """

    minimum: Hyper = 0.0
    lr_max: Hyper = math.inf
    value: Callable[[Any], Any] | None = None

    def __post_init__(self) -> None:
        if not is_unknown("minimum", self.minimum):
            lowest = finite("minimum", self.minimum, "It is the lowest value of f.")
            settle(self, minimum=plain(lowest))
        if not is_unknown("lr_max", self.lr_max) and not self._is_unlimited():
            hint = "It is the largest learning rate; leave it out for no limit."
            settle(self, lr_max=plain(positive("lr_max", self.lr_max, hint)))

    def init(self, x: Any) -> None:
        """The memory before the first step: this rule remembers nothing."""
        return

    def step(self, x: Any, grad: Any, memory: None, t: int) -> tuple[Any, None]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        value = at(needed("value", self.value, self)(x), t)
        lr = _quotient(value - at(self.minimum, t - 1), norm(grad) ** 2)
        if not self._is_unlimited():
            lr = -maximum(-lr, -at(self.lr_max, t - 1))
        return x - lr * grad, memory

    def _is_unlimited(self) -> bool:
        return isinstance(self.lr_max, float) and self.lr_max == math.inf


def _quotient(gap: Any, square: Any) -> Any:
    """gap / square; any finite number where square is 0, as it multiplies 0 there."""
    still = square == 0
    if isinstance(still, bool):  # a Python number or a SymPy symbol
        return gap if still else gap / square
    return gap / (square + still)
