"""Lesson 06: all that is promised of stochastic gradient descent, theorem by theorem.

one learning rate: ``noise_steps``; falling rates: ``noise_decreasing``; samples that
agree: ``noise_interpolation``; no convexity: ``noise_slopes``; functions that change:
``noise_online``. Means over noise are computed, not drawn: ``noise_runs``.
"""

from gdcourse.proofs import (
    noise_decreasing,
    noise_interpolation,
    noise_online,
    noise_slopes,
    noise_steps,
)

MODULES = (
    noise_steps,
    noise_decreasing,
    noise_interpolation,
    noise_online,
    noise_slopes,
)
THEOREMS = tuple(theorem for module in MODULES for theorem in module.THEOREMS)
