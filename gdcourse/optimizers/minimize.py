"""Lesson 02: the loop that repeats a rule, and stops for a stated reason."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcourse.arguments import finite, function, integer, not_negative, same_shape
from gdcourse.optimizers.trace import Trace, length


def minimize(
    value: Callable[[Any], Any],
    gradient: Callable[[Any], Any],
    x0: Any,
    rule: Any,
    *,
    steps: int = 1000,
    tol: float = 1e-6,
) -> Trace:
    """Repeat the rule's step from x0 until the gradient is small or steps run out.

    converged when ‖∇f(x_k)‖ ≤ tol · ‖∇f(x_0)‖, tested at the current point. The test is
    relative: measuring f in other units does not change when it stops.

    Parameters
    ----------
    value, gradient : functions of a point; in a grid, of points (d, *batch)
    x0 : the start, shape (d,) or (d, *batch), or one number
    rule : anything with ``init`` and ``step``; its hyper-parameters may be arrays of
        the batch's shape, and then one call runs the whole grid of settings
    steps : the budget, the largest number of updates
    tol : how far the gradient must shrink, 0 ≤ tol < 1; 0 asks for a gradient of 0

    Returns a ``Trace``. Divergence is a result with status "diverged", not an error.
    Raises ValueError or TypeError for a start, gradient or option that cannot work.

    >>> from gdcourse.optimizers import GradientDescent
    >>> trace = minimize(lambda x: x**2, lambda x: 2 * x, 8.0, GradientDescent(lr=0.25))
    >>> print(trace)
    converged after 20 updates: the gradient norm fell from 16 to 1.53e-05
    >>> print(trace.points[:4])
    [8. 4. 2. 1.]
    """
    check_options(value, gradient, steps, tol)
    x, axes = start(x0, rule)
    memory = rule.init(x)
    points = np.empty((steps + 1, *x.shape), x.dtype)
    gradients = np.empty_like(points)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for k in range(steps + 1):
            grad = gradient_at(gradient, x)
            points[k], gradients[k] = x, grad
            norm = length(grad, axes)
            if k == 0:
                small, updates = tol * norm, np.zeros(norm.shape, dtype=int)
            # NaN and infinity fail this test, so a diverged run ends by itself.
            runs = (norm > small) & (norm < np.inf)
            running = np.count_nonzero(runs)
            if k == steps or running == 0:
                break
            moved, memory = rule.step(x, grad, memory, k + 1)
            x = moved if running == norm.size else np.where(runs, moved, x)
            updates = updates + runs
    diverged = ~(np.isfinite(norm) & np.isfinite(x).all(axis=axes))
    path = points[: k + 1], gradients[: k + 1]
    return Trace(*path, norm <= small, diverged, updates, value, axes)


def check_options(value: Any, gradient: Any, steps: int, tol: float) -> None:
    """Refuse functions that are not functions, and limits that cannot be met."""
    function("value", value, "Pass f itself, not f(x).")
    function("gradient", gradient, "Pass the gradient function itself, not its value.")
    integer("steps", steps, 1, "It is the largest number of updates, such as 1000.")
    if not_negative("tol", tol, "Try 1e-6.") >= 1:
        raise ValueError(f"tol must be below 1, got {tol}. It is relative; try 1e-6.")


def start(x0: Any, rule: Any) -> tuple[np.ndarray, tuple[int, ...]]:
    """The start, once for each setting of a grid, and the axis of its components."""
    x = finite("x0", x0, "Give the start as numbers, such as [1.0, 2.0].")
    axes = (0,) if x.ndim else ()
    settings = [h.shape for h in vars(rule).values() if isinstance(h, np.ndarray)]
    batch = np.broadcast_shapes(*settings)
    if not batch:
        return x.copy(), axes
    runs = x.reshape(x.shape + (1,) * len(batch)) if x.ndim <= 1 else x
    components = x.shape[:1]
    try:
        batch = np.broadcast_shapes(runs.shape[len(components) :], batch)
    except ValueError:
        raise ValueError(
            f"x0 and the rule's settings must fit together, got batch shapes "
            f"{x.shape[1:]} and {batch}. Make them equal, or give a single start."
        ) from None
    return np.broadcast_to(runs, components + batch).copy(), axes


def gradient_at(gradient: Callable[[Any], Any], x: np.ndarray) -> np.ndarray:
    """∇f(x) as an array of the shape of x, or an error that shows both shapes."""
    grad = np.asarray(gradient(x))
    same_shape("gradient(x)", grad, x, "It needs one entry per component of x.")
    if grad.dtype.kind not in "fiu":
        raise TypeError(
            f"gradient(x) must be real numbers, got type {grad.dtype}. "
            "Check the formula: a root of a negative number turns complex."
        )
    return grad
