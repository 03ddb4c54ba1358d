"""Lesson 10: a schedule put together from a warmup, a body and a floor."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcourse.optimizers import (
    constant,
    cosine,
    exponential,
    inverse_time,
    linear_warmup,
    one_cycle,
    polynomial,
    sequence,
    step_decay,
    warm_restarts,
)

LINEAR, FLAT = "linear", "flat at a tenth"
CONSTANT, STEPS, EXPONENTIAL, INVERSE = "constant", "step", "exponential", "1/t"
COSINE, RESTARTS, CYCLE = "cosine", "cosine with restarts", "one-cycle"
LINE = "linear to the floor"
BODIES = (
    *(CONSTANT, STEPS, EXPONENTIAL, INVERSE),
    *(COSINE, RESTARTS, CYCLE, LINE),
)
Rate = Callable[[Any], Any]


def body(kind: str, peak: float, length: int, floor: float) -> Rate:
    """The part after the warmup, made to end after ``length`` updates.

    >>> [body(COSINE, 1.0, 100, 0.1)(k) for k in (0, 100)]
    [1.0, 0.1]
    >>> [round(float(body(EXPONENTIAL, 1.0, 100, 0.0)(k)), 6) for k in (0, 50, 100)]
    [1.0, 0.1, 0.01]
    """
    whole = {
        CONSTANT: lambda: constant(peak),
        STEPS: lambda: step_decay(peak, -(-length // 3), gamma=0.2),
        EXPONENTIAL: lambda: exponential(peak, gamma=0.01 ** (1 / length)),
        INVERSE: lambda: inverse_time(peak, decay_rate=20 / length),
        COSINE: lambda: cosine(peak, length, floor),
        RESTARTS: lambda: warm_restarts(peak, -(-length // 7), 2, floor),
        CYCLE: lambda: one_cycle(peak, length),
        LINE: lambda: polynomial(peak, length, eta_min=floor),
    }[kind]()
    return whole if kind in (COSINE, RESTARTS, LINE) else at_least(whole, floor)


def at_least(schedule: Rate, floor: float) -> Rate:
    """The schedule, but never below the floor."""
    return lambda k: np.maximum(schedule(k), floor)


def warmup(kind: str, peak: float, length: int) -> Rate:
    """The part before the body: it rises to the peak, or waits at a tenth of it."""
    if kind == LINEAR:
        return linear_warmup(peak, length, start_factor=0.01)
    return constant(peak / 10)


def composed(
    kind: str, warm: int, shape: str, peak: float, total: int, floor: float
) -> tuple[Rate, float, float]:
    """The whole schedule, and the rates on both sides of the seam.

    The sides are what the warmup would go on with, and what the body begins with.
    """
    rest = body(shape, peak, total - warm, floor)
    if not warm:
        return rest, float(rest(0)), float(rest(0))
    rise = warmup(kind, peak, warm)
    return sequence([rise, rest], [warm]), float(rise(warm)), float(rest(0))
