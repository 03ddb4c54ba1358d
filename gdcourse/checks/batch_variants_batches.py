"""Lesson 05: E05.1, batches that see every row once and keep pairs together."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from gdcourse.checks.batch_variants_pairs import batch_list
from gdcourse.checks.comparison import such_that
from gdcourse.checks.task import Task

batches = Task(
    "E05.1",
    "batches(X, y, size, seed, epochs)",
    points=8,
    returns=batch_list,
    probes=[],  # below: they need rows with a number
    hints=[
        "Give every row an ID and print the order of two epochs.",
        "Shuffle an index, not the data: rng.permutation(n). Use it for X and for y.",
        "One generator before the loop over epochs; a new order inside it; then cut "
        "the order into pieces with range(0, n, size).",
    ],
)


def rows(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Row i is (i), and its target is 10 i: a row that anyone would know again."""
    return np.arange(n)[:, None], 10 * np.arange(n)


batches.probes += [(*rows(7), 3, 1, 2), (*rows(12), 4, 5, 3), (*rows(4), 9, 2, 2)]


def trials(rng: Generator) -> Iterator[tuple[int, int, int]]:
    """The published case, then other numbers of rows, sizes and seeds."""
    yield 5, 2, 0
    for n, size in ((1, 1), (6, 3), (4, 9), (7, 1), (7, 5), (11, 4)):
        yield n, size, int(rng.integers(1000))
    n = int(rng.integers(20, 60))
    yield n, int(rng.integers(2, n)), int(rng.integers(1000))


def visited(found: list, n: int, epochs: int) -> list[list[int]]:
    """The targets in the order of the visits, cut into epochs of n."""
    seen = [int(target) for _, y in found for target in y]
    return [seen[k * n : (k + 1) * n] for k in range(epochs)]


@batches.property("an epoch must show every row exactly once.", points=2)
def every_row_once(call, rng):
    for n, size, seed in trials(rng):
        X, y = rows(n)
        for epochs in (1, 3):
            found = call(X, y, size, seed, epochs)
            words = "rows must not be lost or added: count them over all batches."
            yield sum(len(y_B) for _, y_B in found), epochs * n, words
            for epoch in visited(found, n, epochs):
                yield sorted(epoch), y.tolist()


@batches.property("every batch must have size rows, the last of an epoch the rest.", 2)
def sizes(call, rng):
    for n, size, seed in trials(rng):
        epoch = [size] * (n // size) + [n % size] * (n % size > 0)
        for epochs in (1, 2):
            found = call(*rows(n), size, seed, epochs)
            words = "how many batches? None has rows of two epochs."
            yield len(found), epochs * len(epoch), words
            yield [len(y_B) for _, y_B in found], epoch * epochs


@batches.property("a row must keep its target.", points=1)
def pairs(call, rng):
    for n, size, seed in trials(rng):
        for X_B, y_B in call(*rows(n), size, seed, 2):
            yield y_B, 10 * X_B[:, 0]


@batches.property("each epoch must have an order of its own.", points=1)
def orders(call, rng):
    X, y = rows(12)
    epochs = visited(call(X, y, 4, int(rng.integers(1000)), 3), 12, 3)
    words = "the first epoch must not have the order of the file."
    yield epochs[0], such_that("another order", lambda it: it != y.tolist()), words
    for one, two in pairwise(epochs):
        yield two, such_that("another order", lambda it, one=one: it != one)
    one, two = visited(call(*rows(40), 8, int(rng.integers(1000)), 2), 40, 2)
    met = [sorted(one[k : k + 8]) for k in range(0, 40, 8)]
    words = "each epoch must mix who sits in a batch, not only the batches."
    yield sorted(two[:8]), such_that("another batch", lambda it: it not in met), words


@batches.property("the seed, and nothing else, must decide on the order.", points=1)
def seeded(call, rng):
    X, y = rows(12)
    first, second, other = (
        visited(call(X, y, 5, seed, 2), 12, 2) for seed in (3, 3, 4)
    )
    words = "two calls with one seed must give the same order."
    yield (
        second,
        such_that("the order of the first call", lambda it: it == first),
        words,
    )
    words = "another seed must give another order."
    yield other, such_that("another order", lambda it: it != first), words


batches.leaves_arguments_alone(
    lambda rng: [(*rows(n), size, seed, 2) for n, size, seed in trials(rng)], points=1
)


def cut(X, y, order, size) -> list[tuple]:
    """The batches of one epoch in this order."""
    pieces = [order[start : start + size] for start in range(0, len(order), size)]
    return [(X[piece], y[piece]) for piece in pieces]


@batches.mutant("Which array is shuffled, and which is read? Print the visited rows.")
def shuffles_what_nobody_reads(X, y, size, seed, epochs):
    rng, found = np.random.default_rng(seed), []
    data = np.column_stack([X, y])
    for _ in range(epochs):
        rng.shuffle(data)
        found += cut(X, y, np.arange(len(X)), size)
    return found


@batches.mutant("X and y have an order each. Which target belongs to the first row?")
def shuffles_both_separately(X, y, size, seed, epochs):
    rng, found = np.random.default_rng(seed), []
    for _ in range(epochs):
        found += cut(rng.permutation(X), rng.permutation(y), np.arange(len(X)), size)
    return found


@batches.mutant("len(X) // size pieces? Some rows are then in none of them.")
def drops_the_last_batch(X, y, size, seed, epochs):
    rng, found = np.random.default_rng(seed), []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        found += cut(X, y, order[: len(X) - len(X) % size], size)
    return found


@batches.mutant("Pieces of one length? Each has size rows; only the last has the rest.")
def cuts_equal_pieces(X, y, size, seed, epochs):
    rng, found = np.random.default_rng(seed), []
    for _ in range(epochs):
        pieces = np.array_split(rng.permutation(len(X)), -(-len(X) // size))
        found += [(X[piece], y[piece]) for piece in pieces]
    return found


@batches.mutant("All epochs have one order. What is made anew in each, and what not?")
def seeds_again_in_each_epoch(X, y, size, seed, epochs):
    found = []
    for _ in range(epochs):
        order = np.random.default_rng(seed).permutation(len(X))
        found += cut(X, y, order, size)
    return found


@batches.mutant("An even draw from all rows may take one twice and another never.")
def draws_with_replacement(X, y, size, seed, epochs):
    rng, found = np.random.default_rng(seed), []
    for _ in range(epochs):
        found += cut(X, y, rng.integers(len(X), size=len(X)), size)
    return found


@batches.mutant("Your order is always that of one seed. Which one did the caller give?")
def ignores_the_seed(X, y, size, seed, epochs):
    rng, found = np.random.default_rng(0), []
    for _ in range(epochs):
        found += cut(X, y, rng.permutation(len(X)), size)
    return found


@batches.mutant("The caller's X has a new order now. Index it instead of moving rows.")
def moves_the_rows_of_the_caller(X, y, size, seed, epochs):
    rng, found = np.random.default_rng(seed), []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X[:], y[:] = X[order], y[order]
        found += [(a.copy(), b.copy()) for a, b in cut(X, y, np.arange(len(X)), size)]
    return found


@batches.mutant("Only the order of the batches changes. Who sits in a batch, too?")
def shuffles_the_batches_alone(X, y, size, seed, epochs):
    rng, found = np.random.default_rng(seed), []
    for _ in range(epochs):
        pieces = cut(X, y, np.arange(len(X)), size)
        found += [pieces[k] for k in rng.permutation(len(pieces))]
    return found
