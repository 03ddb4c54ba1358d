"""Lesson 11: gradients cut to size, by entry or by length."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.arguments import positive, shown
from gdcourse.optimizers.elementary import maximum, norm
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    checked,
    one_of,
    settle,
    update_rule,
)

LIMIT_HINT = "It is the largest size that passes, such as 1.0."
EPS_HINT = "Use 0, or 1e-6 as torch does."


def clip_by_value(grad: Any, limit: Hyper) -> Any:
    """Every entry cut to the interval from -limit to limit; the direction changes.

    g_i ← max(-c, min(g_i, c))

    The one-sided min(g, c) seen in some notes lets large negative entries pass.

    Raises ValueError if limit is not positive, or grad has NaN or infinity in it, which
    clipping cannot repair.

    >>> clip_by_value(np.array([-100.0, 3.0, 0.5]), limit=1.0)
    array([-1. ,  1. ,  0.5])
    """
    positive("limit", limit, LIMIT_HINT)
    _refuse_not_finite(grad)
    return _cut_entries(grad, limit)


def clip_by_norm(grad: Any, limit: Hyper, eps: Hyper = 0.0) -> tuple[Any, Any]:
    """The gradient shortened to the length limit, and its length before.

    g ← g · min(1, c / (‖g‖ + ε))

    The direction stays. The norm is over the components, axis 0: for a network with one
    flat vector it is the global norm. A small gradient stays small.

    Parameters
    ----------
    grad : shape (d,) or (d, *batch), or one number
    limit : c > 0, a number, or an array with one entry per run of a grid
    eps : ε ≥ 0. With 0 the result has length c exactly. ``torch`` adds 1e-6, and then
        shortens gradients that are below c too, if c is about 1e-6 or less.

    Raises ValueError if limit is not positive, or the norm is not a finite number:
    clipping turns one NaN into all NaN.
    Source: (PascanuMikolovBengio2013).

    >>> clipped, before = clip_by_norm(np.array([3.0, 4.0]), limit=1.0)
    >>> clipped, float(before)
    (array([0.6, 0.8]), 5.0)
    """
    positive("limit", limit, LIMIT_HINT)
    checked("eps", eps, EPS_HINT)
    _refuse_not_finite(grad)
    with np.errstate(over="ignore"):
        before = norm(grad)
    _refuse_not_finite(before, "the norm of grad")
    return _shortened(grad, before, limit, eps), before


@dataclass(frozen=True)
class Clipped:
    """Any rule, fed with clipped gradients.

    by="norm":   g ← g · min(1, c / (‖g‖ + ε)), then the rule's step
    by="value":  g_i ← max(-c, min(g_i, c)), then the rule's step

    NaN and infinity are not repaired: they stay, and the run shows as diverged.

    Parameters
    ----------
    rule : the rule that gets the clipped gradient
    by : "norm" keeps the direction, "value" does not
    limit : c > 0, also an array for a grid or a schedule
    eps : ε ≥ 0, for "norm" only; 1e-6 in torch

    Raises ValueError for values out of range.
    Source: (PascanuMikolovBengio2013).

    >>> from gdcourse.optimizers import GradientDescent
    >>> rule = Clipped(GradientDescent(lr=0.5), limit=1.0)
    >>> rule.step(8.0, 1000.0, rule.init(8.0), t=1)
    (7.5, None)
    """

    rule: Any
    by: str = "norm"
    limit: Hyper = 1.0
    eps: Hyper = 0.0

    def __post_init__(self) -> None:
        limit = checked("limit", self.limit, LIMIT_HINT)
        if isinstance(limit, float | np.ndarray):
            positive("limit", limit, LIMIT_HINT)
        by = one_of("by", self.by, ("norm", "value"))
        eps, rule = checked("eps", self.eps, EPS_HINT), update_rule(self.rule)
        settle(self, rule=rule, by=by, limit=limit, eps=eps)

    def init(self, x: Any) -> Any:
        """The memory of the inner rule; clipping adds none."""
        return self.rule.init(x)

    def step(self, x: Any, grad: Any, memory: Any, t: int) -> tuple[Any, Any]:
        """The inner rule's step, with the clipped gradient."""
        limit = at(self.limit, t - 1)
        if self.by == "value":
            grad = _cut_entries(grad, limit)
        else:
            grad = _shortened(grad, norm(grad), limit, at(self.eps, t - 1))
        return self.rule.step(x, grad, memory, t)


def _cut_entries(grad: Any, limit: Any) -> Any:
    """max(-c, min(g, c)), and min(g, c) is -max(-g, -c)."""
    return maximum(-limit, -maximum(-grad, -limit))


def _shortened(grad: Any, before: Any, limit: Any, eps: Any) -> Any:
    """min(1, c / n) is c / max(n, c), which is exactly 1 below the limit."""
    return grad * (limit / maximum(before + eps, limit))


def _refuse_not_finite(grad: Any, name: str = "grad") -> None:
    if not np.isfinite(grad).all():
        raise ValueError(
            f"{name} must be finite, got {shown(np.asarray(grad).tolist())}. "
            "Clipping cannot repair it; look for the first step where it appears, "
            "and lower the learning rate."
        )
