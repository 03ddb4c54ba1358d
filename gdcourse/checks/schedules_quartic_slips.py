"""Lesson 10: E10.4, usual wrong answers about warmup."""

from collections.abc import Callable

from gdcourse.checks.schedules_quartic import answer, bend, path, slope, works
from gdcourse.checks.schedules_quartic import warmup as warmup


def wrong(name: str, hint: str, **entries: Callable) -> None:
    """A mutant that misses these entries."""

    def mutant(x0, W, peaks, lr):
        found = answer(x0, W, peaks, lr)
        for key, rule in entries.items():
            found[key] = rule(x0, W, peaks, lr, found)
        return found

    mutant.__name__ = name
    warmup.mutant(hint)(mutant)


def run_of(x0, W, found) -> list[float]:
    """The first points of the run with the best peak."""
    return path(x0, found["warm"], W, 2 * W)


wrong(
    "always_needs_it",
    "You say that lr always needs warmup. A small one works without.",
    needed=lambda x0, W, peaks, lr, found: True,
)
wrong(
    "never_needs_it",
    "You say that lr never needs warmup. Run 0.3 from 5 without it, then with it.",
    needed=lambda x0, W, peaks, lr, found: False,
)
wrong(
    "asks_only_whether_it_fails",
    "“needed”: some rates fail without and with warmup, so that it would not help.",
    needed=lambda x0, W, peaks, lr, found: not works(x0, lr, 0),
)
wrong(
    "finds_the_same_peak_twice",
    "The two peaks are equal. Does your warmup reach the run?",
    warm=lambda x0, W, peaks, lr, found: found["bare"],
    curvature=lambda x0, W, peaks, lr, found: [
        bend(x) for x in path(x0, found["bare"], W, 2 * W)
    ],
)
wrong(
    "trusts_the_limit_at_the_start",
    "2/f″(x0) is sufficient for a bowl. Here f″ changes within one step: run it.",
    bare=lambda x0, W, peaks, lr, found: max(
        (peak for peak in peaks if peak < 2 / bend(x0)), default=0.0
    ),
)
wrong(
    "trusts_the_limit_at_the_minimizer",
    "2/f″ at the minimizer is 2. The run must come there first.",
    bare=lambda x0, W, peaks, lr, found: max(peaks),
)
wrong(
    "gives_the_smallest",
    "That is the smallest peak that works. Which is the largest?",
    bare=lambda x0, W, peaks, lr, found: min(peaks),
    warm=lambda x0, W, peaks, lr, found: min(peaks),
    curvature=lambda x0, W, peaks, lr, found: [
        bend(x) for x in path(x0, min(peaks), W, 2 * W)
    ],
)
wrong(
    "takes_the_bowl_alone",
    "f″ of x⁴/4 + x²/2 is 3x² + 1. At 5 it is 76.",
    curvature=lambda x0, W, peaks, lr, found: [1.0 for _ in run_of(x0, W, found)],
)
wrong(
    "gives_the_gradient",
    "That is f′. The curvature is one derivative more.",
    curvature=lambda x0, W, peaks, lr, found: [slope(x) for x in run_of(x0, W, found)],
)
wrong(
    "forgets_the_bowl",
    "The second derivative of x²/2 is missing: it is never below 1.",
    curvature=lambda x0, W, peaks, lr, found: [3 * x * x for x in run_of(x0, W, found)],
)
wrong(
    "gives_the_points",
    "Those are the points of the run. What is f″ there?",
    curvature=lambda x0, W, peaks, lr, found: run_of(x0, W, found),
)
wrong(
    "leaves_the_last_point_out",
    "2W updates visit 2W + 1 points: x0 comes first.",
    curvature=lambda x0, W, peaks, lr, found: found["curvature"][:-1],
)


wrong(
    "says_the_opposite",
    "True where warmup helps: lr fails without it and works with it.",
    needed=lambda x0, W, peaks, lr, found: not found["needed"],
)
wrong(
    "walks_without_warmup",
    "That is the run without warmup. Take the one with it and the peak “warm”.",
    curvature=lambda x0, W, peaks, lr, found: [
        bend(x) for x in path(x0, found["bare"], 0, 2 * W)
    ],
)
wrong(
    "walks_with_lr",
    "That is the run with the rate lr. Take the peak “warm”.",
    curvature=lambda x0, W, peaks, lr, found: [bend(x) for x in path(x0, lr, W, 2 * W)],
)


def late_rate(peak: float, k: int, W: int) -> float:
    return peak * min(k, W) / W if W else peak


def endless_rate(peak: float, k: int, W: int) -> float:
    return peak * (k + 1) / W if W else peak


def sawtooth_rate(peak: float, k: int, W: int) -> float:
    return peak * (k % W + 1) / W if W else peak


@warmup.mutant("k/W is 0 at the first update. The warmup's rate is α t/W, t = k + 1.")
def wastes_an_update(x0, W, peaks, lr):
    return answer(x0, W, peaks, lr, rate=late_rate)


@warmup.mutant("The rate goes on climbing. From t = W on it stays at the peak.")
def climbs_for_ever(x0, W, peaks, lr):
    return answer(x0, W, peaks, lr, rate=endless_rate)


@warmup.mutant("After the warmup the rate falls back with you. It stays at the peak.")
def forgets_the_peak(x0, W, peaks, lr):
    return answer(x0, W, peaks, lr, rate=sawtooth_rate)
