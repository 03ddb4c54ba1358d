"""Lesson 08: E08.4, convex losses on which Adam ends at the worst point."""

from collections.abc import Iterator
from functools import lru_cache

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import number, table
from gdcourse.checks.task import Task

METHODS = ("adam", "amsgrad", "descent")

game = Task(
    "E08.4",
    "reddi(C, n, late)",
    points=8,
    returns=table(best=number, **dict.fromkeys(METHODS, number)),
    seconds=4.0,
    probes=[(3.0, 40, 5), (1.5, 30, 3), (4.0, 90, 30)],
    hints=[
        "Which gradient is remembered for how long? Follow v through three rounds.",
        "“best”: add the three losses of a period: (C − 2)x. Where on [−1, 1] is that "
        "smallest?",
        "Per round: g, then v (and its largest for AMSGrad), then the step with "
        "0.1/√t, then the cut at ±1. Collect the point after the cut.",
    ],
)


def cut(x: float) -> float:
    return min(1.0, max(-1.0, x))


def falling(t: int) -> float:
    return 0.1 / t**0.5


def root(square: float, left: float) -> float:
    return square**0.5


def play(
    method, C, n, late, rate=falling, cut=cut, beta2=None, kept=max, shift=1, under=root
):
    """The mean of the last points of one method."""
    beta2 = 1 / (1 + C * C) if beta2 is None else beta2
    x = v = most = total = 0.0
    for t in range(1, n + 1):
        g = C if t % 3 == shift else -1.0
        old, v = v, beta2 * v + (1 - beta2) * g * g
        most = kept(old, v) if kept is not max else max(most, v)
        square = {"adam": v, "amsgrad": most}.get(method, 1.0)
        divisor = under(square, 1 - beta2**t)
        x = cut(x - rate(t) * g / divisor)
        total += x if t > n - late else 0.0
    return total / late


def table_of(C: float, n: int, late: int, **changed) -> dict[str, float]:
    """All entries; what is changed in the play is given by name."""
    best = -1.0 if C > 2 else 1.0
    return {"best": best} | {m: play(m, C, n, late, **changed) for m in METHODS}


@lru_cache(maxsize=60)
def right(C: float, n: int, late: int) -> dict[str, float]:
    return table_of(C, n, late)


def rounds(rng: Generator) -> Iterator[tuple[float, int, int]]:
    """C, the number of rounds and how many count: the published ones first."""
    yield 3.0, 1, 1
    yield 3.0, 4, 2
    yield 3.0, 3000, 300
    yield 1.5, 3000, 300
    for _ in range(3):
        C = inputs.number(rng, 2.2, 9.0) if rng.random() < 0.7 else 1.2
        yield C, inputs.count(rng, 20, 900), inputs.count(rng, 1, 15)


def compared(key: str, call, rng) -> Iterator[tuple]:
    for given in rounds(rng):
        yield call(*given)[key], right(*given)[key]


@game.property("best: the point of [−1, 1] with the lowest sum of losses.", points=1)
def best(call, rng):
    yield from compared("best", call, rng)


@game.property("descent: the mean of the late points, cut off at ±1.", 1, rtol=1e-9)
def descent(call, rng):
    yield from compared("descent", call, rng)


@game.property("adam: the same for Adam, which divides by √v.", points=2, rtol=1e-9)
def adam(call, rng):
    yield from compared("adam", call, rng)


@game.property("amsgrad: the same, divided by √ of the largest v so far.", 2, 1e-9)
def amsgrad(call, rng):
    yield from compared("amsgrad", call, rng)


@game.property("C = 3, 30,000 rounds: who ends where?", points=2)
def verdict(call, rng):
    found = call(3.0, 30_000, 1000)
    words = "Adam must end above 0.99, at the worst point."
    yield found["adam"], such_that("above 0.99", lambda got: got > 0.99), words
    for key in ("amsgrad", "descent"):
        words = f"{key} must end below −0.99, at the best point."
        yield found[key], such_that("below −0.99", lambda got: got < -0.99), words


def last_two(old: float, new: float) -> float:
    return max(old, new)


@game.mutant("A point left [−1, 1]: after each step it is cut off at ±1.")
def never_cuts(C, n, late):
    return table_of(C, n, late, cut=lambda x: x)


@game.mutant("The rate is 0.1/√t, with t the round. Yours stays constant.")
def keeps_the_rate(C, n, late):
    return table_of(C, n, late, rate=lambda t: 0.1)


@game.mutant("The rate falls like 1/√t, with a root.")
def lets_the_rate_fall_too_fast(C, n, late):
    return table_of(C, n, late, rate=lambda t: 0.1 / t)


@game.mutant("Is −1 always best? With C < 2 the sum of the losses falls to the right.")
def calls_minus_one_best(C, n, late):
    return right(C, n, late) | {"best": -1.0}


@game.mutant("+1 is where Adam ends. Where is the sum of the losses smallest?")
def believes_adam(C, n, late):
    return right(C, n, late) | {"best": 1.0 if C > 2 else -1.0}


@game.mutant("You play with another C. β₂ = 1/(1 + C²) depends on it, too.")
def plays_with_two(C, n, late):
    return table_of(2.0, n, late) | {"best": right(C, n, late)["best"]}


@game.mutant("AMSGrad divides by the largest v of all rounds, not of the last two.")
def remembers_two_rounds(C, n, late):
    return right(C, n, late) | {"amsgrad": play("amsgrad", C, n, late, kept=last_two)}


@game.mutant("Your AMSGrad is Adam: it must remember the largest v.")
def forgets_the_largest(C, n, late):
    found = right(C, n, late)
    return found | {"amsgrad": found["adam"]}


@game.mutant("β₂ is 1/(1 + C²) here, a very short memory. 0.999 hides the effect.")
def remembers_long(C, n, late):
    return table_of(C, n, late, beta2=0.999)


@game.mutant("β₂ = 1/(1 + C²) weighs the old v, 1 − β₂ the new g².")
def weighs_the_wrong_way(C, n, late):
    return table_of(C, n, late, beta2=1 - 1 / (1 + C * C))


@game.mutant(
    "The large gradient comes in rounds 1, 4, 7, …: t % 3 == 1, from t = 1 on."
)
def begins_with_the_small_ones(C, n, late):
    return table_of(C, n, late, shift=0)


@game.mutant("That is where the run ends. Take the mean of the last points.")
def reads_the_last_point(C, n, late):
    found = table_of(C, n, 1)
    return found | {"best": right(C, n, late)["best"]}


@game.mutant("That is the mean of all points. The first ones still remember the start.")
def averages_all(C, n, late):
    return table_of(C, n, n)


@game.mutant("You divide by v. The step divides by its root.")
def forgets_the_root(C, n, late):
    found = play("adam", C, n, late, under=lambda square, left: square)
    return right(C, n, late) | {"adam": found}


@game.mutant("v is used as it is here: these losses come without bias correction.")
def corrects_the_bias(C, n, late):
    found = table_of(C, n, late, under=lambda square, left: (square / left) ** 0.5)
    return found | {"descent": right(C, n, late)["descent"]}
