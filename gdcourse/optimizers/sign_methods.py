"""Lesson 08: rules that take from the gradient only its signs."""

from dataclasses import dataclass
from typing import Any

from gdcourse.optimizers.elementary import sign
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    learning_rate,
    pair_of_fractions,
    settle,
)
from gdcourse.optimizers.weight_decay import decay_strength, decayed

BETAS_HINT = "Give two averaging constants, such as (0.9, 0.99)."


@dataclass(frozen=True)
class SignDescent:
    """Step by α in every component, against the sign of the gradient.

    x_{k+1} = (1 - α_k λ) x_k - α_k sign ∇f(x_k)

    Where the gradient is not 0 a step is never shorter than α, so with constant α the
    iterates end in a cycle of that width around a minimizer; α_k must fall for them to
    converge.

    Parameters
    ----------
    lr : the learning rate α ≥ 0, the length of each step in each component
    weight_decay : λ ≥ 0, decoupled: it shrinks the weights, not the gradient's sign

    Raises ValueError for values out of range.
    Source: (BernsteinEtAl2018), there called signSGD.

    >>> rule = SignDescent(lr=0.25)
    >>> rule.step(2.0, 1e-9, rule.init(2.0), t=1)
    (1.75, None)
    """

    lr: Hyper = 1e-3
    weight_decay: Hyper = 0.0

    def __post_init__(self) -> None:
        decay = decay_strength(self.weight_decay)
        settle(self, lr=learning_rate(self.lr), weight_decay=decay)

    def init(self, x: Any) -> None:
        """The memory before the first step: only the sign of now counts."""
        return

    def step(self, x: Any, grad: Any, memory: None, t: int) -> tuple[Any, None]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        lr = at(self.lr, t - 1)
        x, _ = decayed(x, grad, lr, at(self.weight_decay, t - 1), decoupled=True)
        return x - lr * sign(grad), memory


@dataclass(frozen=True)
class Lion:
    """Step along the sign of a mean gradient, with two averages from one memory.

    c = β₁ m_k + (1 - β₁) g_k
    x_{k+1} = (1 - α_k λ) x_k - α_k sign(c)
    m_{k+1} = β₂ m_k + (1 - β₂) g_k

    Parameters
    ----------
    lr : the learning rate α ≥ 0; as steps do not shrink with the gradient, 3 to 10
        times less than for Adam
    betas : (β₁, β₂), both from 0 to below 1; with (0, 0) this is ``SignDescent``
    weight_decay : λ ≥ 0, decoupled (optax: 1e-3)

    Raises ValueError for values out of range.
    Source: (ChenEtAl2023).

    >>> rule = Lion(lr=0.25)
    >>> x, m = rule.step(2.0, 100.0, rule.init(2.0), t=1)
    >>> x, round(m, 9)
    (1.75, 1.0)
    """

    lr: Hyper = 1e-4
    betas: tuple[Hyper, Hyper] = (0.9, 0.99)
    weight_decay: Hyper = 0.0

    def __post_init__(self) -> None:
        settle(
            self,
            lr=learning_rate(self.lr),
            betas=pair_of_fractions("betas", self.betas, BETAS_HINT),
            weight_decay=decay_strength(self.weight_decay),
        )

    def init(self, x: Any) -> Any:
        """The memory before the first step: a mean gradient of 0."""
        return 0 * x

    def step(self, x: Any, grad: Any, m: Any, t: int) -> tuple[Any, Any]:
        """The next point and the next mean; t = 1, 2, … counts this update."""
        lr, beta1, beta2 = (at(h, t - 1) for h in (self.lr, *self.betas))
        x, _ = decayed(x, grad, lr, at(self.weight_decay, t - 1), decoupled=True)
        c = beta1 * m + (1 - beta1) * grad
        return x - lr * sign(c), beta2 * m + (1 - beta2) * grad
