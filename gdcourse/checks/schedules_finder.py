"""Lesson 10: E10.5, one run with growing rates, and a rate that can be trusted."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import number, numbers, table
from gdcourse.checks.task import Task

ROWS, FEATURES, BATCH, SEEDS, KEEP, WAIT, EXPLODE = 1000, 20, 64, 20, 0.95, 10, 4.0


@lru_cache(maxsize=1)
def rows() -> tuple[np.ndarray, np.ndarray, float]:
    """1,000 rows of 20 features of sizes 1 to 0.1, noisy targets, and L."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((ROWS, FEATURES)) * np.geomspace(1, 0.1, FEATURES)
    y = X @ rng.standard_normal(FEATURES) + 0.1 * rng.standard_normal(ROWS)
    return X, y, float(np.linalg.eigvalsh(X.T @ X / ROWS)[-1])


@lru_cache(maxsize=24)
def regression(seed: int, units: float = 1.0) -> tuple[Function, Function]:
    """Loss and gradient of batch k of this seed; units multiplies the curvature."""
    X, y, _ = rows()
    X, rng = X * units**0.5, np.random.default_rng(seed)
    drawn = rng.integers(ROWS, size=(300, BATCH))

    def loss(w, k):
        i = drawn[k]
        return float(((X[i] @ w - y[i]) ** 2).mean() / 2)

    def gradient(w, k):
        part = X[drawn[k]]
        return (part @ w - y[drawn[k]]) @ part / BATCH

    words = f"seed {seed}"
    return Function(f"loss of {words}", loss), Function(
        f"gradient of {words}", gradient
    )


def parabola(h: float) -> tuple[Function, Function]:
    """½hw², the same for every k."""
    words = f"{h / 2:g}w²"
    value = Function(words, lambda w, k: float(h * w[0] ** 2 / 2))
    return value, Function(f"({words})'", lambda w, k: h * w)


ONE, ZEROS = np.ones(1), np.zeros(FEATURES)

finder = Task(
    "E10.5",
    "find_rate(loss, gradient, w, low, high, n)",
    points=8,
    returns=table(rates=numbers, smoothed=numbers, suggestion=number),
    seconds=4.0,
    probes=[
        (*parabola(1.0), ONE, 0.01, 10.0, 40),
        (*regression(0), ZEROS, 1e-4, 10.0, 200),
        (*regression(3), ZEROS, 1e-4, 1e8, 300),
    ],
    hints=[
        "Equal factors between neighbors: np.geomspace(low, high, n).",
        "Smoothing: mean = 0.95 mean + 0.05 loss, from 0; s = mean/(1 − 0.95ᵏ⁺¹).",
        "Which point of the curve is stable across seeds? Plot three curves: where "
        "they fall fastest, and where they are lowest.",
        "At the lowest point the rate is already too large; what is unstable there "
        "needs some updates to grow. So divide.",
    ],
)


def walk(loss, gradient, w, rates, stops=True, mean_of=KEEP, unbias=True):
    """Rates that were used and smoothed losses."""
    x, mean, smoothed = np.array(w, dtype=float), 0.0, []
    for k, rate in enumerate(rates):
        mean = mean_of * mean + (1 - mean_of) * loss(x, k)
        smoothed.append(mean / (1 - mean_of ** (k + 1)) if unbias else mean)
        if stops and k >= WAIT and not smoothed[-1] <= EXPLODE * min(smoothed):
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
    for seed in rng.integers(100, size=2):
        yield *regression(int(seed)), ZEROS, 1e-3, 1.0, 60
        yield *regression(int(seed)), ZEROS, 1e-4, 10.0, inputs.count(rng, 120, 220)


def compared(key: str, call, rng) -> Iterator[tuple]:
    """One list, as far as both go."""
    for given in runs(rng):
        found, wanted = call(*given)[key], answer(*given)[key]
        both = min(len(found), len(wanted)) if len(found) > WAIT else len(wanted)
        yield found[:both], wanted[:both]


@finder.property("rates: from low to high in equal factors.", points=1, rtol=1e-9)
def spacing(call, rng):
    yield from compared("rates", call, rng)


@finder.property("smoothed: the running mean of the losses, corrected.", 2, rtol=1e-6)
def means(call, rng):
    yield from compared("smoothed", call, rng)


@finder.property("it must stop when the smoothed loss is above 4 times its least.", 1)
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
    words = "18 of 20 seeds must suggest a rate between 0.05 and 1 times 2/L."
    shares = suggested(call, range(SEEDS))
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


def trained(rates: np.ndarray) -> np.ndarray:
    """The whole loss after 300 updates from 0, one column per rate."""
    X, y, _ = rows()
    w, rng = np.zeros((FEATURES, len(rates))), np.random.default_rng(1)
    with np.errstate(all="ignore"):
        for _ in range(300):
            i = rng.integers(ROWS, size=BATCH)
            w = w - rates * (X[i].T @ (X[i] @ w - y[i][:, None])) / BATCH
        return ((X @ w - y[:, None]) ** 2).mean(0) / 2
