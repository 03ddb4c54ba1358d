"""Lesson 07: live figures about momentum."""

from gdcourse.widgets.momentum_chain import chain_race
from gdcourse.widgets.momentum_cockpit import cockpit
from gdcourse.widgets.momentum_conventions import conventions
from gdcourse.widgets.momentum_cycle import three_cycle

__all__ = ["chain_race", "cockpit", "conventions", "three_cycle"]
