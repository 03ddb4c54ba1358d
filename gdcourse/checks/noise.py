"""Lesson 06: the tasks of its exercises, one file for each."""

from gdcourse.checks import noise_floor as variance
from gdcourse.checks import noise_regret as online
from gdcourse.checks import noise_rows as rows
from gdcourse.checks import noise_short as travel
from gdcourse.checks import noise_sums as sums

noise_floor = variance.noise_floor
two_sums = sums.two_sums
stops_at = travel.stops_at
row_by_row = rows.row_by_row
regret = online.regret
