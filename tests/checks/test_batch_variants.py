"""Lesson 05: right answers written differently."""

from itertools import combinations, product
from math import comb, fsum, inf, sqrt
from random import Random

import numpy as np

# E05.1 -------------------------------------------------------------------------------


def batches_one_by_one(X, y, size, seed, epochs):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = list(range(len(y)))
        rng.shuffle(order)
        while order:
            taken, order = order[:size], order[size:]
            yield X[taken], y[taken]


def batches_by_sorting(X, y, size, seed, epochs):
    rng = np.random.default_rng(seed)
    cuts = range(size, len(y), size)
    found = []
    for _ in range(epochs):
        order = np.argsort(rng.random(len(y)))
        found += [[X[rows], y[rows]] for rows in np.split(order, cuts)]
    return found


def batches_of_lists(X, y, size, seed, epochs):
    rng, pairs, found = Random(seed), list(zip(X, y, strict=True)), []
    for _ in range(epochs):
        rng.shuffle(pairs)
        for start in range(0, len(pairs), size):
            some = pairs[start : start + size]
            found.append(([x for x, _ in some], [target for _, target in some]))
    return found


def batches_of_the_library(X, y, size, seed, epochs):
    from gdcourse import optimizers

    rng = np.random.default_rng(seed)
    return optimizers.batches(X, y, size=size, rng=rng, epochs=epochs)


# E05.2 -------------------------------------------------------------------------------


def statistics_by_counting(g, size, replace):
    full = sum(g) / len(g)
    drawn = list(product(g, repeat=size) if replace else combinations(g, size))
    means = [fsum(batch) / size for batch in drawn]
    count = len(g) ** size if replace else comb(len(g), size)
    return fsum(means) / count, fsum((mean - full) ** 2 for mean in means) / count


def statistics_in_closed_form(g, size, replace):
    variance = np.var(g) / size
    return np.mean(g), variance * (1 if replace else (len(g) - size) / (len(g) - 1))


def statistics_from_squares(g, size, replace):
    drawn = product(g, repeat=size) if replace else combinations(g, size)
    means = np.mean(list(drawn), axis=1)
    return np.mean(means), np.var(means)


# E05.3 -------------------------------------------------------------------------------


def line_in_two_slopes(x, y, truth, lr, epochs):
    bias = weight = 0.0
    for k in range(epochs):
        residual = bias + weight * x - y
        slopes = 2 * np.mean(residual), 2 * np.mean(residual * x)
        if k == 0:
            first = slopes
        bias, weight = bias - lr * slopes[0], weight - lr * slopes[1]
    best = np.polyfit(x, y, 1)[::-1]
    missed = np.hypot(bias - best[0], weight - best[1])
    larger = np.linalg.norm(best - truth) > missed
    return first, (bias, weight), "sampling" if larger else "optimization"


def line_by_the_library(x, y, truth, lr, epochs):
    from gdcourse import optimizers

    X = np.vander(x, 2, increasing=True)
    H, b = 2 * X.T @ X / len(x), 2 * X.T @ y / len(x)
    rule = optimizers.GradientDescent(lr)
    trace = optimizers.minimize(
        lambda w: w @ H @ w / 2 - b @ w,
        lambda w: H @ w - b,
        np.zeros(2),
        rule,
        steps=epochs,
        tol=0,
    )
    best = np.linalg.solve(H, b)
    parts = {
        "optimization": np.linalg.norm(trace.x - best),
        "sampling": np.linalg.norm(best - truth),
    }
    return -b, trace.x, max(parts, key=parts.get)


# E05.4 -------------------------------------------------------------------------------


def accumulate_as_a_running_mean(gradient, w, parts):
    mean, rows = np.zeros(len(w)), 0
    for X, y in parts:
        rows += len(y)
        mean += len(y) / rows * (gradient(w, X, y) - mean)
    return mean


def accumulate_row_by_row(gradient, w, parts):
    sums = [(len(y), len(y) * gradient(w, X, y)) for X, y in parts]
    return np.sum([g for _, g in sums], axis=0) / np.sum([n for n, _ in sums])


def accumulate_with_the_library(gradient, w, parts):
    from gdcourse import optimizers

    sizes, gradients = zip(
        *[(len(y), gradient(w, X, y)) for X, y in parts], strict=True
    )
    return optimizers.accumulate(gradients, sizes)


# E05.5 -------------------------------------------------------------------------------


def scaling_with_two_variances(lr, a, k):
    def variance(rate, batch):
        return rate / (batch * a * (2 - rate * a)) if rate * a < 2 else inf

    breaks = 1
    while breaks * lr * a < 2:
        breaks += 1
    before = variance(lr, 1)
    return variance(k * lr, k) / before, variance(k**0.5 * lr, k) / before, breaks


def scaling_from_the_factors(lr, a, k):
    """x ← (1 − αa) x + noise: the variance is that of the noise over 1 − (1 − αa)²."""

    def share(rate):
        keeps = 1 - rate * a
        return rate**2 / (1 - keeps**2) if keeps > -1 else inf

    root = sqrt(k)
    ratios = [share(rate * lr) / k / share(lr) for rate in (k, root)]
    return [*ratios, -int(-2 // (lr * a))]


# E05.6 -------------------------------------------------------------------------------


def bill_with_arrays(log, target):
    losses, samples, seconds = np.array(log).T
    there = np.flatnonzero(losses <= target)
    if not there.size:
        return np.full(3, np.inf)
    until = there[0] + 1
    return until, samples[:until].sum(), seconds[:until].sum()


def bill_from_the_first_place(log, target):
    place = next((k for k, row in enumerate(log) if row[0] <= target), None)
    if place is None:
        return float("inf"), float("inf"), float("inf")
    paid = log[: place + 1]
    return len(paid), sum(row[1] for row in paid), sum(row[2] for row in paid)


VARIANTS = {
    "E05.1": [
        batches_one_by_one,
        batches_by_sorting,
        batches_of_lists,
        batches_of_the_library,
    ],
    "E05.2": [
        statistics_by_counting,
        statistics_in_closed_form,
        statistics_from_squares,
    ],
    "E05.3": [line_in_two_slopes, line_by_the_library],
    "E05.4": [
        accumulate_as_a_running_mean,
        accumulate_row_by_row,
        accumulate_with_the_library,
    ],
    "E05.5": [scaling_with_two_variances, scaling_from_the_factors],
    "E05.6": [bill_with_arrays, bill_from_the_first_place],
}
