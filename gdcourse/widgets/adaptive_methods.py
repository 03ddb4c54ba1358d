"""Lesson 08: the live figures of the lesson on adaptive methods."""

from gdcourse.widgets.adaptive_methods_axes import turn_the_axes

__all__ = ["turn_the_axes"]
