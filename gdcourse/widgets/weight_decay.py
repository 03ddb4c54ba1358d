"""Lesson 09: the live figures: what weight decay does, where it ends, exact zeros.

``idle_weight`` is a weight without gradient under SGD, Adam and AdamW; ``l2_or_decay``
shows where two kinds of decay rest with momentum; ``soft_threshold`` makes exact zeros.
"""

from gdcourse.widgets.weight_decay_fixed_points import l2_or_decay
from gdcourse.widgets.weight_decay_idle import idle_weight
from gdcourse.widgets.weight_decay_zeros import soft_threshold_figure as soft_threshold

__all__ = ["idle_weight", "l2_or_decay", "soft_threshold"]
