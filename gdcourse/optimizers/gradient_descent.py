"""Lesson 02: gradient descent, the rule that all others change."""

from dataclasses import dataclass
from typing import Any

from gdcourse.optimizers.hyper_parameters import Hyper, at, learning_rate, settle


@dataclass(frozen=True)
class GradientDescent:
    """Step against the gradient, in proportion to its length.

    x_{k+1} = x_k - α_k ∇f(x_k)

    Parameters
    ----------
    lr : the learning rate α ≥ 0: a number, an array with one entry per run of a grid,
        or a schedule k ↦ α_k. On a function with smoothness L every 0 < α < 2/L
        lowers f at each step. With α = 0 nothing moves.

    Raises ValueError if lr is negative or not finite.
    Source: (Cauchy 1847); the rule of ``torch.optim.SGD(lr=lr)``.

    >>> rule = GradientDescent(lr=0.1)
    >>> x, memory = rule.step(10.0, 4.0, rule.init(10.0), t=1)
    >>> x
    9.6
    """

    lr: Hyper = 0.1

    def __post_init__(self) -> None:
        settle(self, lr=learning_rate(self.lr))

    def init(self, x: Any) -> None:
        """The memory before the first step: gradient descent remembers nothing."""
        return

    def step(self, x: Any, grad: Any, memory: None, t: int) -> tuple[Any, None]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        lr = at(self.lr, t - 1)
        return x - lr * grad, memory
