"""Lesson 08: the averages of gradients that adaptive rules keep and divide by."""

from typing import Any

from gdcourse.optimizers.elementary import maximum
from gdcourse.optimizers.hyper_parameters import checked, learning_rate, settle
from gdcourse.optimizers.weight_decay import decay_strength

EPS_HINT = "It keeps the step finite where gradients vanish; try 1e-8."
SHORTEST = 5.0  # RAdam does not trust a mean square over fewer gradients


def settle_adaptive(rule: Any, **values: Any) -> None:
    """Check and store what every adaptive rule has, and the values checked already."""
    settle(
        rule,
        lr=learning_rate(rule.lr),
        eps=checked("eps", rule.eps, EPS_HINT),
        weight_decay=decay_strength(rule.weight_decay),
        **values,
    )


def moments(m: Any, v: Any, grad: Any, betas: tuple) -> tuple[Any, Any]:
    """The mean of the gradients and of their squares, with one gradient more.

    m ← β₁ m + (1 - β₁) g
    v ← β₂ v + (1 - β₂) g²

    >>> moments(4.0, 16.0, 2.0, (0.5, 0.75))
    (3.0, 13.0)
    """
    beta1, beta2 = betas
    return beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad * grad


def root(square: Any, eps: Any, inside: bool) -> Any:
    """√s + ε, or √(s + ε) with ε inside; where s is 0, that is ε or √ε.

    >>> root(9.0, 1.0, inside=False), root(8.0, 1.0, inside=True)
    (4.0, 3.0)
    """
    return (square + eps) ** 0.5 if inside else square**0.5 + eps


def memory_lengths(beta2: Any, t: int) -> tuple[Any, Any]:
    """How many gradients the average v_t is worth: after t of them, and at last.

    ρ_t = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ),      ρ∞ = 2 / (1 - β₂) - 1   (LiuEtAl2020)

    >>> memory_lengths(0.5, 1)
    (1.0, 3.0)
    """
    longest = 2 / (1 - beta2) - 1
    return longest - 2 * t * beta2**t / (1 - beta2**t), longest


def rectification(length: Any, longest: Any) -> Any:
    """How much of a step to take after a short memory; it rises to 1.

    r = √((ρ_t - 4) (ρ_t - 2) ρ∞ / ((ρ∞ - 4) (ρ∞ - 2) ρ_t))   (LiuEtAl2020)

    Lengths below 5 count as 5.

    >>> rectification(1999.0, 1999.0)
    1.0
    """
    length, longest = maximum(length, SHORTEST), maximum(longest, SHORTEST)
    above = (length - 4) * (length - 2) * longest
    return (above / ((longest - 4) * (longest - 2) * length)) ** 0.5
