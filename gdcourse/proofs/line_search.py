"""Lesson 04: all that is promised of step sizes that are looked for, or computed.

backtracking: ``line_search_backtracking`` and ``line_search_armijo``; the best step of
each line: ``line_search_exact``; Polyak's step: ``line_search_polyak``.
"""

from gdcourse.proofs import (
    line_search_armijo,
    line_search_backtracking,
    line_search_exact,
    line_search_polyak,
)

MODULES = (
    line_search_backtracking,
    line_search_armijo,
    line_search_exact,
    line_search_polyak,
)
THEOREMS = tuple(theorem for module in MODULES for theorem in module.THEOREMS)
