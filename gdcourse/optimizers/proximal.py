"""Lesson 09: steps for a loss with an L1 penalty, which has a kink at zero."""

from dataclasses import dataclass
from typing import Any

from gdcourse.optimizers.elementary import maximum, sign
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    checked,
    learning_rate,
    settle,
)


def soft_threshold(z: Any, threshold: Any) -> Any:
    """Pull each entry toward 0 by the threshold τ ≥ 0, and no further.

    S_τ(z) = sign(z) max(\\|z\\| - τ, 0): the minimizer of ½ (w - z)² + τ \\|w\\|

    >>> soft_threshold(3.0, 1.0), soft_threshold(-0.5, 1.0) == 0
    (2.0, True)
    """
    return sign(z) * maximum(abs(z) - threshold, 0 * z)


@dataclass(frozen=True)
class ProximalGradient:
    """Step down the smooth part, then pull toward zero: ISTA, for f(x) + λ ‖x‖₁.

    x_{k+1} = S_{α_k λ}(x_k - α_k ∇f(x_k)),   f without the penalty

    A component whose gradient stays within ±λ becomes exactly 0. A subgradient step
    x - α (∇f + λ sign(x)) jumps across 0 instead. With α ≤ 1/L the objective
    f + λ ‖x‖₁ never rises. At the minimum ∇f is not 0: watch that x stands still, not
    that the gradient is small.

    Parameters
    ----------
    lr : α ≥ 0; 0 < α ≤ 1/L for the smooth part's L
    strength : λ ≥ 0; with 0 this is gradient descent

    It takes grids. Raises ValueError for negative values.
    Source: (DaubechiesDefriseDeMol2004), (BeckTeboulle2009).

    >>> rule = ProximalGradient(lr=0.5, strength=1.0)
    >>> rule.step(3.0, 2.0, rule.init(3.0), t=1)
    (1.5, None)
    """

    lr: Hyper = 1e-3
    strength: Hyper = 0.0

    def __post_init__(self) -> None:
        hint = "It is the weight λ of the L1 penalty; try 0.1."
        strength = checked("strength", self.strength, hint)
        settle(self, lr=learning_rate(self.lr), strength=strength)

    def init(self, x: Any) -> None:
        """The memory before the first step: nothing."""
        return

    def step(self, x: Any, grad: Any, memory: None, t: int) -> tuple[Any, None]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        lr, strength = at(self.lr, t - 1), at(self.strength, t - 1)
        return soft_threshold(x - lr * grad, lr * strength), memory
