"""Lesson 04: Newton's step with a Hessian learned from the gradients."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.hyper_parameters import needed, settle
from gdcourse.optimizers.wolfe import check_pair, one_run, wolfe_step

CURVED = 1e-12  # below this cosine between s and y the curvature is not trusted


@dataclass(frozen=True)
class BFGS:
    """Step with an inverse Hessian B that fits the last change of the gradient.

    x_{k+1} = x_k - α_k B_k g_k,   α_k from ``wolfe_step``
    s = x_{k+1} - x_k,  y = g_{k+1} - g_k,  ρ = 1 / (sᵀy)
    B_{k+1} = (I - ρ s yᵀ) B_k (I - ρ y sᵀ) + ρ s sᵀ

    B_{k+1} y = s: B is right along the last step. It stays positive definite as long as
    sᵀy > 0, which the Wolfe conditions ensure; a step without it, as at the end of a
    failed search, leaves B as it is. The first step is -g, at most of length 1, and
    before its first update B is sᵀy / (yᵀy) I. B has d² numbers.

    Parameters
    ----------
    value, gradient : f and ∇f; None lets ``minimize`` fill them in
    c1, c2 : of the search, 0 ≤ c₁ < c₂ < 1

    It takes one run, no grid. Raises ValueError for values out of range.
    Source: Broyden, Fletcher, Goldfarb and Shanno, as in (NocedalWright2006).

    >>> f, df = lambda x: ((x - 3) ** 2).sum() / 2, lambda x: x - 3
    >>> rule, x = BFGS(value=f, gradient=df), np.array([0.0, -1.0])
    >>> rule.step(x, df(x), rule.init(x), t=1)[0]
    array([ 0.6, -0.2])
    """

    value: Callable[[Any], Any] | None = None
    gradient: Callable[[Any], Any] | None = None
    c1: float = 1e-4
    c2: float = 0.9

    def __post_init__(self) -> None:
        c1, c2 = check_pair(self.c1, self.c2)
        settle(self, c1=c1, c2=c2)

    def init(self, x: Any) -> None:
        """The memory before the first step: no B, no last point, no last gradient."""
        one_run(x)

    def step(self, x: Any, grad: Any, memory: Any, t: int) -> tuple[Any, Any]:
        """The next point and (B, x, gradient); t = 1, 2, … counts this update."""
        value = needed("value", self.value, self)
        gradient = needed("gradient", self.gradient, self)
        flat = np.ravel(grad)
        if memory is None:
            B, longest = None, 1 / max(1.0, float(flat @ flat) ** 0.5)
        else:
            B, longest = _learned(*memory, np.ravel(x), flat), 1.0
        direction = -(flat if B is None else B @ flat).reshape(np.shape(x))
        slope = np.ravel(direction) @ flat
        constants = {"alpha0": longest, "c1": self.c1, "c2": self.c2}
        alpha = wolfe_step(value, gradient, x, direction, slope, **constants)
        return x + alpha * direction, (B, np.ravel(x), flat)


def _learned(B: Any, x_old: Any, grad_old: Any, x: Any, grad: Any) -> Any:
    """B after one more pair s, y; unchanged where f does not curve upward along s."""
    s, y = x - x_old, grad - grad_old
    curved = s @ y
    if not curved > CURVED * ((s @ s) * (y @ y)) ** 0.5:
        return B
    eye = np.eye(len(x), dtype=x.dtype)
    if B is None:
        B = curved / (y @ y) * eye
    turn = eye - np.outer(s, y) / curved
    return turn @ B @ turn.T + np.outer(s, s) / curved
