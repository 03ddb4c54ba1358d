"""Lesson 08: NAdam, RAdam and Adamax, three rules near Adam."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.adam import BETAS_HINT
from gdcourse.optimizers.elementary import maximum
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    checked,
    pair_of_fractions,
)
from gdcourse.optimizers.moments import (
    SHORTEST,
    memory_lengths,
    moments,
    rectification,
    settle_adaptive,
)
from gdcourse.optimizers.weight_decay import decayed


def _settle(rule: Any, **values: Any) -> None:
    betas = pair_of_fractions("betas", rule.betas, BETAS_HINT)
    settle_adaptive(rule, betas=betas, **values)


@dataclass(frozen=True)
class NAdam:
    """Adam that looks ahead: Nesterov's momentum, rising from β₁/2 to β₁.

    μ_t = β₁ (1 - ½ · 0.96^{t ψ}),      Π_t = μ_1 μ_2 ⋯ μ_t
    m_t = β₁ m_{t-1} + (1 - β₁) g,      v_t = β₂ v_{t-1} + (1 - β₂) g²
    n = (1 - μ_t) g / (1 - Π_t) + μ_{t+1} m_t / (1 - Π_{t+1})
    x_{k+1} = x_k - α_k n / (√(v_t / (1 - β₂ᵗ)) + ε),      t = k + 1

    Parameters
    ----------
    lr : the learning rate α ≥ 0
    betas : (β₁, β₂), both from 0 to below 1
    eps : ε ≥ 0, outside the root
    weight_decay : λ ≥ 0, added to the gradient as λ x (L2) …
    momentum_decay : ψ ≥ 0, how fast μ rises: 4e-3 in torch. Keras has ψ = 1 (and
        eps 1e-7); optax has μ_t = β₁ from the start, which any ψ ≥ 1000 gives exactly.
    decoupled_weight_decay : … or, if True, taken from the weights

    Raises ValueError for values out of range.
    Source: (Dozat2016); ``torch.optim.NAdam``.

    >>> rule = NAdam(lr=0.5, betas=(0.0, 0.9))
    >>> x, memory = rule.step(2.0, 4.0, rule.init(2.0), t=1)
    >>> round(x, 6)
    1.5
    """

    lr: Hyper = 2e-3
    betas: tuple[Hyper, Hyper] = (0.9, 0.999)
    eps: Hyper = 1e-8
    weight_decay: Hyper = 0.0
    momentum_decay: Hyper = 4e-3
    decoupled_weight_decay: bool = False

    def __post_init__(self) -> None:
        hint = "With 0 the momentum stays at half of betas[0]; try 4e-3."
        _settle(
            self, momentum_decay=checked("momentum_decay", self.momentum_decay, hint)
        )

    def init(self, x: Any) -> tuple[Any, Any, Any]:
        """The memory before the first step: m = 0, v = 0 and the product Π_0 = 1."""
        return 0 * x, 0 * x, 1.0

    def step(self, x: Any, grad: Any, memory: tuple, t: int) -> tuple[Any, tuple]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        lr, decay, eps = (at(h, t - 1) for h in (self.lr, self.weight_decay, self.eps))
        beta1, beta2 = betas = tuple(at(beta, t - 1) for beta in self.betas)
        x, grad = decayed(x, grad, lr, decay, self.decoupled_weight_decay)
        m, v, product = memory
        m, v = moments(m, v, grad, betas)
        psi = at(self.momentum_decay, t - 1)
        mu, mu_next = (beta1 * (1 - 0.5 * 0.96 ** (i * psi)) for i in (t, t + 1))
        product = product * mu
        ahead = (1 - mu) / (1 - product) * grad
        ahead = ahead + mu_next / (1 - product * mu_next) * m
        v_hat = v / (1 - beta2**t)
        return x - lr * ahead / (v_hat**0.5 + eps), (m, v, product)


@dataclass(frozen=True)
class RAdam:
    """Adam that waits with its division until the mean square can be trusted.

    m_t, v_t, m̂ as in Adam,      ρ∞ = 2 / (1 - β₂) - 1
    ρ_t = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ)      the length of the average v_t
    ρ_t > 5:  r² = (ρ_t - 4) (ρ_t - 2) ρ∞ / ((ρ∞ - 4) (ρ∞ - 2) ρ_t)
              x_{k+1} = x_k - α_k m̂ · r √(1 - β₂ᵗ) / (√v_t + ε),      t = k + 1
    else:     x_{k+1} = x_k - α_k m̂                      momentum, no division

    With β₂ = 0.999 the first five steps are momentum, and their length depends on
    the scale of f. With β₂ ≤ 2/3 all steps are.

    Parameters
    ----------
    lr : the learning rate α ≥ 0
    betas : (β₁, β₂), both from 0 to below 1
    eps : ε ≥ 0, beside √v_t (torch); optax has it beside √v̂
    weight_decay : λ ≥ 0, added to the gradient as λ x (L2) …
    decoupled_weight_decay : … or, if True, taken from the weights

    Raises ValueError for values out of range.
    Source: (LiuEtAl2020); ``torch.optim.RAdam``.

    >>> rule = RAdam(lr=0.5)
    >>> x, memory = rule.step(2.0, 4.0, rule.init(2.0), t=1)
    >>> round(x, 6)
    0.0
    """

    lr: Hyper = 1e-3
    betas: tuple[Hyper, Hyper] = (0.9, 0.999)
    eps: Hyper = 1e-8
    weight_decay: Hyper = 0.0
    decoupled_weight_decay: bool = False

    def __post_init__(self) -> None:
        _settle(self)

    def init(self, x: Any) -> tuple[Any, Any]:
        """The memory before the first step: m and v, both 0."""
        return 0 * x, 0 * x

    def step(self, x: Any, grad: Any, memory: tuple, t: int) -> tuple[Any, tuple]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        lr, decay, eps = (at(h, t - 1) for h in (self.lr, self.weight_decay, self.eps))
        beta1, beta2 = betas = tuple(at(beta, t - 1) for beta in self.betas)
        x, grad = decayed(x, grad, lr, decay, self.decoupled_weight_decay)
        m, v = moments(*memory, grad, betas)
        m_hat = m / (1 - beta1**t)
        length, longest = memory_lengths(beta2, t)
        trusted = length > SHORTEST
        if not np.any(trusted):
            return x - lr * m_hat, (m, v)
        r = rectification(length, longest)
        scale = r * (1 - beta2**t) ** 0.5 / (v**0.5 + eps)
        if np.ndim(trusted):  # a grid of β₂, some of them still waiting
            scale = np.where(trusted, scale, 1.0)
        return x - lr * m_hat * scale, (m, v)


@dataclass(frozen=True)
class Adamax:
    """Adam that divides by the largest recent gradient, not by the mean square.

    m_t = β₁ m_{t-1} + (1 - β₁) g
    u_t = max(β₂ u_{t-1}, |g| + ε)
    x_{k+1} = x_k - α_k / (1 - β₁ᵗ) · m_t / u_t,      t = k + 1

    For β₁ < β₂ no step is longer than α (1 - β₁) / (1 - β₁/β₂), 1.0091 α by default;
    the paper says α, which gradients that shrink like β₂ᵗ surpass.

    Parameters
    ----------
    lr : the learning rate α ≥ 0
    betas : (β₁, β₂), both from 0 to below 1
    eps : ε ≥ 0, inside the maximum (torch, optax); Keras divides by u_t + ε
    weight_decay : λ ≥ 0, adds λ x to the gradient

    Raises ValueError for values out of range.
    Source: (KingmaBa2015), section 7; ``torch.optim.Adamax``.

    >>> rule = Adamax(lr=0.5)
    >>> x, memory = rule.step(2.0, 4.0, rule.init(2.0), t=1)
    >>> round(x, 6)
    1.5
    """

    lr: Hyper = 2e-3
    betas: tuple[Hyper, Hyper] = (0.9, 0.999)
    eps: Hyper = 1e-8
    weight_decay: Hyper = 0.0

    def __post_init__(self) -> None:
        _settle(self)

    def init(self, x: Any) -> tuple[Any, Any]:
        """The memory before the first step: m and u, both 0."""
        return 0 * x, 0 * x

    def step(self, x: Any, grad: Any, memory: tuple, t: int) -> tuple[Any, tuple]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        lr, decay, eps = (at(h, t - 1) for h in (self.lr, self.weight_decay, self.eps))
        beta1, beta2 = (at(beta, t - 1) for beta in self.betas)
        _, grad = decayed(x, grad, lr, decay, decoupled=False)
        m, u = memory
        m = beta1 * m + (1 - beta1) * grad
        u = maximum(beta2 * u, abs(grad) + eps)
        return x - lr / (1 - beta1**t) * m / u, (m, u)
