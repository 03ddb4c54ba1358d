"""Lesson 10: E10.3, one schedule after another, each with its own time."""

import math
from collections.abc import Iterator

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import numbers, table
from gdcourse.checks.task import Task


def warm(lr: float, n: int, first: float = 0.01) -> Function:
    """torch's LinearLR: from first · lr to lr in n updates."""

    def rate(k):
        return lr * (first + (1 - first) * min(k, n) / n)

    return Function(f"warmup to {lr:g} in {n}", rate)


def half_wave(lr: float, T: int) -> Function:
    """A cosine from lr to 0, clamped."""

    def rate(k):
        return lr * (1 + math.cos(math.pi * min(k, T) / T)) / 2

    return Function(f"cosine from {lr:g} in {T}", rate)


def flat(lr: float) -> Function:
    return Function(f"constant {lr:g}", lambda k: lr)


def line(lr: float, T: int) -> Function:
    return Function(f"from {lr:g} to 0 in {T}", lambda k: lr * (1 - min(k, T) / T))


TORCH = ([warm(0.1, 5), half_wave(0.1, 95)], [5])  # the SequentialLR of a guide
EIGHT = (0.001, 0.0208, 0.0406, 0.0604, 0.0802, 0.1, 0.09997266, 0.09989068)
RISE = ([flat(0.1), line(0.5, 3), flat(0.2)], [2, 4])
THREE = ([warm(0.4, 3), flat(0.4), line(0.2, 4)], [3, 8])

glue = Task(
    "E10.3",
    "glue(parts, milestones, n)",
    points=6,
    returns=table(rates=numbers, jumps=numbers),
    probes=[(*TORCH, 9), (*THREE, 14), (*RISE, 8), ([flat(0.3)], [], 3)],
    hints=[
        "Which part is on duty at k = m? The new one, and its own time is 0 there.",
        "The number of milestones that are ≤ k is the place of the part on duty.",
        "A jump compares two rates at the same k = m: that of the new part and that "
        "which the old part would have had, each in its own time.",
    ],
)


def rates_of(
    parts, milestones, n, place=lambda k, m: k >= m, local=lambda k, begun: k - begun
) -> list[float]:
    """The first n rates."""
    starts, found = [0, *milestones], []
    for k in range(n):
        i = sum(place(k, m) for m in milestones)
        found.append(parts[i](local(k, starts[i])))
    return found


def jumps_of(parts, milestones, lag: int = 0) -> list[float]:
    """New minus old rate at each milestone."""
    starts, found = [0, *milestones], []
    for i, m in enumerate(milestones):
        found.append(parts[i + 1](0) - parts[i](m - lag - starts[i]))
    return found


def answer(parts, milestones, n) -> dict[str, list[float]]:
    """The right lists."""
    return {
        "rates": rates_of(parts, milestones, n),
        "jumps": jumps_of(parts, milestones),
    }


def plans(rng: Generator) -> Iterator[tuple]:
    """Parts, milestones and n: two fixed ones, then fresh ones."""
    yield (*THREE, 14)
    yield (*RISE, 8)
    for _ in range(4):
        lr, W, S, D = inputs.rate(rng), *(inputs.count(rng, 2, 9) for _ in range(3))
        last = lr * float(rng.choice([0.5, 1.0, 2.0]))
        fall = (line if rng.random() < 0.5 else half_wave)(last, D)
        yield [warm(lr, W, 0.1), flat(lr), fall], [W, W + S], W + S + D + 3


@glue.property("one part and no milestone: its rates, and no jumps.", points=1)
def alone(call, rng):
    for _ in range(3):
        given = [line(inputs.rate(rng), 5)], [], inputs.count(rng, 2, 8)
        yield call(*given), answer(*given)


@glue.property("warmup 5, cosine 95: torch's list, 0.1 at k = 5.", 2, rtol=1e-6)
def like_torch(call, rng):
    yield call(*TORCH, 8)["rates"], list(EIGHT)
    rates = call(*TORCH, 101)["rates"]
    words = "the rate must move by at most one step of the warmup: no jump at k = 5."
    steady = such_that("no step above 0.0199", lambda got: max(steps(got)) <= 0.0199)
    yield rates, steady, words
    yield rates, answer(*TORCH, 101)["rates"]


def steps(rates: list[float]) -> list[float]:
    return [abs(b - a) for a, b in zip(rates, rates[1:], strict=False)] or [0.0]


@glue.property("three parts: each begins at its milestone, with its own k = 0.", 2)
def three_parts(call, rng):
    for given in plans(rng):
        yield call(*given)["rates"], answer(*given)["rates"]


@glue.property("jumps: new minus old rate at each milestone.", points=1)
def jumped(call, rng):
    for given in plans(rng):
        yield call(*given)["jumps"], answer(*given)["jumps"]
