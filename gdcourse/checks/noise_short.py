"""Lesson 06: E06.3, where descent ends if its rates shrink too fast."""

from collections.abc import Iterator
from math import exp, log

from numpy.random import Generator

from gdcourse.checks.inputs import number as drawn
from gdcourse.checks.kinds import number
from gdcourse.checks.task import Task

PUBLISHED = {0.1: 0.3397, 0.05: 0.1218}

stops_at = Task(
    "E06.3",
    "stops_at(a, lr, decay, x0)",
    points=6,
    returns=number,
    probes=[
        (1.0, 0.1, 0.1, 1.0),
        (2.0, 0.1, 0.05, 3.0),
        (1.0, 1.2, 0.3, -2.0),
        (1.0, 0.5, 0.004, 1e4),
        (1.0, 0.05, 0.004, 1.0),
    ],
    hints=[
        "Take the log of the product. Can its sum reach −∞?",
        "Each update multiplies x by 1 − a α₀ e^(−λk). Which k is the first?",
        "Multiply until a factor no longer differs from 1: while lr > 1e-12, then lr "
        "becomes lr · e^(−λ).",
    ],
)


def right(a, lr, decay, x0) -> float:
    """x0 Π (1 − aα₀e^(−λk)) over k = 0, 1, 2, …"""
    x, k = float(x0), 0
    while a * lr * exp(-decay * k) > 1e-15:
        x, k = x * (1 - a * lr * exp(-decay * k)), k + 1
    return x


@stops_at.property("a = 1, α₀ = 0.1, x₀ = 1: 0.3397 for λ = 0.1.", 3, rtol=1e-4)
def published(call, rng):
    words = "x must end at {} for λ = {}."
    for decay, wanted in PUBLISHED.items():
        exact = right(1.0, 0.1, decay, 1.0)
        yield call(1.0, 0.1, decay, 1.0), exact, words.format(wanted, decay)
    for decay in (round(rng.uniform(0.2, 0.9), 1), 0.0513):
        yield call(1.0, 0.1, decay, 1.0), right(1.0, 0.1, decay, 1.0)


@stops_at.property("any curvature a, any start x₀.", points=1, rtol=1e-4)
def other_bowls(call, rng):
    for given in settings(rng):
        yield call(*given), right(*given)


def settings(rng: Generator) -> Iterator[tuple]:
    """a, α₀, λ and x₀ with aα₀ below 1."""
    for a in (0.5, 2.0, 4.0):
        lr = round(rng.uniform(0.1, 0.8) / a, 3)
        yield a, lr, round(rng.uniform(0.05, 0.9), 2), drawn(rng) or 1.0


@stops_at.property("a slow decay takes many updates.", points=1, rtol=1e-4)
def slow(call, rng):
    for decay in (0.01, 0.002, round(rng.uniform(0.003, 0.009), 4)):
        given = 1.0, round(3 * decay, 4), decay, 100.0
        yield call(*given), right(*given)


@stops_at.property("a factor below 0 turns the sign of x.", points=1, rtol=1e-4)
def beyond_one(call, rng):
    for reach in (1.3, 1.9, round(rng.uniform(2.3, 3.0), 1)):
        given = 1.0, reach, 0.4, 1.0
        yield call(*given), right(*given)
    words = "at aα₀ = 1 the first update arrives, and x stays at 0."
    yield call(2.0, 0.5, 0.3, 7.0), 0.0, words


@stops_at.mutant("All rates together are finite here. Who says that x can reach 0?")
def arrives(a, lr, decay, x0):
    return 0.0


@stops_at.mutant(
    "That is the path in continuous time. Updates are 1 − αa, not e^(−αa)."
)
def solves_the_flow(a, lr, decay, x0):
    return x0 * exp(-a * lr / decay)


@stops_at.mutant("The sum of the rates is right; but 1 − αa is less than e^(−αa).")
def takes_the_exponential_of_the_sum(a, lr, decay, x0):
    return x0 * exp(-a * lr / (1 - exp(-decay)))


@stops_at.mutant("The first update has k = 0, and the whole first rate.")
def begins_at_one(a, lr, decay, x0):
    return right(a, lr * exp(-decay), decay, x0)


@stops_at.mutant("The gradient of ½ax² is ax. Where is a?")
def forgets_the_curvature(a, lr, decay, x0):
    return right(1.0, lr, decay, x0)


@stops_at.mutant("Which part of x0 is left, you say. Where is x?")
def tells_the_part_that_is_left(a, lr, decay, x0):
    return right(a, lr, decay, 1.0)


@stops_at.mutant("That is how far x has come. Where does it stand?")
def tells_how_far_it_came(a, lr, decay, x0):
    return x0 - right(a, lr, decay, x0)


@stops_at.mutant("A rate of α₀(1 − λ)ᵏ is another schedule: e^(−λ) > 1 − λ.")
def decays_by_a_straight_line(a, lr, decay, x0):
    return right(a, lr, -log(1 - decay), x0)


@stops_at.mutant("1/(1 + λk) has no end of its way. Here the rate is α₀e^(−λk).")
def decays_by_time(a, lr, decay, x0):
    x = float(x0)
    for k in range(5_000):
        x *= 1 - a * lr / (1 + decay * k)
    return x


@stops_at.mutant("After 100 updates a slow decay has not ended. Ask the rate, not k.")
def stops_after_a_hundred(a, lr, decay, x0):
    x = float(x0)
    for k in range(100):
        x *= 1 - a * lr * exp(-decay * k)
    return x


@stops_at.mutant("A factor below 0 has no log. Multiply, or keep the sign apart.")
def adds_logs(a, lr, decay, x0):
    if a * lr > 1:
        return float("nan")
    return right(a, lr, decay, x0)


@stops_at.mutant("Where did the sign go? Above aα = 1 x changes its side.")
def loses_the_sign(a, lr, decay, x0):
    return abs(right(a, lr, decay, 1.0)) * x0
