"""Lesson 09: the tasks of its exercises, one file for each."""

from gdcourse.checks import weight_decay_adamw_slips as update
from gdcourse.checks import weight_decay_factor as penalty
from gdcourse.checks import weight_decay_idle_slips as silence
from gdcourse.checks import weight_decay_momentum_slips as pushing
from gdcourse.checks import weight_decay_zeros_counts as sparse

factor = penalty.factor
resting = pushing.resting
adamw = update.adamw
idle = silence.idle
zeros = sparse.zeros
