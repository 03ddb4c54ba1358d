"""Lesson 06: live figures about noise, steps that shrink, and regret."""

from gdcourse.widgets.noise_floor import noise_floor
from gdcourse.widgets.noise_regret import regret
from gdcourse.widgets.noise_schedules import schedules_and_sums

__all__ = ["noise_floor", "regret", "schedules_and_sums"]
