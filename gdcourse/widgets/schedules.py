"""Lesson 10: the live figures: learning rates that change while we walk.

``composer`` puts a schedule together and races it; ``warmup_on_the_quartic`` shows what
a warmup waits for; ``rate_finder`` what can be read off a range test;
``keep_the_state`` what a new optimizer at each drop forgets.
"""

from gdcourse.widgets.schedules_composer import composer
from gdcourse.widgets.schedules_range_finder import rate_finder
from gdcourse.widgets.schedules_state import keep_the_state
from gdcourse.widgets.schedules_warmup import warmup_on_the_quartic

__all__ = ["composer", "keep_the_state", "rate_finder", "warmup_on_the_quartic"]
