"""Lesson 05: live figures about the noise of a batch, and what an update costs."""

from gdcourse.widgets.batch_variants_ball import batch_noise_ball
from gdcourse.widgets.batch_variants_epoch import what_an_epoch_costs

__all__ = ["batch_noise_ball", "what_an_epoch_costs"]
