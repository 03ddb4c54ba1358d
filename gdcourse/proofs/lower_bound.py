"""Lesson 07: what no method can do better that only adds up gradients.

convex f: ``convex_lower_bound``; strongly convex f: ``strong_lower_bound``.
"""

from gdcourse.proofs import convex_lower_bound, strong_lower_bound

MODULES = (convex_lower_bound, strong_lower_bound)
THEOREMS = tuple(theorem for module in MODULES for theorem in module.THEOREMS)
