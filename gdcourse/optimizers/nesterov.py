"""Lesson 07: Nesterov's two methods, look ahead first and then correct."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.arguments import shown
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    checked,
    is_off,
    learning_rate,
    needed,
    settle,
    share,
)
from gdcourse.optimizers.momentum import FRICTION


@dataclass(frozen=True)
class LookAhead:
    """Momentum with the gradient taken where the velocity is about to lead.

    y_k = x_k - α_k β_k v_k
    v_{k+1} = β_k v_k + ∇f(y_k),    x_{k+1} = x_k - α_k v_{k+1}

    Parameters
    ----------
    lr : the learning rate α ≥ 0
    momentum : β, from 0 to 1
    gradient : ∇f, called at y_k; ``minimize`` fills it in. The gradient at x_k that
        every rule is handed goes unused here, so an update costs two evaluations.

    Conventions: here x_k is the iterate. ``Momentum(nesterov=True)``, as torch, keeps
    y_k in its place, and for constant α and β it walks exactly along the y_k above.

    Raises ValueError for values out of range, and in a step without a gradient.
    Source: (Nesterov 1983), in the form of (SutskeverEtAl2013).

    >>> rule = LookAhead(lr=0.5, momentum=0.5, gradient=lambda x: x)
    >>> x, v = rule.step(8.0, 8.0, rule.init(8.0), t=1)
    >>> x, v
    (4.0, 8.0)
    >>> rule.step(x, 4.0, v, t=2)  # the gradient at y = 4 - 0.5 · 0.5 · 8 = 2
    (1.0, 6.0)
    """

    lr: Hyper = 1e-3
    momentum: Hyper = 0.9
    gradient: Callable[[Any], Any] | None = None

    def __post_init__(self) -> None:
        settle(
            self,
            lr=learning_rate(self.lr),
            momentum=share("momentum", self.momentum, FRICTION),
        )

    def init(self, x: Any) -> Any:
        """The memory before the first step: a ball at rest."""
        return 0 * x

    def step(self, x: Any, grad: Any, v: Any, t: int) -> tuple[Any, Any]:
        """The next point and the next velocity; t = 1, 2, … counts this update."""
        lr, beta = at(self.lr, t - 1), at(self.momentum, t - 1)
        y = x - lr * beta * v
        v = beta * v + needed("gradient", self.gradient, self)(y)
        return x - lr * v, v


@dataclass(frozen=True)
class Nesterov:
    """Accelerated gradient: a plain step, then a push along the last move.

    x_{k+1} = y_k - α_k ∇f(y_k)
    y_{k+1} = x_{k+1} + β_k (x_{k+1} - x_k),    x_0 = y_0

    convex (μ = 0):       β_k = (t_k - 1) / t_{k+1}
                          t_0 = 1,  t_{k+1} = (1 + √(1 + 4 t_k²)) / 2
    strongly convex:      β = (√κ - 1) / (√κ + 1),    κ = 1 / (α μ)

    The point of the run is y, where gradients are taken; x is in the memory. For convex
    f with smoothness L and α ≤ 1/L: f(x_k) - f* ≤ 2 ‖x_0 - x*‖² / (α (k + 1)²), of
    the order 1/k², where gradient descent has 1/k. With strong convexity μ the gap
    shrinks like (1 - √(α μ))^k.

    Parameters
    ----------
    lr : the learning rate α ≥ 0, at most 1/L for the guarantees
    strong_convexity : μ ≥ 0, with μ ≤ L; 0 means unknown and takes the sequence t_k

    Raises ValueError for values out of range, or for a grid of μ with a 0 in it.
    Source: (Nesterov 1983); t_k as in (BeckTeboulle2009), constant β (Nesterov 2018).

    >>> rule = Nesterov(lr=0.5)
    >>> y, memory = rule.step(8.0, 8.0, rule.init(8.0), t=1)
    >>> y, memory[0]  # the first push is 0
    (4.0, 4.0)
    >>> y, memory = rule.step(y, 4.0, memory, t=2)
    >>> round(y, 3), memory[0]
    (1.436, 2.0)
    """

    lr: Hyper = 1e-3
    strong_convexity: Hyper = 0.0

    def __post_init__(self) -> None:
        hint = "It is the smallest curvature μ; give 0 if you do not know it."
        mu = checked("strong_convexity", self.strong_convexity, hint)
        if isinstance(mu, np.ndarray) and not mu.all():
            raise ValueError(
                f"strong_convexity must be positive in every run of a grid, got "
                f"{shown(mu)}. With μ = 0 the method is another one; run it apart."
            )
        settle(self, lr=learning_rate(self.lr), strong_convexity=mu)

    def init(self, x: Any) -> tuple[Any, float]:
        """The memory before the first step: x_0 = y_0 and t_0 = 1."""
        return 1 * x, 1.0

    def step(self, y: Any, grad: Any, memory: tuple, t: int) -> tuple[Any, tuple]:
        """The next y and the memory (x, t_k); t = 1, 2, … counts this update."""
        lr, mu = at(self.lr, t - 1), at(self.strong_convexity, t - 1)
        before, t_now = memory
        x = y - lr * grad
        if is_off(mu):
            t_next = (1 + (1 + 4 * t_now * t_now) ** 0.5) / 2
            beta = (t_now - 1) / t_next
        else:
            root, t_next = (lr * mu) ** 0.5, t_now  # 1 / √κ
            beta = (1 - root) / (1 + root)
        return x + beta * (x - before), (x, t_next)
