"""Lesson 07: the tasks of its exercises, one file for each."""

from gdcourse.checks import momentum_circles as counterexample
from gdcourse.checks import momentum_limits as limits
from gdcourse.checks import momentum_nesterov_slips as looking_ahead
from gdcourse.checks import momentum_paths_slips as slips
from gdcourse.checks import momentum_push as pushing
from gdcourse.checks import momentum_tuning as tuning

paths = slips.paths
push = pushing.push
ahead = looking_ahead.ahead
tune = tuning.tune
stability = limits.stability
circles = counterexample.circles
