"""Lesson 05: E05.6, what a target costs: updates, rows and seconds."""

from functools import lru_cache
from math import inf
from time import perf_counter

import numpy as np
from numpy.random import Generator

from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import number, several
from gdcourse.checks.task import Task

Log = list[tuple[float, int, float]]  # loss, rows, seconds of each update
SHORT: Log = [(9, 4, 1), (5, 4, 2), (6, 2, 1), (2, 4, 3)]

bill = Task(
    "E05.6",
    "bill(log, target)",
    points=4,
    returns=several(number, number, number),
    probes=[(SHORT, 5.0), (SHORT, 5.5), (SHORT, 4.0), (SHORT, 1.0), (SHORT, 9.5)],
    hints=[
        "Which column would you pay for?",
        "Walk through the log and add up all three, until the loss is at or below the "
        "target.",
        "The number of rows differs from update to update: the last batch of an epoch "
        "is shorter. After the loop: the target was never met.",
    ],
)


def right(log: Log, target: float) -> tuple[float, float, float]:
    """The right answer."""
    samples, seconds = 0, 0.0
    for updates, (loss, rows, took) in enumerate(log, 1):
        samples, seconds = samples + rows, seconds + took
        if loss <= target:
            return updates, samples, seconds
    return inf, inf, inf


def logs(rng: Generator):
    """The published log with its targets, then random ones that fall and rise."""
    for target in (5.0, 5.5, 4.0, 9.5):
        yield SHORT, target
    for _ in range(5):
        n = int(rng.integers(3, 12))
        losses = np.round(rng.uniform(1, 9, n) + np.arange(n)[::-1], 1).tolist()
        rows = rng.integers(1, 65, n).tolist()
        took = (rng.integers(1, 32, n) / 16).tolist()
        log = list(zip(losses, rows, took, strict=True))
        yield log, losses[int(rng.integers(n))]


@bill.property("it must count the updates to the target.", points=0.5)
def updates(call, rng):
    for log, target in logs(rng):
        yield call(log, target)[0], right(log, target)[0]


@bill.property("it must count the rows that were seen until then.", points=1.5)
def samples(call, rng):
    for log, target in logs(rng):
        yield call(log, target)[1], right(log, target)[1]


@bill.property("it must add up the seconds until then.", points=0.5)
def seconds(call, rng):
    for log, target in logs(rng):
        yield call(log, target)[2], right(log, target)[2]


@bill.property("a target that is not met costs math.inf.", points=1)
def never(call, rng):
    yield call(SHORT, 1.0), (inf, inf, inf)
    for log, _ in logs(rng):
        yield call(log, 0.5), (inf, inf, inf)


@bill.property("measured: the whole set needs 20 times the rows of B = 64.", points=0.5)
def measured(call, rng):
    few, many = measured_log(64), measured_log(ROWS)
    yield (
        call(many, TARGET)[1] / call(few, TARGET)[1],
        such_that("20 or more", lambda times: times >= 20),
    )


ROWS, TARGET = 10_000, 1.05  # loss as a multiple of the least


@lru_cache(maxsize=2)
def measured_log(size: int) -> Log:
    """A regression with 10,000 rows and 20 columns, run with batches of this size."""
    from gdcourse.landscapes import least_squares
    from gdcourse.optimizers import batches

    rng = np.random.default_rng(5)
    X = rng.normal(size=(ROWS, 20)) * np.linspace(1, 3, 20)
    f = least_squares(X, X @ np.ones(20) + rng.normal(size=ROWS))
    lr = 1 / (f.L if size == ROWS else 4 * f.L)
    log, w = [], np.zeros(20)
    for X_B, y_B in batches(X, f.y, size=size, rng=rng, epochs=200):
        start = perf_counter()
        w = w - lr * f.gradient(w, X_B, y_B)
        took = perf_counter() - start
        log.append((float(f.value(w) / f.minimum), len(y_B), took))
        if log[-1][0] <= TARGET:
            break
    return log


@bill.mutant("That is the price of one update. How many did the target need?")
def tells_the_price_of_one_update(log, target):
    updates, samples, seconds = right(log, target)
    return 1, samples / updates, seconds / updates


@bill.mutant("Not every batch has the length of the first one. Add them up.")
def multiplies_by_the_first_batch(log, target):
    updates, _, seconds = right(log, target)
    return updates, updates * log[0][1], seconds


@bill.mutant("You pay until the target is met, not for the rest of the log.")
def pays_the_whole_log(log, target):
    if right(log, target)[0] == inf:
        return right(log, target)
    losses, rows, took = zip(*log, strict=True)
    return len(losses), sum(rows), sum(took)


@bill.mutant("A target that is never met is not met at the end of the log, either.")
def takes_the_end_for_the_target(log, target):
    if right(log, target)[0] < inf:
        return right(log, target)
    _, rows, took = zip(*log, strict=True)
    return len(log), sum(rows), sum(took)


@bill.mutant("The update that meets the target costs something, too.")
def forgets_the_last_update(log, target):
    updates, samples, seconds = right(log, target)
    if updates == inf:
        return inf, inf, inf
    _, rows, took = log[updates - 1]
    return updates - 1, samples - rows, seconds - took


@bill.mutant("A loss of exactly the target has reached it: compare with ≤.")
def wants_to_be_below(log, target):
    return right(log, np.nextafter(target, -inf))


@bill.mutant(
    "It was there before: the first time counts, even if the loss rises again."
)
def waits_until_it_stays(log, target):
    last = max((k for k, row in enumerate(log) if row[0] > target), default=-1)
    if last + 1 == len(log):
        return inf, inf, inf
    _, rows, took = zip(*log[: last + 2], strict=True)
    return last + 2, sum(rows), sum(took)
