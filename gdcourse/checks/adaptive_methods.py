"""Lesson 08: the tasks of its exercises, one file for each."""

from gdcourse.checks import adaptive_methods_epsilon as epsilon
from gdcourse.checks import adaptive_methods_reach as reaching
from gdcourse.checks import adaptive_methods_reddi as worst
from gdcourse.checks import adaptive_methods_scale_slips as units
from gdcourse.checks import adaptive_methods_slips as slips
from gdcourse.checks import adaptive_methods_turning_slips as axes

update = slips.update
places = epsilon.places
scale = units.scale
game = worst.game
turning = axes.turning
reach = reaching.reach
