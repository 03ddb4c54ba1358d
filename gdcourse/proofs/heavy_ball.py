"""Lesson 07: all that is promised of heavy ball, theorem by theorem.

On quadratics: ``heavy_ball_stability``; the best pair, ``heavy_ball_tuning``; beside it
Nesterov's method, ``nesterov_on_quadratics`` and ``nesterov_stability``.
Beyond them: a cycle, ``heavy_ball_cycle``; a safe learning rate, ``heavy_ball_safety``.
"""

from gdcourse.proofs import (
    heavy_ball_cycle,
    heavy_ball_safety,
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
    heavy_ball_cycle,
    heavy_ball_safety,
)
THEOREMS = tuple(theorem for module in MODULES for theorem in module.THEOREMS)
