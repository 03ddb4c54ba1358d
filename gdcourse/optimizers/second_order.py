"""Lesson 12: Newton's step, where it leads, and how to keep it from saddles."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    checked,
    learning_rate,
    needed,
    settle,
)
from gdcourse.optimizers.line_search import backtrack
from gdcourse.optimizers.linear_maps import inner, runs_first, solved


@dataclass(frozen=True)
class Newton:
    """Step to where the gradient of the local quadratic is zero.

    x_{k+1} = x_k - α_k (H + λ I)⁻¹ g_k,   H = ∇²f(x_k)

    On a quadratic one step with α = 1, λ = 0 ends at its stationary point, be it a
    minimum, a maximum or a saddle: Newton's method is drawn to saddles.
    saddle_free=True takes \\|H\\| for H, with the absolute values of the eigenvalues:
    then every step goes downhill.

    Parameters
    ----------
    lr : α ≥ 0; 1 is Newton's step, a fixed α < 1 the damped one. With search=True it
        is where the search begins.
    damping : λ ≥ 0, for directions of curvature near 0 (Levenberg–Marquardt)
    saddle_free : True or False
    search : True shortens the step by ``backtrack`` until f falls enough; needs f
    hessian, value : ∇²f and f; None lets ``minimize`` fill them in

    It takes grids. Raises ValueError where H + λ I has no inverse and, with
    search=True, where Newton's direction climbs.
    Source: (NocedalWright2006), (DauphinEtAl2014) for saddle_free.

    >>> rule = Newton(hessian=lambda x: 12 * x**2)
    >>> rule.step(3.0, 108.0, rule.init(3.0), t=1)
    (2.0, None)
    """

    lr: Hyper = 1.0
    damping: Hyper = 0.0
    saddle_free: bool = False
    search: bool = False
    hessian: Callable[[Any], Any] | None = None
    value: Callable[[Any], Any] | None = None

    def __post_init__(self) -> None:
        hint = "It is added to the curvatures; try 1e-3."
        damping = checked("damping", self.damping, hint)
        settle(self, lr=learning_rate(self.lr), damping=damping)

    def init(self, x: Any) -> None:
        """The memory before the first step: nothing."""
        return

    def step(self, x: Any, grad: Any, memory: None, t: int) -> tuple[Any, None]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        alpha, damping = at(self.lr, t - 1), at(self.damping, t - 1)
        H = needed("hessian", self.hessian, self)(x)
        H = (absolute(H) if self.saddle_free else H) + damping * identity(x)
        direction = -solved(H, grad)
        if self.search:
            value, slope = needed("value", self.value, self), inner(grad, direction)
            alpha = backtrack(value, x, direction, slope, alpha0=alpha)
        return x + alpha * direction, memory


def absolute(hessian: Any) -> Any:
    """\\|H\\|: the same eigenvectors, each curvature without its sign.

    >>> absolute(np.array([[2.0, 0.0], [0.0, -2.0]]))
    array([[2., 0.],
           [0., 2.]])
    """
    if np.ndim(hessian) == 0:
        return abs(hessian)
    fine = np.isfinite(hessian).all(axis=(0, 1))
    if not fine.all():  # a run that diverged; its gradient goes on as NaN
        hessian = np.where(fine, hessian, identity(hessian[0]))
    curvatures, axes = np.linalg.eigh(runs_first(hessian))
    positive = (axes * abs(curvatures)[..., None, :]) @ np.swapaxes(axes, -1, -2)
    return np.moveaxis(positive, (-2, -1), (0, 1))


def identity(x: Any) -> Any:
    """I for a point, or for a grid of points: of shape (d, d, 1, …)."""
    if np.ndim(x) == 0:
        return 1.0
    eye = np.eye(len(x), dtype=x.dtype)
    return eye.reshape(*eye.shape, *(1,) * (x.ndim - 1))
