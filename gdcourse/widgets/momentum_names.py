"""Lesson 07: names at the ends of curves that move, kept apart."""

from collections.abc import Sequence

import numpy as np


def apart(
    heights: Sequence[float], room: float, low: float, high: float
) -> list[float]:
    """The nearest heights from low to high with at least so much room between them.

    >>> apart([0.0, 0.0, 5.0], room=2.0, low=-10.0, high=10.0)
    [-1.0, 1.0, 5.0]
    """
    order = np.argsort(heights, kind="stable")
    places = np.clip(np.asarray(heights, float)[order], low, high)
    for _ in range(100):
        missing = room - np.diff(places)
        if (missing < 1e-9).all():
            break
        for i in np.flatnonzero(missing > 0):
            push = max(0.0, room - (places[i + 1] - places[i])) / 2
            places[i], places[i + 1] = places[i] - push, places[i + 1] + push
        places += max(0.0, low - places[0])
        places -= max(0.0, places[-1] - high)
    found = np.empty(len(places))
    found[order] = places
    return found.tolist()
