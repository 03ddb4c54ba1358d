"""Lesson 10: E10.5, one run with growing rates, and a rate that can be trusted."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import number, numbers, table
from gdcourse.checks.schedules_finder_rows import (
    FEATURES,
    parabola,
    regression,
    rows,
    trained,
)
from gdcourse.checks.task import Task

KEEP, WAIT, EXPLODE, SEEDS = 0.95, 10, 4.0, 20
ONE, ZEROS = np.ones(1), np.zeros(FEATURES)

finder = Task(
    "E10.5",
    "find_rate(loss, gradient, w, low, high, n)",
    points=8,
    returns=table(rates=numbers, smoothed=numbers, suggestion=number),
    seconds=4.0,
    probes=[
        (*parabola(1.0), ONE, 0.01, 10.0, 40),
        (*parabola(1.0), ONE, 0.5, 1000.0, 20),
        (*regression(0), ZEROS, 1e-4, 10.0, 200),
        (*regression(3), ZEROS, 1e-4, 1e8, 300),
    ],
    hints=[
        "Which point of the curve is stable across seeds? Plot three curves: where "
        "they fall fastest, and where they are lowest.",
        "At the lowest point the rate is already too large; what is unstable there "
        "needs some updates to grow. So divide.",
        "Equal factors between neighbors: np.geomspace(low, high, n).",
        "Smoothing: mean = 0.95 mean + 0.05 loss, from 0; s = mean/(1 − 0.95ᵏ⁺¹).",
    ],
)


def explodes(k: int, smoothed: list[float], loss: float) -> bool:
    return k >= WAIT and not smoothed[-1] <= EXPLODE * min(smoothed)


def walk(loss, gradient, w, rates, ends=explodes, keep=KEEP, unbias=1):
    """Rates that were used and smoothed losses."""
    x, mean, smoothed = np.array(w, dtype=float), 0.0, []
    for k, rate in enumerate(rates):
        seen = loss(x, k)
        mean = keep * mean + (1 - keep) * seen
        corrected = unbias is not None and k + unbias
        smoothed.append(mean / (1 - keep ** (k + unbias)) if corrected else mean)
        if ends(k, smoothed, seen):
            break
        x = x - rate * gradient(x, k)
    return [float(rate) for rate in rates[: len(smoothed)]], smoothed


def growing(low: float, high: float, n: int) -> np.ndarray:
    return np.geomspace(low, high, n)


def tenth_of_the_lowest(rates: list[float], smoothed: list[float]) -> float:
    return rates[int(np.argmin(smoothed))] / 10


def answer(
    loss, gradient, w, low, high, n, grid=growing, pick=tenth_of_the_lowest, **more
) -> dict[str, object]:
    """The right table, with a tenth of the rate at the minimum as suggestion."""
    rates, smoothed = walk(loss, gradient, w, grid(low, high, n), **more)
    found = {"rates": rates, "smoothed": smoothed}
    return found | {"suggestion": pick(rates, smoothed)}


def runs(rng: Generator) -> Iterator[tuple]:
    """Tests that end early and tests that reach the largest rate."""
    yield *parabola(1.0), ONE, 0.01, 0.1, 20
    yield *parabola(4.0), ONE, 0.01, 10.0, 30
    yield *parabola(1.0), ONE, 0.5, 1000.0, 20
    for seed in rng.integers(100, size=2):
        yield *regression(int(seed)), ZEROS, 1e-3, 1.0, 60
        yield *regression(int(seed)), ZEROS, 1e-4, 10.0, inputs.count(rng, 120, 220)


def compared(key: str, call, rng) -> Iterator[tuple]:
    """One list, as far as both go."""
    for given in runs(rng):
        found, wanted = call(*given)[key], answer(*given)[key]
        both = min(len(found), len(wanted)) if len(found) > 5 else len(wanted)
        yield found[:both], wanted[:both]


@finder.property("rates: from low to high in equal factors.", points=1, rtol=1e-9)
def spacing(call, rng):
    yield from compared("rates", call, rng)


@finder.property("smoothed: the running mean of the losses, corrected.", 2, rtol=1e-6)
def means(call, rng):
    yield from compared("smoothed", call, rng)


@finder.property("the first k ≥ 10 with s above 4 times its least must be the last.", 1)
def stops(call, rng):
    for loss, gradient, *given in runs(rng):
        wanted = len(answer(loss, gradient, *given)["rates"])
        loss, gradient = (Function(f.words, f.rule) for f in (loss, gradient))
        found = call(loss, gradient, *given)
        yield len(found["rates"]), wanted
        yield len(found["smoothed"]), wanted, "one smoothed loss for each rate."
        words = "it must not go on after the stop: the loss is read once per update."
        yield loss.calls, such_that(f"{wanted} losses", wanted.__ge__), words


def starts(rng: Generator) -> Iterator[tuple]:
    yield *parabola(1.0), ONE, 0.01, 10.0, 30
    yield *regression(0), np.round(rng.normal(size=FEATURES), 1), 1e-4, 10.0, 150


finder.leaves_arguments_alone(starts, points=1)


def suggested(call, seeds, units: float = 1.0) -> np.ndarray:
    """The suggestion of each seed, in units of 2/L."""
    limit, found = 2 / (rows()[2] * units), []
    for seed in seeds:
        given = ZEROS, 1e-4 / units, 10.0 / units, 200
        found.append(call(*regression(int(seed), units), *given)["suggestion"])
    return np.array(found) / limit


@finder.property("the suggestion must lie between 0.05 and 1 times 2/L.", points=2)
def in_range(call, rng):
    shares = suggested(call, range(SEEDS))
    words = (
        "18 of 20 seeds must suggest a rate between 0.05 and 1 times 2/L; yours go "
        f"from {shares.min():.2g} to {shares.max():.2g} times 2/L."
    )
    good = int(((shares >= 0.05) & (shares <= 1)).sum())
    yield good, such_that("at least 18", lambda got: got >= 18), words
    if good < 18:
        return
    near = such_that("between 0.05 and 1", lambda got: 0.03 <= got <= 1.05)
    for units in (0.01, 50.0):
        share = np.median(suggested(call, rng.integers(SEEDS, size=3), units))
        words = f"with {units:g} times the curvature the rate must follow it."
        yield float(share), near, words
    share = call(*regression(3), ZEROS, 1e-4, 1e8, 300)["suggestion"] * rows()[2] / 2
    words = "with high = 1e8 the rate must be the same: the run has ended long before."
    yield float(share), near, words


@finder.property("300 updates with the suggestion must train: loss below 0.03.", 1)
def trains(call, rng):
    rates = suggested(call, rng.integers(SEEDS, size=6)) * 2 / rows()[2]
    good = int((trained(rates) < 0.03).sum())
    words = "300 updates with the suggested rate must end below 0.03, for 5 of 6 seeds."
    yield good, such_that("at least 5", lambda got: got >= 5), words
