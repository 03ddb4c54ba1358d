"""Lesson 05: E05.2, mean and variance of a batch's gradient, over all batches."""

from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement, product

import numpy as np
from numpy.random import Generator

from gdcourse.checks.inputs import number as tenths
from gdcourse.checks.kinds import number, several
from gdcourse.checks.task import Task

statistics = Task(
    "E05.2",
    "batch_statistics(g, size, replace)",
    points=8,
    returns=several(number, number),
    probes=[
        (np.array([1.0, 2.0, 6.0]), 2, True),
        (np.array([1.0, 2.0, 6.0]), 2, False),
        (np.array([1.0, -2.0, 6.0, 5.0]), 3, True),
        (np.array([1.0, -2.0, 6.0, 5.0]), 3, False),
        (np.array([4.0, 0.0]), 1, False),
    ],
    hints=[
        "Enumerate all C(n, B) batches, and compare with σ²/B.",
        "itertools: combinations(g, size) has every batch without replacement once; "
        "product(g, repeat=size) has every sequence of draws once.",
        "The mean of each batch; then the mean of these means, and the mean of their "
        "squared distances from the full gradient.",
    ],
)


def batches_of(g: np.ndarray, size: int, replace: bool) -> np.ndarray:
    """Every batch that can be drawn, each as often as the others: (batches, size)."""
    drawn = product(g, repeat=size) if replace else combinations(g, size)
    return np.array(list(drawn))


def right(g: np.ndarray, size: int, replace: bool) -> tuple[float, float]:
    """The closed forms, which the enumeration must meet."""
    variance = np.var(g) / size
    if not replace and len(g) > 1:
        variance *= (len(g) - size) / (len(g) - 1)
    return float(np.mean(g)), float(variance)


def samples(rng: Generator, replace: bool) -> Iterator[tuple]:
    """The published three, then up to eight, with every size that is quick."""
    yield np.array([1.0, 2.0, 6.0]), 2, replace
    for n in (2, 3, 4, 5, 8):
        g = np.array([tenths(rng) for _ in range(n)]) + np.arange(n) * 3.0
        most = n if n <= 5 and not replace else 4  # every sequence of draws is quick
        for size in range(1, min(n, most) + 1):
            yield g, size, replace


@statistics.property("the mean over all batches must be the full gradient.", points=2)
def unbiased(call, rng):
    for replace in (False, True):
        for g, size, _ in samples(rng, replace):
            yield call(g, size, replace)[0], np.mean(g)


@statistics.property("one row at a time: the variance must be σ².", points=1)
def single_rows(call, rng):
    for replace in (False, True):
        yield call(np.array([4.0, 0.0]), 1, replace)[1], 4.0
        for g, size, _ in samples(rng, replace):
            if size == 1:
                yield call(g, 1, replace)[1], np.var(g)


@statistics.property("all rows, without replacement: nothing is left to chance.", 1)
def whole_set(call, rng):
    for g, size, _ in samples(rng, False):
        if size == len(g):
            yield call(g, size, False)[1], 0.0


@statistics.property("with replacement the variance must be σ²/B.", points=2)
def with_replacement(call, rng):
    for given in samples(rng, True):
        yield call(*given)[1], right(*given)[1]


@statistics.property("without replacement it must be σ²/B · (n − B)/(n − 1).", points=2)
def without_replacement(call, rng):
    for given in samples(rng, False):
        yield call(*given)[1], right(*given)[1]


def moments(values: np.ndarray, center: float) -> tuple[float, float]:
    """The mean, and the mean squared distance from the center."""
    return float(values.mean()), float(((values - center) ** 2).mean())


@statistics.mutant("A batch of all rows gives n times the gradient. Sum or mean?")
def sums_in_place_of_means(g, size, replace):
    return moments(batches_of(g, size, replace).sum(axis=1), g.mean())


@statistics.mutant("Your mean is B times too large. Sum or mean?")
def sums_and_measures_from_their_mean(g, size, replace):
    sums = batches_of(g, size, replace).sum(axis=1)
    return moments(sums, sums.mean())


@statistics.mutant("You have all batches, not a sample of them: divide by how many?")
def divides_by_one_less(g, size, replace):
    means = batches_of(g, size, replace).mean(axis=1)
    count = len(means)
    mean, variance = moments(means, g.mean())
    return mean, variance * count / (count - 1) if count > 1 else 0.0


@statistics.mutant("σ² is the mean over n rows. Does your σ² divide by n − 1?")
def takes_the_variance_of_a_sample(g, size, replace):
    mean, variance = right(g, size, replace)
    return mean, variance * len(g) / (len(g) - 1)


@statistics.mutant("The two cases are exchanged: which of them can draw a row twice?")
def exchanges_the_cases(g, size, replace):
    return right(g, size, not replace)


@statistics.mutant("A factor is missing: draw all n rows. What can still vary?")
def never_corrects(g, size, replace):
    return right(g, size, True)


@statistics.mutant("The correction belongs to one of the two cases only.")
def always_corrects(g, size, replace):
    return right(g, size, False)


@statistics.mutant("That is the standard deviation: its square was asked.")
def takes_the_root(g, size, replace):
    mean, variance = right(g, size, replace)
    return mean, variance**0.5


@statistics.mutant(
    "(1, 2) and (2, 1) are two draws, (1, 1) is one. Does your list know?"
)
def forgets_the_order_of_draws(g, size, replace):
    if not replace:
        return right(g, size, replace)
    drawn = np.array(list(combinations_with_replacement(g, size)))
    return moments(drawn.mean(axis=1), g.mean())


@statistics.mutant(
    "You squared the gradient. Its distance from the full gradient was asked."
)
def measures_from_zero(g, size, replace):
    return moments(batches_of(g, size, replace).mean(axis=1), 0.0)
