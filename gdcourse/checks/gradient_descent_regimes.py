"""Lesson 02: E02.2, the six regimes of gradient descent on a parabola."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks.kinds import text
from gdcourse.checks.task import Task

# Here 1/a, 2/a and the products lr · a have no rounding error.
EXACT = (0.5, 1.0, 2.0, 4.0, 8.0)

six_regimes = Task(
    "E02.2",
    "classify(a, lr)",
    points=6,
    returns=text,
    probes=[(2.0, lr) for lr in (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.75, 2.0, 3.0, 4.5)],
    hints=[
        "Sign and size of 1 − lr·a decide.",
        "A negative factor changes the sides; a factor smaller than 1 in size comes "
        "closer. Which names need which of the two?",
        "Three of the six are single points: the factor is exactly 1, 0 or −1.",
    ],
)


def regime(a: float, lr: float) -> str:
    """The right name."""
    factor = 1 - lr * a
    names = {1: "still", 0: "one-step", -1: "oscillates"}
    if factor in names:
        return names[factor]
    if factor > 0:
        return "monotone"
    return "alternating" if factor > -1 else "diverges"


def settings(rng: Generator, low: float, high: float) -> Iterator[tuple[float, float]]:
    """Curvatures with rates between low/a and high/a, none close to an edge."""
    for product in rng.uniform(low + 0.03, high - 0.03, 13):
        a = float(np.round(rng.uniform(0.3, 20), 1))
        yield a, float(f"{product / a:.4g}")


@six_regimes.property("below 1/a the points come from one side: monotone.", points=1)
def from_one_side(call, rng):
    yield call(2.0, 0.25), "monotone"
    for a, lr in settings(rng, 0, 1):
        yield call(a, lr), "monotone"


@six_regimes.property("between 1/a and 2/a they cross and come closer.", points=2)
def from_both_sides(call, rng):
    yield call(2.0, 0.75), "alternating"
    for a, lr in settings(rng, 1, 2):
        yield call(a, lr), "alternating"


@six_regimes.property("above 2/a they cross and go farther away.", points=1)
def away(call, rng):
    yield call(2.0, 1.25), "diverges"
    for a, lr in settings(rng, 2, 9):
        yield call(a, lr), "diverges"


@six_regimes.property("lr = 0, 1/a and 2/a are regimes of their own.", points=2)
def edges(call, rng):
    for a in (2.0, float(rng.choice(EXACT)), float(rng.choice(EXACT))):
        yield call(a, 0.0), "still", "with lr = 0 nothing moves: still."
        yield call(a, 1 / a), "one-step", "lr = 1/a is a regime of its own."
        yield call(a, 2 / a), "oscillates", "lr = 2/a is a regime of its own."


@six_regimes.mutant("Try lr = 1.5/a on paper: does the path stay on one side?")
def four_names(a, lr):
    return {"alternating": "monotone", "one-step": "monotone"}.get(
        regime(a, lr), regime(a, lr)
    )


@six_regimes.mutant("At lr = 2/a the factor is −1. Do the points come any closer?")
def edge_still_converges(a, lr):
    return "alternating" if lr * a == 2 else regime(a, lr)


@six_regimes.mutant("At lr = 2/a the factor is −1. Do the points go any farther away?")
def edge_already_diverges(a, lr):
    return "diverges" if lr * a == 2 else regime(a, lr)


@six_regimes.mutant("1/a is not the end: with lr = 1.5/a, is |1 − lr·a| above 1?")
def diverges_beyond_one_over_a(a, lr):
    return "diverges" if lr * a > 1 else regime(a, lr)


@six_regimes.mutant("You compare lr with fixed numbers. What if a is 10?")
def forgets_the_curvature(a, lr):
    return regime(1.0, lr)


@six_regimes.mutant("f(x) = ½ax² has the slope ax, not 2ax.")
def forgets_the_half(a, lr):
    return regime(2 * a, lr)


@six_regimes.mutant("At lr = 0 the factor is 1. Do the points come any closer?")
def misses_the_stillness(a, lr):
    return "monotone" if lr == 0 else regime(a, lr)


@six_regimes.mutant("No point is left out: lr = 1/a arrives at once. It has a name.")
def misses_the_one_step(a, lr):
    return "monotone" if lr * a == 1 else regime(a, lr)
