"""Lesson 00: what its prose says in numbers, and its displayed equations."""

import numpy as np

from gdcourse import landscapes
from gdcourse.datasets import load_penguins
from gdcourse.derivation.recursion import letters, same
from gdcourse.optimizers import GradientDescent, minimize

PROSE = {
    "342": lambda: len(load_penguins().body_mass),
}


def step_length_holds() -> bool:
    """‖x_{k+1} − x_k‖ = α ‖∇f(x_k)‖ on several landscapes, to 1e-12 of the step."""
    for valley, lr in ((landscapes.booth, 0.07), (landscapes.himmelblau, 0.01)):
        run = minimize(
            valley.value, valley.gradient, valley.start, GradientDescent(lr), steps=30
        )
        steps = np.linalg.norm(np.diff(run.points, axis=0), axis=1)
        if not np.allclose(steps, lr * run.gradient_norms[:-1], rtol=1e-12, atol=1e-14):
            return False
    return True


def closed_form_holds() -> bool:
    """x_k − 3 = (1 − 2α)^k (x_0 − 3), unrolled on letters for k = 0 … 6."""
    x_0, alpha = letters("x_0 alpha")
    x = x_0
    for k in range(7):
        if not same(x - 3, (1 - 2 * alpha) ** k * (x_0 - 3)):
            return False
        x = x - alpha * 2 * (x - 3)
    return True


EQUATIONS = {
    "step-length": step_length_holds,
    "closed-form-first-descent": closed_form_holds,
}
