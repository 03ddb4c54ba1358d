"""Lesson 05: LARS and LAMB, for large batches: steps measured in weights, by layer."""

from dataclasses import dataclass
from typing import Any

from gdcourse.optimizers.adam import BETAS_HINT
from gdcourse.optimizers.elementary import norm
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    checked,
    learning_rate,
    one_of,
    pair_of_fractions,
    settle,
    share,
)
from gdcourse.optimizers.layers import (
    Layers,
    by_layer,
    checked_layers,
    start_of,
    trust_ratio,
)
from gdcourse.optimizers.moments import moments, settle_adaptive
from gdcourse.optimizers.weight_decay import decay_strength, decayed


@dataclass(frozen=True)
class LARS:
    """Momentum whose step in each layer is a fixed part of the layer's weights.

    For each layer, with g its gradient and x its weights:
    r = η ‖x‖ / (‖g‖ + λ ‖x‖)      the trust ratio
    v_{k+1} = β v_k + α_k r (g + λ x),      x_{k+1} = x_k - v_{k+1}

    Without decay and momentum a step has the length α η ‖x‖, whatever the gradient.

    Parameters
    ----------
    lr : the learning rate α ≥ 0
    momentum : β, from 0 to 1
    weight_decay : λ ≥ 0
    trust_coefficient : η ≥ 0; where ‖x‖ or the divisor is 0, r is 1 as in optax
    layers : slices of x, one for each layer; components outside them (biases, say)
        have r = 1. None: all of x is one layer.
    ratio : "paper", or "sum" for η ‖x‖ / ‖g + λ x‖ (optax); the same for λ = 0
    convention : α "inside" the velocity (paper, optax), or "outside" as in torch's
        momentum: v = β v + r (g + λ x), x = x - α v; the same for a constant α

    Raises ValueError for values out of range or layers that overlap.
    Source: (YouGitmanGinsburg2017).

    >>> rule = LARS(lr=0.5, trust_coefficient=0.1)
    >>> x, v = rule.step(2.0, 1000.0, rule.init(2.0), t=1)
    >>> x
    1.9
    """

    lr: Hyper = 0.1
    momentum: Hyper = 0.9
    weight_decay: Hyper = 0.0
    trust_coefficient: Hyper = 1e-3
    layers: Layers = None
    ratio: str = "paper"
    convention: str = "inside"

    def __post_init__(self) -> None:
        name, hint = "trust_coefficient", "It is a share of the weights; try 0.001."
        settle(
            self,
            lr=learning_rate(self.lr),
            momentum=share("momentum", self.momentum),
            weight_decay=decay_strength(self.weight_decay),
            trust_coefficient=checked(name, self.trust_coefficient, hint),
            layers=checked_layers(self.layers),
            ratio=one_of("ratio", self.ratio, ("paper", "sum")),
            convention=one_of("convention", self.convention, ("inside", "outside")),
        )

    def init(self, x: Any) -> Any:
        """The memory before the first step: a ball at rest."""
        return start_of(self.layers, x)

    def step(self, x: Any, grad: Any, v: Any, t: int) -> tuple[Any, Any]:
        """The next point and the next velocity; t = 1, 2, … counts this update."""
        lr, beta = at(self.lr, t - 1), at(self.momentum, t - 1)
        decay = at(self.weight_decay, t - 1)
        coefficient = at(self.trust_coefficient, t - 1)

        def trust(x: Any, grad: Any) -> Any:
            below = norm(grad) + decay * norm(x)
            if self.ratio == "sum":
                below = norm(grad + decay * x)
            return trust_ratio(norm(x), below, coefficient)

        move = by_layer(self.layers, trust, x, grad) * (grad + decay * x)
        if self.convention == "outside":
            v = beta * v + move
            return x - lr * v, v
        v = beta * v + lr * move
        return x - v, v


@dataclass(frozen=True)
class LAMB:
    """Adam whose step in each layer has the length of the layer's weights, times α.

    m̂, v̂ as in Adam; for each layer:
    u = m̂ / (√v̂ + ε) + λ x
    x_{k+1} = x_k - α_k ‖x‖ / ‖u‖ · u

    A step has the length α ‖x‖, whatever the gradient.

    Parameters
    ----------
    lr : the learning rate α ≥ 0
    betas : (β₁, β₂), both from 0 to below 1
    eps : ε ≥ 0; 1e-6 in the paper and optax, 1e-7 in Keras
    weight_decay : λ ≥ 0, inside u and so inside the ratio (paper, optax) …
    decoupled_weight_decay : … or, if True, taken from the weights before (Keras)
    bias_correction : False leaves m̂ = m and v̂ = v
    layers : slices of x, one for each layer; components outside them have ratio 1.
        None: all of x is one layer. The ratio is 1 too where ‖x‖ or ‖u‖ is 0.

    Raises ValueError for values out of range or layers that overlap.
    Source: (YouEtAl2020), with φ(z) = z.

    >>> rule = LAMB(lr=0.5)
    >>> x, memory = rule.step(2.0, 1000.0, rule.init(2.0), t=1)
    >>> x
    1.0
    """

    lr: Hyper = 1e-3
    betas: tuple[Hyper, Hyper] = (0.9, 0.999)
    eps: Hyper = 1e-6
    weight_decay: Hyper = 0.0
    decoupled_weight_decay: bool = False
    bias_correction: bool = True
    layers: Layers = None

    def __post_init__(self) -> None:
        betas = pair_of_fractions("betas", self.betas, BETAS_HINT)
        settle_adaptive(self, betas=betas, layers=checked_layers(self.layers))

    def init(self, x: Any) -> tuple[Any, Any]:
        """The memory before the first step: m and v, both 0."""
        return start_of(self.layers, x), 0 * x

    def step(self, x: Any, grad: Any, memory: tuple, t: int) -> tuple[Any, tuple]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        lr, decay, eps = (at(h, t - 1) for h in (self.lr, self.weight_decay, self.eps))
        beta1, beta2 = betas = tuple(at(beta, t - 1) for beta in self.betas)
        m_hat, v_hat = m, v = moments(*memory, grad, betas)
        if self.bias_correction:
            m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        u = m_hat / (v_hat**0.5 + eps)
        x, u = decayed(x, u, lr, decay, self.decoupled_weight_decay)
        ratio = by_layer(self.layers, lambda x, u: trust_ratio(norm(x), norm(u)), x, u)
        return x - lr * ratio * u, (m, v)
