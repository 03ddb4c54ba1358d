"""Lesson 07: the bent bowl, and where heavy ball ends on it from every start."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.landscapes import Landscape
from gdcourse.optimizers import Momentum, sweep

RATE = 1 / 9  # 4/(√L + √μ)²
STEPS = 600  # fewer are not enough just above β = 7/18, where arriving takes longest
FORMULA = "25*x**2/2 - 12*max(x - 1, 0)**2 + 12*max(x - 2, 0)**2"
MOMENTA = np.arange(36, 109) / 144  # each place of the slider, and three between
STARTS = np.linspace(-4, 4, 161)
ARRIVES, CYCLES, MOVES, FLIES = range(4)
ENDS = ("arrives", "repeats three points", "never settles", "diverges")
FAR = 1e3


@lru_cache(maxsize=1)
def bent_bowl() -> Landscape:
    """Slope 25x, then x + 24 from 1 to 2, then 25x - 24: μ = 1, L = 25."""
    about = {"names": ("x",), "minimizers": [(0.0,)], "start": (1.0,), "kinks": True}
    return Landscape("bent bowl", FORMULA, L=25.0, mu=1.0, **about)


def end_of(last: Any, three_later: Any) -> np.ndarray:
    """How runs end, from a late point and the point three steps after it."""
    same = np.abs(three_later - last) < 1e-6
    bounded = np.where(np.abs(last) < FAR, np.where(same, CYCLES, MOVES), FLIES)
    return np.where(np.abs(last) <= 1e-5, ARRIVES, bounded)


@lru_cache(maxsize=1)
def ends_of_all() -> np.ndarray:
    """The ends of the whole map: one row per start, one column per momentum."""
    f, rule = bent_bowl(), Momentum(RATE, MOMENTA[None, :])
    starts = np.broadcast_to(STARTS[None, :, None], (1, STARTS.size, MOMENTA.size))
    late, later = (sweep(f.gradient, starts, rule, n)[0] for n in (STEPS - 3, STEPS))
    return end_of(late, later)
