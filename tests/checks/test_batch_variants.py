"""Lesson 05: right answers written differently, and what its checks say."""

from itertools import combinations, product
from math import comb, fsum, inf, sqrt

import numpy as np
import pytest

from gdcourse.checks import batch_variants as lesson
from gdcourse.checks.batch_variants_accumulation import Parts
from gdcourse.checks.batch_variants_bill import SHORT
from gdcourse.checks.batch_variants_pairs import batch_list
from gdcourse.checks.batch_variants_regression import guide
from gdcourse.checks.judging import judge
from gdcourse.checks.kinds import WrongKind
from gdcourse.checks.report import FAILED, PASSED

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
    "E05.1": [batches_one_by_one, batches_by_sorting, batches_of_the_library],
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


def mutant(task, name):
    return next(one.answer for one in task.mutants if one.name == name)


def said(task, name):
    return str(judge(task, mutant(task, name)))


def test_the_tasks_are_worth_40_points():
    tasks = [task for task in vars(lesson).values() if hasattr(task, "points")]
    assert [task.points for task in tasks] == [8, 8, 8, 6, 6, 4]


def test_a_shuffle_that_nobody_reads_is_named():
    text = said(lesson.batches, "shuffles_what_nobody_reads")
    assert "the first epoch must not have the order of the file." in text
    assert "6 of 8 points" in text


def test_a_generator_of_batches_is_copied_while_it_is_read():
    def shuffles_a_copy_in_place(X, y, size, seed, epochs):
        rng, rows = np.random.default_rng(seed), np.arange(len(y))
        X, y = X.copy(), y.copy()
        for _ in range(epochs):
            rng.shuffle(rows)
            X[:], y[:] = X[rows], y[rows]
            for start in range(0, len(y), size):
                yield X[start : start + size], y[start : start + size]

    assert judge(lesson.batches, shuffles_a_copy_in_place).status == PASSED


def test_an_iterator_without_an_end_is_cut_off():
    def never_ends(X, y, size, seed, epochs):
        while True:
            yield X[:size], y[:size]

    report = judge(lesson.batches, never_ends)
    assert (report.status, report.points) == (FAILED, 2)  # pairs and arguments


@pytest.mark.parametrize(
    "value", [None, "X", {}, 3, [1], [(1, 2)], [np.ones((2, 2))[:1]]]
)
def test_what_is_no_list_of_batches_is_refused(value):
    with pytest.raises(WrongKind):
        batch_list(value)


def test_rows_without_as_many_targets_are_no_batch():
    with pytest.raises(WrongKind, match=r"got shapes \(3, 2\) and \(2,\)"):
        batch_list([(np.ones((3, 2)), np.ones(2))])


def test_a_generator_that_fails_says_where_it_would():
    def fails(X, y, size, seed, epochs):
        yield X[:1], y[:1]
        raise IndexError("out of rows")

    assert judge(lesson.batches, fails).status == FAILED


def test_the_line_of_the_listing_is_the_one_of_least_squares():
    x, y = guide()
    assert np.round(np.polyfit(x, y, 1)[::-1], 4).tolist() == [7.1075, 2.8851]


def test_the_sum_over_all_points_diverges():
    with np.errstate(over="ignore", invalid="ignore"):
        _, w, _ = mutant(lesson.fit_line, "sums_over_the_points")(
            *guide(), np.array([7.0, 3.0]), 0.1, 100
        )
    assert not np.abs(w).max() < 1e100


def test_half_a_gradient_ends_at_the_same_line_and_is_caught_at_its_start():
    text = said(lesson.fit_line, "forgets_the_two")
    assert "the first gradient must be that of the mean squared error." in text
    assert "5 of 8 points" in text


def test_an_answer_that_holds_all_parts_is_noticed():
    def holds_them(gradient, w, parts):
        held = list(parts)
        rows = sum(len(y) for _, y in held)
        return sum(len(y) * gradient(w, X, y) for X, y in held) / rows

    report = judge(lesson.accumulate, holds_them)
    assert "it must not hold many parts at once" in report.sentence
    assert report.points == 5


def test_parts_come_once():
    def counts_first(gradient, w, parts):
        rows = sum(len(y) for _, y in parts)
        return sum(len(y) / rows * gradient(w, X, y) for X, y in parts)

    report = judge(lesson.accumulate, counts_first)
    assert report.sentence.startswith("the parts come once")
    assert report.points == 5


def test_parts_are_shown_by_their_lengths_and_cannot_be_called():
    parts = Parts((5, 5, 2), np.random.default_rng(0))
    assert parts.__name__ == "parts of 5, 5, 2 rows"
    assert [len(y) for _, y in parts] == [5, 5, 2]
    with pytest.raises(TypeError, match="for X_i, y_i in parts"):
        parts()


def test_the_published_ratios_of_the_scaling_rules():
    found = [scaling_with_two_variances(0.1, 1.0, k) for k in (2, 4, 8, 16)]
    assert np.round([row[0] for row in found], 3).tolist() == [
        1.056,
        1.188,
        1.583,
        4.75,
    ]
    assert np.round([row[1] for row in found], 2).tolist() == [0.72, 0.53, 0.39, 0.3]
    assert {row[2] for row in found} == {20}


def test_a_constant_ratio_is_refused_with_the_smallest_input():
    text = said(lesson.scaling, "calls_it_constant")
    assert "lr = 0.1, a = 1.0, k = 2" in text
    assert "wanted 1.05556   got 1.0" in text


def test_the_price_of_one_update_is_not_the_bill():
    one_update = mutant(lesson.bill, "tells_the_price_of_one_update")
    assert one_update(SHORT, 5) == (1, 4, 1.5)
    assert "it must count the updates to the target." in said(
        lesson.bill, "tells_the_price_of_one_update"
    )
