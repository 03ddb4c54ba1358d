"""Lesson 05: E05.5, what larger batches and rates do to the variance at the end."""

from collections.abc import Iterator
from math import ceil, inf, sqrt

from numpy.random import Generator

from gdcourse.checks.kinds import number, several
from gdcourse.checks.task import Task

scaling = Task(
    "E05.5",
    "scaling(lr, a, k)",
    points=6,
    returns=several(number, number, number),
    probes=[(0.1, 1.0, 2), (0.1, 1.0, 16), (0.05, 4.0, 9), (0.1, 1.0, 25)],
    hints=[
        "Use ασ²/(B a(2 − αa)), once with α and B, once with the new ones, and divide.",
        "σ², B and a cancel. What is left of both denominators?",
        "From kαa = 2 on no update shrinks the distance: there is no variance at the "
        "end, and the ratio is math.inf.",
    ],
)


def ratio(lr: float, a: float, batch: float, rate: float) -> float:
    """How the variance changes with batch times as many rows, rate times the rate."""
    if rate * lr * a >= 2 - 1e-12:
        return inf
    return rate / batch * (2 - lr * a) / (2 - rate * lr * a)


def first_break(lr: float, a: float) -> int:
    """The least whole k with k · lr · a ≥ 2."""
    return ceil(2 / (lr * a) - 1e-9)


def right(lr: float, a: float, k: float) -> tuple[float, float, int]:
    """The right answer."""
    root = ratio(lr, a, k, sqrt(k))
    return ratio(lr, a, k, k), root, first_break(lr, a)


def settings(rng: Generator) -> Iterator[tuple[float, float]]:
    """The published lr and a, then others; 2/(lr a) is whole or far from it."""
    yield 0.1, 1.0
    yield 0.125, 1.0
    for odd in rng.choice([9.3, 12.4, 17.4, 30.4], 2, replace=False).tolist():
        a = float(rng.choice([0.5, 2.0, 4.0]))
        yield round(2 / (odd * a), 6), a


@scaling.property("k = 1 changes nothing.", points=0.5)
def nothing(call, rng):
    for lr, a in settings(rng):
        yield call(lr, a, 1)[:2], (1.0, 1.0)


@scaling.property("rate and batch k times as large: the first ratio.", 2, rtol=1e-9)
def linear(call, rng):
    for k in (2, 4, 8, 16):
        yield call(0.1, 1.0, k)[0], right(0.1, 1.0, k)[0]
    for lr, a in settings(rng):
        for k in (2, 3, 8):
            yield call(lr, a, k)[0], right(lr, a, k)[0]


@scaling.property("batch k times, rate √k times as large: the second.", 1.5, rtol=1e-9)
def root(call, rng):
    for lr, a in settings(rng):
        for k in (2, 4, 8, 25):
            yield call(lr, a, k)[1], right(lr, a, k)[1]


@scaling.property("the third is the first k at which the linear rule breaks.", 1)
def limit(call, rng):
    for lr, a in settings(rng):
        yield call(lr, a, 2)[2], first_break(lr, a)
    words = "there the update no longer shrinks anything: the ratio is math.inf."
    for k in (20, 25):
        yield call(0.1, 1.0, k)[0], inf, words


@scaling.property("one row at a time, with a rate to match, is as quiet.", 1, rtol=1e-9)
def small_batches(call, rng):
    words = "1/32 of the batch with 1/32 of the rate: nearly the same variance."
    for lr, a in settings(rng):
        yield call(lr, a, 1 / 32)[0], right(lr, a, 1 / 32)[0], words


@scaling.mutant("α/B stays the same, but 2 − αa does not. What is left of it?")
def calls_it_constant(lr, a, k):
    limit = first_break(lr, a)
    return (inf if k >= limit else 1.0), right(lr, a, k)[1], limit


@scaling.mutant("8192 is where one study stopped. Where does |1 − kαa| reach 1?")
def breaks_where_a_study_stopped(lr, a, k):
    return *right(lr, a, k)[:2], 8192


@scaling.mutant("Only the batch grew in your first ratio. And the rate?")
def forgets_the_rate(lr, a, k):
    return right(lr, a, k)[0] / k, *right(lr, a, k)[1:]


@scaling.mutant("Only the rate grew in your first ratio. And the batch?")
def forgets_the_batch(lr, a, k):
    return right(lr, a, k)[0] * k, *right(lr, a, k)[1:]


@scaling.mutant("The two rules are exchanged: in which does the rate grow more?")
def exchanges_the_rules(lr, a, k):
    linear, root, limit = right(lr, a, k)
    return root, linear, limit


@scaling.mutant("Below 0, a variance? Up to which kαa does the formula hold?")
def goes_on_beyond_the_limit(lr, a, k):
    linear = (2 - lr * a) / (2 - k * lr * a)
    return linear, *right(lr, a, k)[1:]


@scaling.mutant("That is the last k at which it still works. The first that fails?")
def counts_the_last_that_works(lr, a, k):
    return *right(lr, a, k)[:2], first_break(lr, a) - 1


@scaling.mutant("At kαa = 1 an update arrives at once. It breaks later.")
def breaks_at_the_one_step_rate(lr, a, k):
    return *right(lr, a, k)[:2], ceil(1 / (lr * a) - 1e-9)


@scaling.mutant("√k times the rate, but the batch is k times as large, not √k.")
def takes_the_root_of_both(lr, a, k):
    linear, root, limit = right(lr, a, k)
    return linear, root * sqrt(k), limit


@scaling.mutant("1/√k is what α/B does. 2 − αa changes with the root rule, too.")
def forgets_the_denominator_of_the_root(lr, a, k):
    linear, _, limit = right(lr, a, k)
    return linear, 1 / sqrt(k), limit


@scaling.mutant("At kαa = 2 exactly the distance does not shrink. Is that no break?")
def breaks_only_beyond_the_limit(lr, a, k):
    return *right(lr, a, k)[:2], int(2 / (lr * a) + 1e-9) + 1


@scaling.mutant("Those are ratios of standard deviations. Variances were asked.")
def takes_deviations(lr, a, k):
    linear, root, limit = right(lr, a, k)
    return sqrt(linear), sqrt(root), limit


@scaling.mutant("Both are upside down: the new variance over the old one.")
def divides_the_wrong_way(lr, a, k):
    linear, root, limit = right(lr, a, k)
    return 1 / linear, 1 / root, limit
