"""Lesson 07: live figures about momentum."""

from gdcourse.widgets.momentum_cockpit import cockpit

__all__ = ["cockpit"]
