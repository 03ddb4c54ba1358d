"""The live figure of what an epoch costs shows and says what was computed."""

import numpy as np
import pytest

from gdcourse.datasets import load_penguins
from gdcourse.optimizers import GradientDescent, batches, minimize
from gdcourse.widgets.batch_variants import what_an_epoch_costs
from gdcourse.widgets.batch_variants_epoch import (
    SHARES,
    SIZES,
    costs,
    excess,
    first,
    pay,
    penguins,
    seen,
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
def test_a_column_of_the_grid_is_the_run_that_one_learner_would_make(size):
    f, share = penguins(), 0.5
    drawn = batches(f.X, f.y, size=size, rng=np.random.default_rng(7))
    rule = GradientDescent(share / f.L)
    alone = minimize(f.value, f.gradient, f.start, rule, steps=40, tol=0, batches=drawn)
    together = excess(size)[:41, SHARES.index(share)]
    assert alone.values / f.minimum - 1 == pytest.approx(together, rel=1e-9)
    assert alone.paid.samples == seen(size, 40)


def test_the_first_update_on_target_is_counted_and_priced():
    for share in (0.1, 1.0):
        for target in (0.2, 0.01):
            updates, samples = costs(share, target)
            for size, k, paid in zip(SIZES, updates, samples, strict=True):
                losses = excess(size)[:, SHARES.index(share)]
                if np.isnan(k):
                    assert not (losses <= target).any()
                    continue
                assert losses[int(k)] <= target
                assert (losses[: int(k)] > target).all()
                per_epoch = -(-342 // size)
                rest = min(size * (k % per_epoch), 342)
                assert paid == 342 * (k // per_epoch) + rest


def test_the_whole_set_takes_few_updates_and_a_small_batch_few_samples():
    updates, samples = costs(1.0, 0.05)
    assert updates[-1] == np.nanmin(updates)
    assert samples[-1] > 10 * np.nanmin(samples)
    assert first(342, 1.0, 0.05) == 9
    assert pay(342, 1.0, 0.05)["title"] == "B = 342: 9 updates, 9.00 epochs"


def test_one_sample_at_a_time_needs_a_rate_for_its_longest_row():
    f = penguins()
    longest = (f.X**2).sum(axis=1).max()
    assert 2 / longest < 1.0 / f.L  # so t = 1 is beyond the edge for some penguin
    assert np.isnan(first(1, 1.0, 0.2))
    assert first(1, 0.1, 0.2) < 342
