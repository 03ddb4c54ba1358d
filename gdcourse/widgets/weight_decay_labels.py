"""Lesson 09: names at the ends of moving lines that never cover each other."""

from collections.abc import Sequence

import numpy as np


def apart(places: Sequence[float], room: float, low: float, high: float) -> list[float]:
    """Heights near the wanted ones, in their order, at least ``room`` apart.

    >>> apart([0.5, 0.5], 0.1, 0.0, 1.0)
    [0.45, 0.55]
    >>> apart([0.0, 0.02, 0.9], 0.1, 0.0, 1.0)
    [0.0, 0.1, 0.9]
    """
    order = np.argsort(places, kind="stable")
    wanted = np.clip(np.asarray(places, dtype=float)[order], low, high)
    for _ in range(60):
        missing = room - np.diff(wanted)
        if (missing <= 1e-9).all():
            break
        push = np.where(missing > 0, missing, 0) / 2
        wanted[:-1] -= push
        wanted[1:] += push
        wanted = np.clip(wanted, low, high)
    settled = np.empty(len(wanted))
    settled[order] = wanted
    return [round(float(place), 6) for place in settled]
