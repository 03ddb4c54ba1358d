"""Lesson 10: E10.1, nine schedules in one function of k."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import array, number
from gdcourse.checks.task import Task
from gdcourse.optimizers import cycles, schedules, warmup

NAMES = (
    "constant",
    "step",
    "exponential",
    "1/t",
    "cosine",
    "restarts",
    "warmup",
    "linear",
    "one-cycle",
)


def levels(value: object) -> object:
    """One rate for one k, an array of rates for an array."""
    if isinstance(value, (np.ndarray, list, tuple)) and np.ndim(value):
        return array(value)
    return number(value)


def schedule(name: str, lr: float, T: int, gamma: float, low: float) -> Callable:
    """The schedule of the library that this name means here."""
    made = {
        "constant": lambda: schedules.constant(lr),
        "step": lambda: schedules.step_decay(lr, T, gamma),
        "exponential": lambda: schedules.exponential(lr, gamma),
        "1/t": lambda: schedules.inverse_time(lr, gamma),
        "cosine": lambda: schedules.cosine(lr, T, low),
        "restarts": lambda: cycles.warm_restarts(lr, T, 2, low),
        "warmup": lambda: warmup.linear_warmup(lr, T - 1, 1 / T),
        "linear": lambda: schedules.linear_to_zero(lr, T),
        "one-cycle": lambda: cycles.one_cycle(lr, T),
    }
    return made[name]()


def right(name: str, k: Any, lr: float, T: int, gamma: float, low: float) -> Any:
    """The rate, or an array of rates."""
    return schedule(name, lr, T, gamma, low)(k)


PROBED = (0, 1, 3, 9, 10, 19, 29, 30, 45, 70)

library = Task(
    "E10.1",
    "rate(name, k, lr, T, gamma, low)",
    points=10,
    returns=levels,
    probes=[
        *((name, k, 0.4, 10, 0.5, 0.1) for name in NAMES for k in PROBED),
        *((name, np.arange(40), 0.4, 10, 0.5, 0.1) for name in NAMES),
    ],
    hints=[
        "Evaluate each schedule at k = 0, 1, T − 1, T and T + 1 and compare with its "
        "sentence. For an array of k, np.minimum and np.where replace min and if.",
        "An end that holds: np.minimum(k, T) in place of k, for numbers and arrays.",
        "Two branches for an array: compute both and take np.where(k <= p, up, down).",
        "restarts: cycle i begins at T(2ⁱ − 1), so i = ⌊log₂(k/T + 1)⌋.",
    ],
)


def settings(rng: Generator) -> Iterator[tuple]:
    """lr, T, γ and the low end: the published ones first."""
    yield 0.1, 10, 0.5, 0.001
    yield 1, 50, 0.1, 0
    for _ in range(3):
        lr, T = inputs.rate(rng, 0.2, 3.0), 10 * inputs.count(rng, 2, 12)
        yield lr, T, float(rng.choice([0.1, 0.3, 0.9])), inputs.rate(rng, 0.01, 0.1)


def compared(name: str, call, rng, *instants: Callable) -> Iterator[tuple]:
    """One schedule at moments that depend on T."""
    for lr, T, gamma, low in settings(rng):
        for instant in instants:
            given = name, int(instant(T)), lr, T, gamma, low
            yield call(*given), right(*given)


def begin(T: int) -> int:
    return 0


def second(T: int) -> int:
    return 1


def early(T: int) -> int:
    return T // 5


def middle(T: int) -> int:
    return T // 2


def before(T: int) -> int:
    return T - 1


def seam(T: int) -> int:
    return T


def behind(T: int) -> int:
    return T + 1


def late(T: int) -> int:
    return 2 * T + T // 2


FIRST = (begin, second, before, seam, behind, late)


@library.property("constant: always lr. step: times γ after every T updates.", points=1)
def worked_out(call, rng):
    for name in ("constant", "step"):
        yield from compared(name, call, rng, *FIRST)


@library.property("exponential: lr γᵏ. 1/t: lr/(1 + γk).", points=1)
def falling(call, rng):
    for name in ("exponential", "1/t"):
        yield from compared(name, call, rng, *FIRST)


@library.property("cosine: lr at 0, the mean of lr and low at T/2, low at T.", 1)
def half_a_wave(call, rng):
    yield from compared("cosine", call, rng, begin, middle, seam, early, before)


@library.property("cosine: after T it stays at low.", points=1)
def clamped(call, rng):
    yield from compared("cosine", call, rng, behind, late, lambda T: 2 * T)


@library.property("restarts: back at lr at T, 3T and 7T, and not before.", points=2)
def restarted(call, rng):
    jumps = [lambda T, c=c: c * T for c in (1, 3, 7)]
    near = [lambda T, c=c, d=d: c * T + d for c in (1, 3) for d in (-1, 1)]
    yield from compared("restarts", call, rng, begin, *jumps, *near, middle, late)


@library.property("warmup: lr/T at k = 0, lr at k = T − 1, then lr.", points=1)
def warmed(call, rng):
    for lr, T, gamma, low in settings(rng):
        words = "warmup: the rate at k = 0 must be above 0, or an update is wasted."
        found = call("warmup", 0, lr, T, gamma, low)
        yield found, such_that("a rate above 0", lambda got: got > 0), words
    yield from compared("warmup", call, rng, *FIRST, middle)


@library.property("linear: from lr at 0 straight down to 0 at T, then 0.", points=1)
def straight(call, rng):
    yield from compared("linear", call, rng, *FIRST, middle)


@library.property(
    "one-cycle: lr/25 at 0, lr at 0.3T − 1, lr/250,000 at T − 1, then it stays.", 1
)
def one_cycle(call, rng):
    peak = [lambda T, d=d: 3 * T // 10 - 1 + d for d in (0, -1, 1)]
    yield from compared("one-cycle", call, rng, begin, *peak, middle, before, late)


@library.property("k may be an array of whole numbers: an array of rates.", points=1)
def vectorized(call, rng):
    for lr, T, gamma, low in list(settings(rng))[:3]:
        k = np.array([0, 1, T // 2, T - 1, T, T + 1, 3 * T])
        for name in NAMES:
            wanted = [call(name, int(one), lr, T, gamma, low) for one in k]
            words = f"{name}: an array of k must give what the single k give."
            yield call(name, k, lr, T, gamma, low), np.array(wanted), words
            yield call.passed[1], k, f"{name}: it must not write into k."
