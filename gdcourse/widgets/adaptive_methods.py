"""Lesson 08: the live figures of the lesson on adaptive methods."""

from gdcourse.widgets.adaptive_methods_axes import turn_the_axes
from gdcourse.widgets.adaptive_methods_build import build_your_own_adam
from gdcourse.widgets.adaptive_methods_epsilon import where_is_epsilon
from gdcourse.widgets.adaptive_methods_rates import effective_rates
from gdcourse.widgets.adaptive_methods_reddi import reddi

__all__ = [
    "build_your_own_adam",
    "effective_rates",
    "reddi",
    "turn_the_axes",
    "where_is_epsilon",
]
