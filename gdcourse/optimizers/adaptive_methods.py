"""Lesson 08: AdaGrad, RMSprop and Adadelta, a step length for every component."""

from dataclasses import dataclass
from typing import Any

from gdcourse.optimizers.elementary import maximum
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    checked,
    fraction,
    is_off,
    one_of,
    share,
)
from gdcourse.optimizers.moments import root, settle_adaptive
from gdcourse.optimizers.weight_decay import decayed

AVERAGE_HINT = "It is the constant of an average; try 0.9."


@dataclass(frozen=True)
class AdaGrad:
    """Divide each component of the step by the length of all its gradients so far.

    s_t = s_{t-1} + g²
    x_{k+1} = x_k - α_k / (1 + k lr_decay) · g / (√s_t + ε),      t = k + 1

    Under a constant gradient n steps go about 2 α √n: ever slower, without a bound.

    Parameters
    ----------
    lr : the learning rate α ≥ 0, the length of the first step in every component
    lr_decay : ≥ 0, lets α fall like 1 / (1 + k lr_decay) as well
    weight_decay : λ ≥ 0, adds λ x to the gradient
    initial_accumulator_value : s_0 ≥ 0; 0 in torch, 0.1 in optax and Keras
    eps : ε ≥ 0; 1e-10 in torch, 1e-7 in optax and Keras
    eps_inside : True for g / √(s + ε) (optax, Keras). Where s = 0 optax does not move;
        nor does this rule, for then g = 0. Only ε = 0 would give 0 / 0.

    Raises ValueError for values out of range.
    Source: (DuchiHazanSinger2011), the diagonal form; ``torch.optim.Adagrad``.

    >>> rule = AdaGrad(lr=0.5)
    >>> x, s = rule.step(2.0, 3.0, rule.init(2.0), t=1)
    >>> round(x, 6), s
    (1.5, 9.0)
    """

    lr: Hyper = 1e-2
    lr_decay: Hyper = 0.0
    weight_decay: Hyper = 0.0
    initial_accumulator_value: Hyper = 0.0
    eps: Hyper = 1e-10
    eps_inside: bool = False

    def __post_init__(self) -> None:
        name, hint = "initial_accumulator_value", "It is a sum of squares; try 0."
        start = checked(name, self.initial_accumulator_value, hint)
        lr_decay = checked("lr_decay", self.lr_decay, "Try 0.")
        settle_adaptive(self, lr_decay=lr_decay, initial_accumulator_value=start)

    def init(self, x: Any) -> Any:
        """The memory before the first step: the sum of squares s_0."""
        return 0 * x + at(self.initial_accumulator_value, 0)

    def step(self, x: Any, grad: Any, s: Any, t: int) -> tuple[Any, Any]:
        """The next point and the next sum; t = 1, 2, … counts this update."""
        lr, decay, eps = (at(h, t - 1) for h in (self.lr, self.weight_decay, self.eps))
        _, grad = decayed(x, grad, lr, decay, decoupled=False)
        s = s + grad * grad
        lr = lr / (1 + (t - 1) * at(self.lr_decay, t - 1))
        return x - lr * grad / root(s, eps, self.eps_inside), s


@dataclass(frozen=True)
class RMSprop:
    """Divide each component by the root of the average of its squared gradients.

    v_t = ρ v_{t-1} + (1 - ρ) g²
    x_{k+1} = x_k - α_k g / (√v_t + ε),      t = k + 1

    centered:  a_t = ρ a_{t-1} + (1 - ρ) g,  and v_t - a_t² in place of v_t
    momentum:  b_t = β b_{t-1} + g / (√v_t + ε),    x_{k+1} = x_k - α_k b_t  "outside"
               b_t = β b_{t-1} + α_k g / (√v_t + ε),  x_{k+1} = x_k - b_t    "inside"

    The average forgets, so the steps do not die out as AdaGrad's do. It starts at 0:
    without the switches the first step has the length α / √(1 - ρ) in every component,
    and no later one is longer.

    Parameters
    ----------
    lr : the learning rate α ≥ 0
    alpha : ρ, from 0 to below 1; 0.99 in torch, 0.9 in the lecture, optax and Keras
    eps : ε ≥ 0
    weight_decay : λ ≥ 0, adds λ x to the gradient
    momentum : β, from 0 to 1
    centered : divide by an estimate of the standard deviation. Rounding can make
        v - a² negative; it counts as 0 here, where torch gives NaN.
    eps_inside : True for √(v + ε) (optax, Keras): ε = 1e-8 then counts as 1e-4
    convention : the learning rate "outside" the momentum buffer (torch) or "inside"
        it (optax, Keras); the same for a constant α

    Raises ValueError for values out of range.
    Source: (TielemanHinton2012); ``torch.optim.RMSprop``.

    >>> rule = RMSprop(lr=0.5, alpha=0.75)
    >>> x, memory = rule.step(2.0, 3.0, rule.init(2.0), t=1)
    >>> round(x, 6)
    1.0
    """

    lr: Hyper = 1e-2
    alpha: Hyper = 0.99
    eps: Hyper = 1e-8
    weight_decay: Hyper = 0.0
    momentum: Hyper = 0.0
    centered: bool = False
    eps_inside: bool = False
    convention: str = "outside"

    def __post_init__(self) -> None:
        settle_adaptive(
            self,
            alpha=fraction("alpha", self.alpha, AVERAGE_HINT),
            momentum=share("momentum", self.momentum),
            convention=one_of("convention", self.convention, ("outside", "inside")),
        )

    def init(self, x: Any) -> tuple[Any, Any, Any]:
        """The memory before the first step: v, a and b, all 0."""
        return 0 * x, 0 * x, 0 * x

    def step(self, x: Any, grad: Any, memory: tuple, t: int) -> tuple[Any, tuple]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        lr, rho, beta = (at(h, t - 1) for h in (self.lr, self.alpha, self.momentum))
        _, grad = decayed(x, grad, lr, at(self.weight_decay, t - 1), decoupled=False)
        v, a, b = memory
        v = square = rho * v + (1 - rho) * grad * grad
        if self.centered:
            a = rho * a + (1 - rho) * grad
            square = maximum(v - a * a, 0.0)
        move = grad / root(square, at(self.eps, t - 1), self.eps_inside)
        if self.convention == "inside":
            b = lr * move if is_off(beta) else beta * b + lr * move
            return x - b, (v, a, b)
        b = move if is_off(beta) else beta * b + move
        return x - lr * b, (v, a, b)


@dataclass(frozen=True)
class Adadelta:
    """Take steps as long as the steps so far: no unit of length has to be chosen.

    v_t = ρ v_{t-1} + (1 - ρ) g²
    Δ = √(u_{t-1} + ε) / √(v_t + ε) · g
    u_t = ρ u_{t-1} + (1 - ρ) Δ²
    x_{k+1} = x_k - α_k Δ,      t = k + 1

    Parameters
    ----------
    lr : α ≥ 0; 1 is the method of the paper
    rho : ρ, from 0 to below 1; 0.9 in torch, 0.95 in the paper and Keras
    eps : ε > 0, inside both roots; with ε = 0 nothing ever moves
    weight_decay : λ ≥ 0, adds λ x to the gradient

    Raises ValueError for values out of range.
    Source: (Zeiler2012); ``torch.optim.Adadelta``.

    >>> rule = Adadelta(rho=0.75, eps=1.0)
    >>> rule.step(2.0, 4.0, rule.init(2.0), t=1)[0] == 2 - 4 / 5**0.5
    True
    """

    lr: Hyper = 1.0
    rho: Hyper = 0.9
    eps: Hyper = 1e-6
    weight_decay: Hyper = 0.0

    def __post_init__(self) -> None:
        settle_adaptive(self, rho=fraction("rho", self.rho, AVERAGE_HINT))

    def init(self, x: Any) -> tuple[Any, Any]:
        """The memory before the first step: v and u, both 0."""
        return 0 * x, 0 * x

    def step(self, x: Any, grad: Any, memory: tuple, t: int) -> tuple[Any, tuple]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        lr, rho, eps = (at(h, t - 1) for h in (self.lr, self.rho, self.eps))
        _, grad = decayed(x, grad, lr, at(self.weight_decay, t - 1), decoupled=False)
        v, u = memory
        v = rho * v + (1 - rho) * grad * grad
        move = (u + eps) ** 0.5 / (v + eps) ** 0.5 * grad
        u = rho * u + (1 - rho) * move * move
        return x - lr * move, (v, u)
