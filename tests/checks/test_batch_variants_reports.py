"""Lesson 05: what its checks say of wrong answers."""

import numpy as np
import pytest
from lesson_reports import mutant, points_of, said

from gdcourse.checks import batch_variants as lesson
from gdcourse.checks.batch_variants_accumulation import Parts
from gdcourse.checks.batch_variants_bill import SHORT
from gdcourse.checks.batch_variants_pairs import batch_list
from gdcourse.checks.batch_variants_regression import answer as line_of
from gdcourse.checks.batch_variants_regression import guide, least
from gdcourse.checks.batch_variants_scaling import right
from gdcourse.checks.judging import judge
from gdcourse.checks.kinds import WrongKind
from gdcourse.checks.report import FAILED, PASSED


def test_the_tasks_are_worth_40_points():
    assert points_of(lesson) == [8, 8, 8, 6, 6, 4]


def test_a_shuffle_that_nobody_reads_is_named():
    text = said(lesson.batches, "shuffles_what_nobody_reads")
    assert "the first epoch must not have the order of the file." in text
    assert "6 of 8 points" in text


@pytest.mark.parametrize("seed", range(5))
def test_pieces_of_one_length_are_never_taken_for_batches(seed):
    equal = mutant(lesson.batches, "cuts_equal_pieces")
    assert judge(lesson.batches, equal, [seed]).points == 6


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


def test_a_batch_with_rows_of_two_epochs_is_counted():
    def cuts_all_epochs_at_once(X, y, size, seed, epochs):
        rng = np.random.default_rng(seed)
        order = np.concatenate([rng.permutation(len(y)) for _ in range(epochs)])
        cuts = np.split(order, range(size, len(order), size))
        return [(X[rows], y[rows]) for rows in cuts]

    report = judge(lesson.batches, cuts_all_epochs_at_once)
    assert report.sentence == "how many batches? None has rows of two epochs."


@pytest.mark.parametrize(
    "value",
    [None, "X", {}, 3, [1], [(1, 2)], [np.ones((2, 2))[:1]], [([[1], [2, 3]], [1, 2])]],
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


def farther(best, truth, w):
    return np.linalg.norm(best - truth) > np.linalg.norm(w - best)


@pytest.mark.parametrize(
    ("says_sampling", "sentence"),
    [
        (
            lambda best, truth, w: np.allclose(w, best, atol=1e-3),
            "the truth is farther",
        ),
        (lambda best, truth, w: farther(best[:1], truth[:1], w[:1]), "is farther off"),
        (lambda best, truth, w: farther(best[1:], truth[1:], w[1:]), "is farther off"),
        (
            lambda best, truth, w: (
                abs(best - truth).max() < 0.02 or farther(best, truth, w)
            ),
            "the truth is 0.01 away from the least squares line: optimization.",
        ),
    ],
    ids=["arrived", "the bias alone", "the weight alone", "a near truth"],
)
def test_both_distances_decide_on_the_word(says_sampling, sentence):
    def answer(x, y, truth, lr, epochs):
        g, w, _ = line_of(x, y, truth, lr, epochs)
        sampling = says_sampling(least(x, y), truth, w)
        return g, w, "sampling" if sampling else "optimization"

    report = judge(lesson.fit_line, answer)
    assert sentence in report.sentence
    assert report.points == 6


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
    found = [right(0.1, 1.0, k) for k in (2, 4, 8, 16)]
    linear = [1.9 / 1.8, 1.9 / 1.6, 1.9 / 1.2, 1.9 / 0.4]
    assert np.allclose([row[0] for row in found], linear, rtol=1e-12)
    assert np.round([row[1] for row in found], 2).tolist() == [0.72, 0.53, 0.39, 0.3]
    assert {row[2] for row in found} == {20}


@pytest.mark.parametrize("seed", range(20))
def test_the_first_whole_k_is_not_the_nearest(seed):
    def rounds(lr, a, k):
        return *right(lr, a, k)[:2], round(2 / (lr * a))

    assert judge(lesson.scaling, rounds, [seed]).points == 5


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
