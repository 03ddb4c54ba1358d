"""Lesson 06: E06.2, which schedules keep both promises: Σα = ∞ and Σα² < ∞."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks.kinds import boolean, several
from gdcourse.checks.task import Task

SEVEN = {  # constant, 1/k, 1/√k, k^-0.6, e^(-λk), halved, cosine to 0
    ("power", 0.0): (True, False),
    ("power", 1.0): (True, True),
    ("power", 0.5): (True, False),
    ("power", 0.6): (True, True),
    ("exponential", 0.1): (False, True),
    ("step", 0.5): (False, True),
    ("cosine", 100): (False, True),
}

two_sums = Task(
    "E06.2",
    "two_sums(kind, number)",
    points=7,
    returns=several(boolean, boolean),
    probes=[
        *SEVEN,
        ("power", 0.55),
        ("power", 0.3),
        ("power", 1.5),
        ("power", 3.0),
        ("exponential", 0.0),
        ("exponential", 0.01),
        ("step", 1.0),
        ("step", 0.9),
        ("cosine", 10_000),
    ],
    hints=[
        "Compare with an integral: what does ∫ x^(−p) dx do from 1 to ∞? And its "
        "square?",
        "A rate that is 0 from some update on, or a geometric series, has a finite "
        "sum, and then its squares have one, too.",
        "For powers: Σα = ∞ where p ≤ 1, Σα² < ∞ where 2p > 1. For the others ask "
        "first whether the rate falls at all.",
    ],
)


def right(kind: str, number: float) -> tuple[bool, bool]:
    """The right answer."""
    if kind == "power":
        return number <= 1, 2 * number > 1
    stays = (kind, number) in (("exponential", 0), ("step", 1))
    return stays, not stays


@two_sums.property("seven schedules of the lesson.", points=3)
def seven(call, rng):
    for given, wanted in SEVEN.items():
        yield call(*given), wanted


@two_sums.property("powers: both edges, ½ and 1, belong to one side.", points=2)
def powers(call, rng):
    for low, high in ((0.02, 0.48), (0.52, 0.98), (1.02, 3.0)):
        for _ in range(3):
            p = float(np.round(rng.uniform(low, high), 2))
            yield call("power", p), right("power", p)
    for p in (0.51, 0.99, 1.01):
        yield call("power", p), right("power", p)


@two_sums.property("however slowly they fall, and for however long.", points=1)
def slowly(call, rng):
    for given in falling(rng):
        yield call(*given), (False, True)


def falling(rng: Generator) -> Iterator[tuple]:
    """Rates whose sum is finite."""
    for exponent in (1, 2, 3):
        small = float(np.round(rng.uniform(0.2, 0.9), 1)) / 10**exponent
        yield "exponential", round(small, 6)
        yield "step", round(1 - small, 6)
        yield "cosine", int(rng.integers(2, 10) * 10**exponent)


@two_sums.property("a rate that never changes is the constant in disguise.", points=1)
def disguised(call, rng):
    for given in (("exponential", 0.0), ("step", 1.0)):
        yield call(*given), (True, False)


@two_sums.mutant("To tend to 0 is not enough. How far can e^(−λk) walk altogether?")
def believes_in_every_decrease(kind, number):
    falls = number > 0 if kind in ("power", "exponential") else number != 1
    return True, falls


@two_sums.mutant("At p = ½ the squares are 1/k. Does their sum end?")
def keeps_both_at_one_half(kind, number):
    ends, squares = right(kind, number)
    return ends, squares or (kind, number) == ("power", 0.5)


@two_sums.mutant("Does the harmonic series Σ 1/k end? Its integral is ln k.")
def ends_the_harmonic_series(kind, number):
    way, squares = right(kind, number)
    return way and (kind, number) != ("power", 1.0), squares


@two_sums.mutant("1/k^1.5 falls so fast that the whole way is finite.")
def goes_on_beyond_one(kind, number):
    way, squares = right(kind, number)
    return way or kind == "power", squares


@two_sums.mutant("λ = 0 and a factor of 1: these rates do not fall at all.")
def trusts_the_name(kind, number):
    return right(kind, number) if kind == "power" else (False, True)


@two_sums.mutant("The two answers are exchanged: first Σα = ∞, then Σα² < ∞.")
def exchanges_the_promises(kind, number):
    return right(kind, number)[::-1]


@two_sums.mutant("The second asks whether Σα² is finite, not whether it grows.")
def tells_whether_squares_grow(kind, number):
    way, squares = right(kind, number)
    return way, not squares


@two_sums.mutant("After its last update the cosine stays at 0: what does it add?")
def lets_the_cosine_go_on(kind, number):
    return (True, False) if kind == "cosine" else right(kind, number)


@two_sums.mutant("Each stair is as long as the others, but lower: a geometric series.")
def lets_the_stairs_go_on(kind, number):
    return (True, number < 1) if kind == "step" else right(kind, number)


@two_sums.mutant("A small λ walks farther, but not for ever: α₀/(1 − e^(−λ)).")
def lets_slow_decay_go_on(kind, number):
    if kind == "exponential" and number < 0.05:
        return True, number > 0
    return right(kind, number)
