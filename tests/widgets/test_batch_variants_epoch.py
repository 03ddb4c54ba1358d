"""The live figure of what an epoch costs shows and says what was computed."""

import numpy as np
import pytest

from gdcourse.datasets import load_penguins
from gdcourse.optimizers import GradientDescent, batches, minimize
from gdcourse.widgets.batch_variants import what_an_epoch_costs
from gdcourse.widgets.batch_variants_epoch import (
    HIGH,
    RUNS,
    SHARES,
    SIZES,
    costs,
    excess,
    falling,
    first,
    middle,
    pay,
    penguins,
    seen,
    spread,
)

GOALS = {
    "cheap": {"size": 4},
    "few": {"target": 0.01},
    "never": {"size": 1, "target": 0.2},
}


def test_what_an_epoch_costs_shows_and_says_what_was_computed(sweep):
    sweep(what_an_epoch_costs, goals=GOALS)


def test_the_loss_is_that_of_the_best_line_through_all_penguins():
    f = penguins()
    w, *_ = np.linalg.lstsq(f.X, f.y, rcond=None)
    assert f.X.shape == (len(load_penguins().species), 4) == (342, 4)
    assert f.minimum == pytest.approx(((f.X @ w - f.y) ** 2).mean() / 2)
    assert pytest.approx(np.linalg.eigvalsh(f.X.T @ f.X / 342)[-1]) == f.L


@pytest.mark.parametrize("size", [8, 64, 342])
def test_a_run_of_the_grid_is_the_run_that_one_learner_would_make(size):
    f, share = penguins(), 0.5
    for seed in (0, RUNS - 1):
        drawn = batches(f.X, f.y, size=size, rng=np.random.default_rng(seed))
        run = {"steps": 40, "tol": 0, "batches": drawn}
        alone = minimize(
            f.value, f.gradient, f.start, GradientDescent(share / f.L), **run
        )
        together = excess(size)[:41, seed, SHARES.index(share)]
        assert alone.values / f.minimum - 1 == pytest.approx(together, rel=1e-8)
        assert alone.paid.samples == seen(size, 40)


def test_the_first_update_on_target_is_counted_and_priced():
    for share in (0.1, 1.0):
        for target in (0.2, 0.01):
            for size, updates, paid in zip(SIZES, *costs(share, target), strict=True):
                assert updates.shape == paid.shape == (RUNS,)
                for run, k in enumerate(updates):
                    losses = excess(size)[:, run, SHARES.index(share)]
                    if k == np.inf:
                        assert not (losses <= target).any()
                        continue
                    assert losses[int(k)] <= target
                    assert (losses[: int(k)] > target).all()
                    per_epoch = -(-342 // size)
                    rest = min(size * (k % per_epoch), 342)
                    assert paid[run] == 342 * (k // per_epoch) + rest


def test_the_median_is_what_one_run_has_paid_unless_most_never_get_there():
    runs = np.array([[3.0, 9, 5], [np.inf, 2, 1], [np.inf, np.inf, 1]])
    np.testing.assert_array_equal(middle(runs), [5, 2, np.nan])


def test_a_bar_reaches_from_the_lowest_to_the_highest_run():
    runs = np.array([[3.0, 9, 5], [np.inf, 2, 1], [np.inf, np.inf, np.inf]])
    x, ends = spread([1, 2, 4], runs)
    assert x.tolist() == [1, 1, 1, 2, 2, 2, 4, 4, 4]
    assert ends[[0, 1, 3, 4]].tolist() == [3, 9, 1, HIGH]
    assert np.isnan(ends[[2, 5, 6, 8]]).all()  # gaps, and no bar where nobody arrives


def test_the_curve_is_the_median_and_lies_within_its_bars():
    for size, share in ((4, 1.0), (16, 1.9), (342, 0.5)):
        (at, losses), (x, ends) = falling(size, share)
        assert x[::3].tolist() == at.tolist()
        assert (ends[::3] <= losses).all()
        assert (losses <= ends[1::3]).all()
        first_losses = excess(size)[1, :, SHARES.index(share)]
        assert losses[0] == np.median(first_losses)


def test_the_whole_set_takes_few_updates_and_a_small_batch_few_samples():
    updates, samples = middle(costs(1.0, 0.05))
    assert updates[-1] == np.nanmin(updates)
    assert samples[-1] > 10 * np.nanmin(samples)
    assert set(first(342, 1.0, 0.05)) == {9}
    assert pay(342, 1.0, 0.05)["title"] == "B = 342: 9 updates, 9.00 epochs"


def test_one_sample_at_a_time_needs_a_rate_for_its_longest_row():
    f = penguins()
    longest = (f.X**2).sum(axis=1).max()
    assert 2 / longest < 1.0 / f.L  # so t = 1 is beyond the edge for some penguin
    assert (first(1, 1.0, 0.2) == np.inf).all()
    assert (first(1, 0.1, 0.2) < 342).all()
