"""Lesson 09: the live figures: what weight decay does, and where two kinds of it end.

``idle_weight`` is a weight without gradient under SGD, Adam and AdamW; ``l2_or_decay``
shows where two kinds of decay rest with momentum.
"""

from gdcourse.widgets.weight_decay_fixed_points import l2_or_decay
from gdcourse.widgets.weight_decay_idle import idle_weight

__all__ = ["idle_weight", "l2_or_decay"]
