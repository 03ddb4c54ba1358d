"""Lesson 07: all that is promised of heavy ball, theorem by theorem.

stability on quadratics: ``heavy_ball_stability``; the best pair: ``heavy_ball_tuning``;
a cycle, and a safe pair for convex f: ``heavy_ball_beyond_quadratics``. Beside them
Nesterov's method on quadratics: ``nesterov_on_quadratics``, ``nesterov_stability``.
"""

from gdcourse.proofs import (
    heavy_ball_beyond_quadratics,
    heavy_ball_stability,
    heavy_ball_tuning,
    nesterov_on_quadratics,
    nesterov_stability,
)

MODULES = (
    heavy_ball_stability,
    heavy_ball_tuning,
    nesterov_on_quadratics,
    nesterov_stability,
    heavy_ball_beyond_quadratics,
)
THEOREMS = tuple(theorem for module in MODULES for theorem in module.THEOREMS)
