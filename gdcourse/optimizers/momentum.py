"""Lesson 07: momentum, a rule that remembers where it was going."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gdcourse.arguments import shown
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    is_off,
    learning_rate,
    one_of,
    settle,
    share,
)
from gdcourse.optimizers.weight_decay import decay_strength, decayed

CONVENTIONS = ("outside", "inside", "average")
FRICTION = "With β = 0 it is gradient descent, with β = 1 it never rests; try 0.9."


@dataclass(frozen=True)
class Momentum:
    """Step along a velocity, a discounted sum of the gradients so far.

    "outside", the learning rate outside the velocity (torch.optim.SGD, optax):
        v_1 = g_0,  v_{k+1} = β v_k + (1 - dampening) g_k,  x_{k+1} = x_k - α_k v_{k+1}
    "inside", the learning rate inside it (Sutskever et al. 2013, Keras):
        v_{k+1} = β v_k - α_k g_k,       x_{k+1} = x_k + v_{k+1}
    "average", the velocity an exponential average:
        v_{k+1} = β v_k + (1 - β) g_k,   x_{k+1} = x_k - α_k v_{k+1}

    With nesterov=True the step goes along g_k + β v_{k+1} (for "inside": along
    β v_{k+1} - α_k g_k), which is the look-ahead sequence of Nesterov's method.
    For constant α and β the three are one method, see ``convert``.
    They part when α changes: inside, old steps keep the learning rate they were made
    with; outside, all are rescaled.

    Parameters
    ----------
    lr : the learning rate α ≥ 0. On a quadratic, "outside" is stable for
        α < 2 (1 + β) / L, with nesterov for α < 2 (1 + β) / ((1 + 2 β) L)
    momentum : β, from 0 to 1; 0.9 unless told, where torch's SGD has 0
    dampening : from 0 to 1, for "outside" only; as in torch it leaves out g_0
    weight_decay : λ ≥ 0, adds λ x to the gradient
    nesterov : look ahead; needs momentum > 0 and no dampening, as in torch
    convention : "outside", "inside" or "average"

    Raises ValueError for values out of range or a convention without its switch.
    Source: (Polyak 1964), (Nesterov 1983), (SutskeverEtAl2013).

    >>> rule = Momentum(lr=0.1, momentum=0.5)
    >>> x, velocity = rule.step(1.0, 2.0, rule.init(1.0), t=1)
    >>> x, velocity
    (0.8, 2.0)
    >>> rule.step(x, 1.6, velocity, t=2)
    (0.54, 2.6)
    """

    lr: Hyper = 1e-3
    momentum: Hyper = 0.9
    dampening: Hyper = 0.0
    weight_decay: Hyper = 0.0
    nesterov: bool = False
    convention: str = "outside"

    def __post_init__(self) -> None:
        settle(
            self,
            lr=learning_rate(self.lr),
            momentum=share("momentum", self.momentum, FRICTION),
            dampening=share("dampening", self.dampening, "Try 0."),
            weight_decay=decay_strength(self.weight_decay),
            convention=one_of("convention", self.convention, CONVENTIONS),
        )
        self._refuse_what_torch_refuses()

    def _refuse_what_torch_refuses(self) -> None:
        damped = callable(self.dampening) or np.any(self.dampening)
        if damped and self.convention != "outside":
            raise ValueError(
                f"dampening belongs to the convention 'outside', got "
                f"{self.convention!r}. Leave dampening at 0."
            )
        still = not callable(self.momentum) and not np.any(self.momentum)
        if self.nesterov and (damped or still):
            raise ValueError(
                "nesterov needs momentum > 0 and dampening 0, got momentum "
                f"{shown(self.momentum)} and dampening {shown(self.dampening)}. "
                "Set momentum=0.9 and dampening=0."
            )

    def init(self, x: Any) -> Any:
        """The memory before the first step: a ball at rest."""
        return 0 * x

    def step(self, x: Any, grad: Any, v: Any, t: int) -> tuple[Any, Any]:
        """The next point and the next velocity; t = 1, 2, … counts this update."""
        lr, beta = at(self.lr, t - 1), at(self.momentum, t - 1)
        _, grad = decayed(x, grad, lr, at(self.weight_decay, t - 1), decoupled=False)
        if self.convention == "inside":
            v = beta * v - lr * grad
            return x + (beta * v - lr * grad if self.nesterov else v), v
        if self.convention == "average":
            v = beta * v + (1 - beta) * grad
            return x - lr * (beta * v + (1 - beta) * grad if self.nesterov else v), v
        new = grad
        if not is_off(self.dampening):
            new = (1 - at(self.dampening, t - 1)) * grad
        v = grad if t == 1 else beta * v + new
        return x - lr * (grad + beta * v if self.nesterov else v), v


def convert(rule: Momentum, convention: str) -> Momentum:
    """The rule in another convention: the same path for constant α and β.

    α_average (1 - β) = α_outside = α_inside; velocities: ``convert_velocity``.

    Raises ValueError for schedules (no constant rate exists), for dampening, and for
    an average with β = 1; TypeError for another rule.

    >>> convert(Momentum(lr=0.01, momentum=0.75), "average").lr
    0.04
    """
    one_of("convention", convention, CONVENTIONS)
    if not isinstance(rule, Momentum):
        raise TypeError(
            f"rule must be a Momentum rule, got {shown(rule)}. Only it has conventions."
        )
    if "average" in (rule.convention, convention) and np.any(rule.momentum == 1):
        raise ValueError(
            "an average needs momentum < 1, got 1. With β = 1 no gradient enters it."
        )
    if callable(rule.lr) or callable(rule.momentum) or np.any(rule.dampening):
        raise ValueError(
            f"only constant lr and momentum without dampening convert, got {rule}. "
            "With a schedule the conventions are different methods."
        )
    outside = rule.lr * _gain(rule.momentum, rule.convention)
    lr = outside / _gain(rule.momentum, convention)
    return replace(rule, lr=lr, convention=convention)


def convert_velocity(rule: Momentum, velocity: Any, convention: str) -> Any:
    """The velocity of a running rule, as another convention keeps it.

    v_inside = -α v_outside,  v_average = (1 - β) v_outside

    >>> convert_velocity(Momentum(lr=0.1, momentum=0.75), 8.0, "average")
    2.0
    """
    one_of("convention", convention, CONVENTIONS)
    outside = velocity / _unit(convert(rule, "outside").lr, rule, rule.convention)
    return outside * _unit(convert(rule, "outside").lr, rule, convention)


def _gain(beta: Hyper, convention: str) -> Hyper:
    """What a gradient counts when it enters the velocity."""
    return 1 - beta if convention == "average" else 1.0


def _unit(lr: Hyper, rule: Momentum, convention: str) -> Hyper:
    """One unit of the velocity "outside", measured in a convention's own unit."""
    return -lr if convention == "inside" else _gain(rule.momentum, convention)
