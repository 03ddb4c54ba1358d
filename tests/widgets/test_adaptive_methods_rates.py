"""Effective rates: sums and means of squares, written out by hand."""

import numpy as np
import pytest

from gdcourse.widgets.adaptive_methods import effective_rates
from gdcourse.widgets.adaptive_methods_rates import (
    FAR,
    LR,
    MEMORIES,
    PERIODS,
    ROUNDS,
    TIMES,
    rates_and_travel,
    travels,
)

GOALS = {
    "ten": {"period": 100},
    "far": {"T": 10_000},
    "forgets": {"period": 100, "rho": 0.9},
}


def means(period, rho):
    """v after each round, where every period-th gradient is 1, the others 0."""
    v, seen = 0.0, []
    for t in range(1, ROUNDS + 1):
        v = rho * v + (1 - rho) * (t % period == 0)
        seen.append(v)
    return np.array(seen)


def test_effective_rates_shows_and_says_what_was_computed(sweep):
    sweep(effective_rates, goals=GOALS)


@pytest.mark.parametrize("period", PERIODS)
def test_the_rates_of_adagrad_stand_as_the_roots_of_the_counts(period):
    numbers = rates_and_travel(period, 0.99, 1000)
    assert numbers["AdaGrad ratio"] == pytest.approx(period**0.5, rel=1e-6)
    for which, every in (("common", 1), ("rare", period)):
        t, rate = numbers[f"AdaGrad {which}"]
        assert np.allclose(rate, LR / np.sqrt(t // every), rtol=1e-6)


def test_counts_of_1000_to_10_give_rates_of_1_to_10():
    assert rates_and_travel(100, 0.99, 1000)["AdaGrad ratio"] == pytest.approx(10)


@pytest.mark.parametrize("rho", MEMORIES)
@pytest.mark.parametrize("period", PERIODS)
def test_the_rates_of_rmsprop_are_those_of_a_mean_that_forgets(period, rho):
    numbers = rates_and_travel(period, rho, 1000)
    for which, every in (("common", 1), ("rare", period)):
        t, rate = numbers[f"RMSprop {which}"]
        v = means(every, rho)[t.astype(int) - 1]
        assert np.allclose(rate, LR / (np.sqrt(v) + 1e-8), rtol=1e-9)


def test_a_constant_gradient_takes_adagrad_as_far_as_the_ledger_says():
    gone = travels()["AdaGrad"]
    assert gone[FAR] == pytest.approx(19.85, abs=0.005)
    assert gone[FAR] == pytest.approx(LR * (1 / np.sqrt(np.arange(1, FAR + 1))).sum())
    for T in TIMES:
        assert 2 * LR * (np.sqrt(T + 1) - 1) < gone[T] < 2 * LR * np.sqrt(T)


def test_a_constant_gradient_takes_rmsprop_a_learning_rate_further_each_step():
    for rho in MEMORIES:
        last = np.diff(travels()[rho])[-1]
        assert last == pytest.approx(LR, rel=1e-3)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("rho", MEMORIES)
def test_each_name_stands_nearest_to_the_end_of_its_own_curve(period, rho):
    figure = effective_rates().set(period=period, rho=rho)
    curves = [f"{m} {w}" for m in ("AdaGrad", "RMSprop") for w in ("rare", "common")]
    ends = np.log10([figure.numbers[curve][1, -1] for curve in curves])
    for curve in curves:
        _, y = figure.artists[f"{curve} name"].get_position()
        assert curves[int(np.argmin(np.abs(ends - np.log10(y))))] == curve
