"""Lesson 10: the tasks of its exercises, one file for each."""

from gdcourse.checks import schedules_finder_slips as ranges
from gdcourse.checks import schedules_glue_slips as seams
from gdcourse.checks import schedules_library_cycles as rates
from gdcourse.checks import schedules_quartic_slips as quartic
from gdcourse.checks import schedules_race_slips as races
from gdcourse.checks import schedules_values as five

library = rates.library
values = five.values
glue = seams.glue
warmup = quartic.warmup
finder = ranges.finder
race = races.race
