"""Lesson 04: live figures about narrow valleys, how far to step, and rounder bowls."""

from gdcourse.widgets.line_search_backtrack import backtrack
from gdcourse.widgets.line_search_precondition import precondition
from gdcourse.widgets.line_search_zigzag import zigzag

__all__ = ["backtrack", "precondition", "zigzag"]
