"""Lesson 01: the tasks of its exercises in order; each has a file of its own."""

from gdcourse.checks import (
    gradients_blunders,
    gradients_counting,
    gradients_differences,
    gradients_norms,
    gradients_slips,
)

symbolic = gradients_slips.symbolic  # E01.1
three_norms = gradients_norms.three_norms  # E01.2
checker = gradients_blunders.checker  # E01.3
best_step = gradients_differences.best_step  # E01.4
bill = gradients_counting.bill  # E01.5
