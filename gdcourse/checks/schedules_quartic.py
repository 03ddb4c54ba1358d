"""Lesson 10: E10.4, how large a peak a run bears, without and with warmup."""

from collections.abc import Iterator
from functools import lru_cache

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import boolean, number, numbers, table
from gdcourse.checks.task import Task

UPDATES, FAR = 200, 1000.0
PEAKS = [round(0.01 * i, 2) for i in range(1, 200, 2)]

warmup = Task(
    "E10.4",
    "need_of_warmup(x0, W, peaks, lr)",
    points=6,
    returns=table(bare=number, warm=number, needed=boolean, curvature=numbers),
    probes=[
        (5.0, 20, PEAKS[::3], 0.5),
        (5.0, 5, PEAKS[1::2], 0.05),
        (6.0, 10, PEAKS[1::2], 1.5),
        (4.0, 10, PEAKS[::2], 0.3),
    ],
    hints=[
        "Print f″ along a run: 3x² + 1, and 2/f″ beside it.",
        "Update t = k + 1 of the warmup has the rate α t/W, and α from t = W on.",
        "“needed” is about the given lr: it fails without warmup and works with it.",
    ],
)


def slope(x: float) -> float:
    return x * x * x + x


def rising(peak: float, k: int, W: int) -> float:
    """α t/W, then α."""
    return peak * min(k + 1, W) / W if W else peak


def path(x0: float, peak: float, W: int, n: int = UPDATES, rate=rising) -> list[float]:
    """The points of a run; it ends where it has gone far."""
    points = [float(x0)]
    for k in range(n):
        x = points[-1]
        if not abs(x) <= FAR:
            break
        points.append(x - rate(peak, k, W) * slope(x))
    return points


def works(x0: float, peak: float, W: int, n: int = UPDATES, rate=rising) -> bool:
    return abs(path(x0, peak, W, n, rate)[-1]) < 1


@lru_cache(maxsize=200)
def largest(x0: float, W: int, peaks: tuple, n: int = UPDATES, rate=rising) -> float:
    """The largest peak of the list that works, 0 if none does."""
    return max((peak for peak in peaks if works(x0, peak, W, n, rate)), default=0.0)


def bend(x: float) -> float:
    return 3 * x * x + 1


def answer(x0, W, peaks, lr, n=UPDATES, rate=rising) -> dict[str, object]:
    """The right table; what is changed is given by name."""
    peaks = tuple(peaks)
    best = largest(x0, W, peaks, n, rate)
    return {
        "bare": largest(x0, 0, peaks, n),
        "warm": best,
        "needed": not works(x0, lr, 0, n) and works(x0, lr, W, n, rate),
        "curvature": [bend(x) for x in path(x0, best, W, 2 * W, rate)],
    }


def given(rng: Generator) -> Iterator[tuple]:
    """Start, warmup, peaks and a rate: the published ones first."""
    yield 5.0, 20, PEAKS, 0.5
    yield 5.0, 10, PEAKS[::2], 0.05
    yield 4.0, 5, PEAKS[::2], 1.0
    for _ in range(4):
        x0, W = float(rng.choice([4.0, 5.0, 6.0, 7.0])), inputs.count(rng, 3, 12)
        step = inputs.count(rng, 2, 4)
        peaks = PEAKS[inputs.count(rng, 0, 1) :: step]
        yield x0, W, peaks, float(rng.choice([0.02, 0.2, 0.3, 1.9]))


def compared(key: str, call, rng) -> Iterator[tuple]:
    for setting in given(rng):
        yield call(*setting)[key], answer(*setting)[key]


@warmup.property("bare: the largest peak that works without warmup.", points=1)
def without(call, rng):
    yield from compared("bare", call, rng)
    words = "from 5 the largest rate without warmup is 0.07, to 0.01."
    found = call(5.0, 20, PEAKS, 0.5)["bare"]
    yield found, such_that("0.07 ± 0.01", lambda got: abs(got - 0.07) < 0.0101), words


@warmup.property("warm: the largest peak that works with W warmup updates.", points=2)
def with_warmup(call, rng):
    yield from compared("warm", call, rng)


@warmup.property("needed: lr fails without warmup and works with it.", points=1)
def needed(call, rng):
    yield from compared("needed", call, rng)
    for lr in (0.05, 0.5, 1.5):
        yield call(5.0, 20, PEAKS[:9], lr)["needed"], lr == 0.5


@warmup.property("curvature: f″ at the first 2W + 1 points, with the peak “warm”.", 2)
def curvatures(call, rng):
    for setting in given(rng):
        found = call(*setting)["curvature"]
        yield found[:1], [bend(setting[0])], "f″(x0) comes first: 3x² + 1 at x0."
        yield found, answer(*setting)["curvature"]
