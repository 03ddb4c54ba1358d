"""Lesson 07: all that is promised of Nesterov's method, theorem by theorem.

convex f: ``convex_acceleration``; strongly convex f: ``strong_acceleration``; the
fastest relative: ``optimized_gradient``; the exact worst case: ``fast_momentum``.
"""

from gdcourse.proofs import (
    convex_acceleration,
    fast_momentum,
    optimized_gradient,
    strong_acceleration,
)

MODULES = (
    convex_acceleration,
    strong_acceleration,
    optimized_gradient,
    fast_momentum,
)
THEOREMS = tuple(theorem for module in MODULES for theorem in module.THEOREMS)
