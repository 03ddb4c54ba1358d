"""Lesson 10: E10.1, usual wrong restarts and cycles."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcourse.checks.schedules_library_slips import library as library
from gdcourse.checks.schedules_library_slips import slip, wave


def begun(k: Any, T: int) -> Any:
    """When the cycle of k has begun."""
    return T * (2 ** np.floor(np.log2(k / T + 1)) - 1)


def ends_late(k: Any, lr: float, T: int, low: float) -> Any:
    """Restarts one update too late."""
    start = begun(k - 1, T)
    return wave(lr, low, (k - start) / (start + T))


def jumps_at_powers(k: Any, lr: float, T: int, low: float) -> Any:
    """Cycles that end at T, 2T, 4T, …"""
    last = T * 2.0 ** np.floor(np.log2(np.maximum(k, T) / T))
    return wave(lr, low, np.where(k < T, k / T, (k - last) / last))


slip(
    "restarts",
    "restarts_smoothly",
    "restarts: a restart is a jump. Yours climbs back smoothly: count from the last "
    "restart.",
    lambda k, lr, T, gamma, low: wave(lr, low, k / T),
)
slip(
    "restarts",
    "repeats_the_first_length",
    "restarts: every cycle is as long as the first with you. The second lasts 2T.",
    lambda k, lr, T, gamma, low: wave(lr, low, k % T / T),
)
slip(
    "restarts",
    "jumps_too_late",
    "restarts: at k = T the new cycle has begun already: its rate is lr, not low.",
    lambda k, lr, T, gamma, low: np.where(
        k > 0, ends_late(np.maximum(k, 1), lr, T, low), lr
    ),
)
slip(
    "restarts",
    "falls_too_fast",
    "restarts: the longer cycle must also fall more slowly: divide by its own length.",
    lambda k, lr, T, gamma, low: wave(lr, low, (k - begun(k, T)) / T),
)
slip(
    "restarts",
    "jumps_at_the_lengths",
    "restarts: you jump at T, 2T, 4T. Those are lengths: add them to T, 3T, 7T.",
    lambda k, lr, T, gamma, low: jumps_at_powers(k, lr, T, low),
)


def cycle(peak: Callable, first: float = 25, last: float = 250_000, end: int = 1):
    """One cycle with a peak, ends and a length of one's own."""

    def rule(k, lr, T, gamma, low):
        p, k = peak(T), np.minimum(k, T - end)
        up = wave(lr / first, lr, k / p)
        return np.where(k <= p, up, wave(lr, lr / last, (k - p) / (T - end - p)))

    return rule


def straight_cycle(k, lr, T, gamma, low):
    """Straight lines instead of waves."""
    return np.interp(k, [0, 3 * T // 10 - 1, T - 1], [lr / 25, lr, lr / 250_000])


def unheld_cycle(k, lr, T, gamma, low):
    """It goes on after its end."""
    p = 3 * T // 10 - 1
    fall = wave(lr, lr / 250_000, (k - p) / (T - 1 - p))
    return np.where(k <= p, wave(lr / 25, lr, k / p), fall)


slip(
    "one-cycle",
    "peaks_too_late",
    "one-cycle: the peak comes one update too late: 0.3T updates end at 0.3T − 1.",
    cycle(lambda T: 3 * T // 10),
)
slip(
    "one-cycle",
    "ends_too_late",
    "one-cycle: its end is at T − 1, the last of T updates.",
    cycle(lambda T: 3 * T // 10 - 1, end=0),
)
slip(
    "one-cycle",
    "divides_the_peak",
    "one-cycle: it ends at the first rate divided by 10,000, not at lr/10,000.",
    cycle(lambda T: 3 * T // 10 - 1, last=1e4),
)
slip(
    "one-cycle",
    "begins_at_a_tenth",
    "one-cycle: it begins at lr/25, not at lr/10.",
    cycle(lambda T: 3 * T // 10 - 1, first=10),
)
slip(
    "one-cycle",
    "draws_lines",
    "one-cycle: both ways are half waves, not lines.",
    straight_cycle,
)
slip(
    "one-cycle", "goes_on", "one-cycle: after T − 1 it stays where it is.", unheld_cycle
)
