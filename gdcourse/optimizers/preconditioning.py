"""Lesson 04: a bowl made rounder before we walk."""

from dataclasses import dataclass
from typing import Any

from gdcourse.optimizers.hyper_parameters import settle, update_rule
from gdcourse.optimizers.linear_maps import LinearMap


@dataclass(frozen=True)
class Preconditioned:
    """A rule that is given P g instead of the gradient g.

    x_{k+1} = x_k - α_k P g_k   with GradientDescent inside

    For P = S Sᵀ this is the inner rule's walk in the variables z with x = S z, as long
    as it is linear in the gradients (gradient descent, momentum): there the gradient is
    Sᵀg and the Hessian Sᵀ H S. P = H⁻¹ makes a quadratic round; the inverse of H's
    diagonal does so only if its axes are those of the coordinates. It takes grids, with
    one P for all runs.

    Parameters
    ----------
    rule : the inner rule, such as GradientDescent(lr=1.0)
    matrix : P, symmetric and positive definite of shape (d, d), or its diagonal (d,)

    Raises ValueError for another shape or a P that could climb; TypeError if ``rule``
    is none.
    Source: (NocedalWright2006).

    >>> import numpy as np
    >>> from gdcourse.optimizers.gradient_descent import GradientDescent
    >>> rule = Preconditioned(GradientDescent(lr=1.0), matrix=[1.0, 0.01])
    >>> x, grad = np.array([3.0, 2.0]), np.array([3.0, 200.0])
    >>> rule.step(x, grad, rule.init(x), t=1)[0]
    array([0., 0.])
    """

    rule: Any
    matrix: Any

    def __post_init__(self) -> None:
        settle(self, rule=update_rule(self.rule))
        if not isinstance(self.matrix, LinearMap):
            settle(self, matrix=LinearMap(self.matrix))

    def init(self, x: Any) -> Any:
        """The memory before the first step: that of the inner rule."""
        return self.rule.init(x)

    def step(self, x: Any, grad: Any, memory: Any, t: int) -> tuple[Any, Any]:
        """The next point and the next memory; t = 1, 2, … counts this update."""
        return self.rule.step(x, self.matrix(grad), memory, t)
