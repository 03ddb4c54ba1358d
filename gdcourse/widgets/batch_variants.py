"""Lesson 05: live figures about the noise of a batch, and what an update costs."""

from gdcourse.widgets.batch_variants_ball import batch_noise_ball

__all__ = ["batch_noise_ball"]
