"""Lesson 05: statements of its prose that stand there without a number."""

import re

import numpy as np
import pytest
from reading_code import ROOT
from reading_notebooks import cells_of, read_notebook, source_of

from gdcourse import landscapes
from gdcourse.datasets import load_penguins, standardize
from gdcourse.derivation import derive
from gdcourse.optimizers import GradientDescent, accumulate, batches, minimize
from gdcourse.optimizers.spending import least_seconds, peak_memory
from gdcourse.proofs.batch_variants import batch_variance
from gdcourse.widgets.batch_variants_epoch import penguins

LESSON = ROOT / "notebooks" / "05_batch_variants.ipynb"
GUIDE = np.random.RandomState(42)  # the seed of the guide's listing
x = 2 * GUIDE.rand(100)
line = landscapes.least_squares(
    np.column_stack([np.ones(100), x]), 3 * x + 7 + 0.5 * GUIDE.randn(100)
)


def descend(f, lr, steps, **options):
    rule = GradientDescent(lr)
    return minimize(f.value, f.gradient, f.start, rule, steps=steps, tol=0, **options)


def read(start, stop):
    row = np.arange(start, stop)
    return np.sin(np.outer(row, np.arange(1, 101))), np.cos(row)


def in_parts(rows, size):
    gradient = landscapes.least_squares(*read(0, 1)).gradient
    starts = range(0, rows, size)
    parts = (gradient(np.ones(100), *read(i, i + size)) for i in starts)
    return accumulate(parts, sizes=[size] * len(starts))


def test_memory_grows_with_the_part_and_not_with_the_table():
    short, long, wide = (
        peak_memory(in_parts, *case)[1]
        for case in ((4000, 500), (16_000, 500), (16_000, 2000))
    )
    assert long == pytest.approx(short, rel=0.1)
    assert wide == pytest.approx(4 * long, rel=0.3)


def test_the_guides_loop_is_ours_at_twice_the_rate():
    w = np.zeros(2)
    for _ in range(1000):
        w = w - 0.1 * (2 / 100 * line.X.T @ (line.X @ w - line.y))
    assert descend(line, 0.2, 1000).x == pytest.approx(w, rel=1e-12)
    assert w == pytest.approx([7.1075, 2.8851], abs=5e-5)
    assert line.kappa == pytest.approx(12.17, abs=0.005)
    assert pytest.approx(0.4843, abs=5e-5) == 1 / line.L  # half of ours: no ½


def test_the_truth_lies_within_two_standard_errors_of_the_best_line():
    noise = 2 * line.minimum * 100 / 98
    errors = np.sqrt(noise * np.diag(np.linalg.inv(line.X.T @ line.X)))
    away = np.abs(line.minimizers[0] - [7, 3]) / errors
    assert errors == pytest.approx([0.085, 0.077], abs=5e-4)
    assert away == pytest.approx([1.3, 1.5], abs=0.05)


@pytest.mark.parametrize("share", [0.1, 1.0, 1.5, 1.9, 1.99])
def test_the_loss_of_all_rows_falls_in_every_update_below_two_over_L(share):
    f = penguins()
    assert (np.diff(descend(f, share / f.L, 40).values) < 0).all()


def test_beyond_it_a_curved_valley_lets_the_loss_rise_and_leads_to_a_flatter_place():
    """The edge of stability in two variables: not monotone, and yet it converges."""
    f = derive("(x*y - 1)**2/2")
    start = np.array([3.0, 0.6])
    run = minimize(f.value, f.gradient, start, GradientDescent(0.25), tol=1e-9)
    assert start @ start > 2 / 0.25 > run.x @ run.x  # x² + y² is the curvature there
    assert run.status == "converged"
    assert (np.diff(run.values) > 0).any()


def test_a_gradient_is_exact_for_its_own_rows_alone():
    f = penguins()
    half, other = (landscapes.least_squares(f.X[i::2], f.y[i::2]) for i in (0, 1))
    w = half.minimizers[0]
    assert np.linalg.norm(half.gradient(w)) < 1e-12
    assert np.linalg.norm(other.gradient(w)) > 0.3


def test_the_loop_that_shuffles_another_array_visits_in_one_order():
    """Unless X and y are views of it: then it is right by luck."""
    rng = np.random.default_rng(0)
    data = np.column_stack([np.arange(6), 10 * np.arange(6)])
    copies, views = data[:, 0].copy(), data[:, 0]
    rng.shuffle(data)
    assert list(copies) == [0, 1, 2, 3, 4, 5]
    assert list(views) != [0, 1, 2, 3, 4, 5]


def test_the_file_of_penguins_is_sorted_by_species():
    species = load_penguins().species
    assert (species[1:] != species[:-1]).sum() == len(set(species)) - 1 == 2


def test_four_times_the_rows_halve_the_standard_deviation():
    errors = [batch_variance(342, size, 1.0, replace=True) for size in (8, 32)]
    assert np.sqrt(errors[1] / errors[0]) == 0.5
    assert batch_variance(342, 342, 1.0) == 0


def updates(f, size, share, rng, steps):
    drawn = batches(f.X, f.y, size=size, rng=rng, drop_last=True)
    run = descend(f, share / f.L, steps, batches=drawn)
    there = f.value(run.points.T) <= 1.05 * f.minimum
    return there.argmax() if there.any() else np.inf


def test_six_birds_per_update_need_far_fewer_rows_than_all_and_few_more_updates():
    f, rng = penguins(), np.random.default_rng(0)
    whole = updates(f, 342, 1.0, rng, 20)
    small = np.median([updates(f, 6, 1.0, rng, 100) for _ in range(25)])
    assert whole < small < 4 * whole
    assert 342 * whole > 15 * 6 * small


def test_one_row_alone_pays_for_the_call_and_not_for_its_numbers():
    """A row of 100 numbers is not dearer than a row of one; 512 rows share the call."""

    def seconds(rows, columns):
        X, y = read(0, rows)
        f = landscapes.least_squares(X[:, :columns], y)
        part = f.X.copy(), f.y.copy()
        return least_seconds(f.gradient, np.ones(columns), *part, repeats=200)

    assert seconds(1, 100) < 3 * seconds(1, 1)
    assert seconds(512, 100) < 100 * seconds(1, 100)


def test_linear_scaling_holds_for_small_rates_and_the_square_root_overdoes_it():
    def ball(lr, size):
        return lr / (size * (2 - lr))

    k = np.array([2, 4, 8, 16])
    linear = ball(0.1 * k, k) / ball(0.1, 1)
    root = ball(0.1 * k**0.5, k) / ball(0.1, 1)
    assert linear == pytest.approx([1.056, 1.188, 1.583, 4.75], abs=5e-4)
    assert root == pytest.approx([0.723, 0.528, 0.391, 0.297], abs=5e-4)
    assert 2 - 0.1 * 20 == 0  # where the ball bursts
    assert ball(0.1 / 32, 1) == pytest.approx(ball(0.1, 32), rel=0.06)


def test_parts_count_by_their_sizes_unless_their_rows_see_each_other():
    f, ends = penguins(), ((0, 5), (5, 10), (10, 12))
    parts = [f.gradient(f.start, f.X[i:j], f.y[i:j]) for i, j in ends]
    whole = f.gradient(f.start, f.X[:12], f.y[:12])
    assert accumulate(parts, [5, 5, 2]) == pytest.approx(whole, rel=1e-13)
    assert np.abs(np.mean(parts, axis=0) - whole).max() > 0.05
    apart = np.concatenate([standardize(f.X[i:j, 1:]).Z for i, j in ends])
    assert np.abs(apart - standardize(f.X[:12, 1:]).Z).max() > 0.5


def test_targets_shuffled_by_themselves_teach_nothing():
    f, rng = penguins(), np.random.default_rng(0)
    mixed = [landscapes.least_squares(f.X, rng.permutation(f.y)) for _ in range(20)]
    gained = [1 - g.minimum / g.value(g.start) for g in mixed]
    assert max(gained) < 0.05
    assert 1 - f.minimum / f.value(f.start) > 0.7


def test_a_guess_that_is_compared_with_true_is_asked_for_as_true_or_false():
    """Or a right “yes” would be called a surprise."""
    cells = cells_of(read_notebook(LESSON), "code")
    told = "\n".join(str(cell["outputs"]) for cell in cells)
    ids = re.findall(r"(P05\.\d+)  no prediction was made; it is (?:True|False)", told)
    assert ids == ["P05.9"]
    for id in ids:
        (asked,) = re.findall(rf'"{id}",\s*"(.+?)"', "\n".join(map(source_of, cells)))
        assert asked.endswith("True or False")
