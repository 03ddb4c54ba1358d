"""Lesson 09: two ways to pull the weights toward zero, and when they agree."""

from typing import Any

from gdcourse.optimizers.hyper_parameters import Hyper, checked, is_off


def decayed(
    x: Any, grad: Any, lr: Any, weight_decay: Any, decoupled: bool
) -> tuple[Any, Any]:
    """The point and the gradient after weight decay of strength λ.

    L2:         grad ← ∇f(x) + λ x      the gradient of f(x) + ½ λ ‖x‖²
    decoupled:  x ← (1 - α λ) x         the gradient stays as it is

    For plain gradient descent both are the same step. They differ as soon as a rule
    remembers or rescales gradients (LoshchilovHutter2019). As in ``torch.optim`` the
    decay is multiplied by α; in the paper by the schedule alone.

    >>> decayed(2.0, 1.0, 0.1, 0.5, decoupled=False)
    (2.0, 2.0)
    >>> decayed(2.0, 1.0, 0.1, 0.5, decoupled=True)
    (1.9, 1.0)
    """
    if is_off(weight_decay):
        return x, grad
    if decoupled:
        return (1 - lr * weight_decay) * x, grad
    return x, grad + weight_decay * x


def decay_strength(weight_decay: Hyper) -> Hyper:
    """The strength λ ≥ 0 of the decay; 0 means none."""
    hint = "A negative decay pushes the weights away from zero; try 0.01."
    return checked("weight_decay", weight_decay, hint)
