"""Lesson 07: where thousands of settings end, in one run."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcourse.arguments import function, integer, same_shape
from gdcourse.optimizers.allocator import warm_allocator
from gdcourse.optimizers.evaluations import filled
from gdcourse.optimizers.minimize import start


def sweep(gradient: Callable, x0: Any, rule: Any, steps: int) -> np.ndarray:
    """The point after exactly so many updates, for every setting of a grid.

    Unlike ``minimize`` it tests and keeps nothing on the way, so it is about as quick
    as a bare loop over ``rule.step``. Each setting ends where its own run would end,
    bit for bit, as long as the gradient computes entry by entry.

    Parameters
    ----------
    gradient : ∇f of points (d, *batch)
    x0 : the start, shape (d,) or (d, *batch), or one number
    rule : its hyper-parameters may be arrays that broadcast to the batch's shape
    steps : the number of updates

    Returns the last points (d, *batch); NaN or infinity there marks divergence.
    Raises ValueError or TypeError for a start, gradient or number that cannot work.

    >>> from gdcourse.optimizers import GradientDescent
    >>> rates = np.array([0.25, 0.5, 1.0, 1.5])
    >>> sweep(lambda x: 2 * x, [8.0], GradientDescent(rates), steps=3)
    array([[  1.,   0.,  -8., -64.]])
    """
    function("gradient", gradient, "Pass the gradient function itself, not its value.")
    integer("steps", steps, 1, "It is the number of updates, such as 200.")
    x, _ = start(x0, rule)
    rule = filled(rule, gradient=gradient)
    warm_allocator(x)
    memory = rule.init(x)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for t in range(1, steps + 1):
            grad = np.asarray(gradient(x))
            if t == 1:
                same_shape("gradient(x)", grad, x, "It needs one entry per component.")
            x, memory = rule.step(x, grad, memory, t)
    return x
