"""Lesson 08: Adam, momentum whose steps are measured in gradient sizes."""

from dataclasses import dataclass
from typing import Any

from gdcourse.optimizers.elementary import maximum
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    one_of,
    pair_of_fractions,
)
from gdcourse.optimizers.moments import settle_adaptive
from gdcourse.optimizers.weight_decay import decayed

BETAS_HINT = "Give two averaging constants, such as (0.9, 0.999)."


@dataclass(frozen=True)
class Adam:
    """Step along the mean gradient, divided by the root of the mean squared gradient.

    m_t = β₁ m_{t-1} + (1 - β₁) g        m̂ = m_t / (1 - β₁ᵗ)
    v_t = β₂ v_{t-1} + (1 - β₂) g²       v̂ = v_t / (1 - β₂ᵗ)
    x_{k+1} = x_k - α_k m̂ / (√v̂ + ε),      t = k + 1

    Parameters
    ----------
    lr : the learning rate α ≥ 0, the length of the first step in every component
    betas : (β₁, β₂), both from 0 to below 1
    eps : ε ≥ 0; outside the root, as in torch and the paper
    weight_decay : λ ≥ 0, added to the gradient as λ x (L2) …
    decoupled_weight_decay : … or, if True, taken from the weights: this is ``AdamW``
    amsgrad : False; True or "raw" never lets v_t fall before it is corrected (torch,
        Keras); "corrected" never lets v̂ fall (optax). The paper of AMSGrad is True
        with ``bias_correction=False``.
    bias_correction : False leaves m̂ = m and v̂ = v
    eps_form : "outside", or "hat" for x - α (√(1 - β₂ᵗ) / (1 - β₁ᵗ)) m / (√v + ε),
        in which ε counts 1 / √(1 - β₂ᵗ) times as much (Keras, TensorFlow)

    A scheduled β₁ enters both m and the correction, as when torch's one-cycle schedule
    changes it. Raises ValueError for values out of range.
    Source: (KingmaBa2015), (ReddiEtAl2018), (LoshchilovHutter2019).

    >>> rule = Adam(lr=0.5)
    >>> x, memory = rule.step(10.0, 4.0, rule.init(10.0), t=1)
    >>> round(x, 6)
    9.5
    """

    lr: Hyper = 1e-3
    betas: tuple[Hyper, Hyper] = (0.9, 0.999)
    eps: Hyper = 1e-8
    weight_decay: Hyper = 0.0
    decoupled_weight_decay: bool = False
    amsgrad: bool | str = False
    bias_correction: bool = True
    eps_form: str = "outside"

    def __post_init__(self) -> None:
        settle_adaptive(
            self,
            betas=pair_of_fractions("betas", self.betas, BETAS_HINT),
            amsgrad=one_of("amsgrad", self.amsgrad, (False, True, "raw", "corrected")),
            eps_form=one_of("eps_form", self.eps_form, ("outside", "hat")),
        )

    def init(self, x: Any) -> tuple[Any, Any, Any]:
        """The memory before the first step: m, v and the largest v so far, all 0."""
        return 0 * x, 0 * x, 0 * x

    def step(self, x: Any, grad: Any, memory: tuple, t: int) -> tuple[Any, tuple]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        lr, decay, eps = (at(h, t - 1) for h in (self.lr, self.weight_decay, self.eps))
        beta1, beta2 = (at(beta, t - 1) for beta in self.betas)
        x, grad = decayed(x, grad, lr, decay, self.decoupled_weight_decay)
        m, v, largest = memory
        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad * grad
        m_unit, v_unit = self._units(beta1, beta2, t)
        m_hat, v_hat = m / m_unit, v / v_unit
        if self.amsgrad:
            kept = v_hat if self.amsgrad == "corrected" else v
            largest = maximum(largest, kept)
            v_hat = largest if self.amsgrad == "corrected" else largest / v_unit
        eps = eps / v_unit**0.5 if self.eps_form == "hat" else eps
        return x - lr * m_hat / (v_hat**0.5 + eps), (m, v, largest)

    def _units(self, beta1: Hyper, beta2: Hyper, t: int) -> tuple[Any, Any]:
        """What m and v would be, had every gradient been 1."""
        return (1 - beta1**t, 1 - beta2**t) if self.bias_correction else (1.0, 1.0)


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam with decoupled weight decay: the weights shrink by 1 - α λ at every step.

    x ← (1 - α_k λ) x_k, then Adam's step from there with the gradient at x_k.

    The same fields as ``Adam``; weight_decay is 0.01 as in torch (optax: 1e-4,
    Keras: 0.004).
    Source: (LoshchilovHutter2019).

    >>> rule = AdamW(lr=0.1, weight_decay=0.5)
    >>> x, memory = rule.step(2.0, 0.0, rule.init(2.0), t=1)
    >>> x
    1.9
    """

    weight_decay: Hyper = 0.01
    decoupled_weight_decay: bool = True
