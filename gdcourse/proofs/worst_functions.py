"""Lesson 03: the functions on which gradient descent is as slow as proved.

They have one variable. Each is one line of slope and one line of height.
"""

import numpy as np

from gdcourse.arguments import integer, positive
from gdcourse.proofs.problems import Problem

STEEP = "Take a smoothness above 0, such as 1."


def parabola(curvature: float = 1.0, start: float = 1.0) -> Problem:
    """c x²/2: every step multiplies x by 1 - α c.

    Attains the rates of strongly convex functions, with c = μ or c = L.

    >>> parabola(curvature=4.0).gradient(0.5)
    2.0
    """
    positive("curvature", curvature, STEEP)
    return Problem(
        value=lambda x: curvature * x**2 / 2,
        gradient=lambda x: curvature * x,
        L=curvature,
        mu=curvature,
        start=start,
    )


def huber(delta: float = 1.0, L: float = 1.0, start: float = 1.0) -> Problem:
    """L x²/2 up to |x| = δ, and straight with slope L δ beyond.

    With δ = R/(2k + 1), k steps of 1/L from R stay on the straight part, and end at the
    bound L R²/(4k + 2) (Drori & Teboulle 2014).

    >>> f = huber(delta=0.5)
    >>> f.value(np.array([0.25, 1.0])), f.gradient(np.array([0.25, -1.0]))
    (array([0.03125, 0.375  ]), array([ 0.25, -0.5 ]))
    """
    positive("delta", delta, "Take the half width of the round part, such as 1.")
    positive("L", L, STEEP)

    def value(x):
        bent = np.clip(x, -delta, delta)
        return L * (bent * x - bent * bent / 2)

    def gradient(x):
        return L * np.clip(x, -delta, delta)

    return Problem(value, gradient, L, start)


def zigzag(k: int, lr: float = 1.0, L: float = 1.0) -> Problem:
    """Slope 1 at 0, -α, …, -kα, dipping in between as fast as L allows; then a bowl.

    Gradient descent sees the slope 1 for k steps and gains as little height as an
    L-smooth function can offer: α (4 - αL)/4 a step, then 1/(2L). It is not convex.
    Needs 0 < α < 2/L; the slope in the dips is 1 - αL/2. The steps end on peaks of the
    slope, where rounding errors grow: take powers of 2 for α and L.

    >>> f = zigzag(k=2)
    >>> f.gradient(np.array([0.0, -0.5, -1.0, -1.5, -2.0, -2.5, -3.0]))
    array([1. , 0.5, 1. , 0.5, 1. , 0.5, 0. ])
    """
    integer("k", k, 0, "Count the steps before the bowl.")
    positive("L", L, STEEP)
    positive("lr", lr, "Take a learning rate above 0, such as 1 / L.")
    tooth = lr * (4 - lr * L) / 4

    def split(x):
        """Whole teeth behind x, and the way since the last one."""
        teeth = np.clip(np.floor(-x / lr), 0, k)
        return teeth, -x - teeth * lr

    def gradient(x):
        teeth, way = split(x)
        dip = L * np.minimum(np.clip(way, 0, None), lr - way)
        return np.where(teeth == k, 1 - L * way, 1 - dip)

    def value(x):
        teeth, way = split(x)
        into, left = np.minimum(way, lr / 2), np.clip(lr - way, None, lr / 2)
        first = into - L * np.clip(into, 0, None) ** 2 / 2
        second = tooth / 2 - left + L * left**2 / 2
        lost = np.where(teeth == k, way - L * way**2 / 2, first + second)
        return k * tooth + 1 / (2 * L) - teeth * tooth - lost

    return Problem(value, gradient, L, start=0.0, minimizer=-k * lr - 1 / L)
