"""Lesson 03: the functions, bounds and counts on which its checks rely."""

import math

import numpy as np
import pytest

from gdcourse.checks.convergence_proofs_bank import CONCLUSIONS, bank, outcomes
from gdcourse.checks.convergence_proofs_budget import (
    LOGISTIC,
    LOWEST,
    height,
    path,
    right,
    runs,
)
from gdcourse.checks.convergence_proofs_descent import smooth
from gdcourse.checks.convergence_proofs_forecast import updates
from gdcourse.checks.convergence_proofs_repair import NEEDED
from gdcourse.checks.quiz_convergence_proofs import updates as quiz_updates


def test_random_functions_are_as_smooth_as_promised():
    rng = np.random.default_rng(0)
    x = np.linspace(-6, 6, 4001)
    for _ in range(200):
        L = rng.uniform(0.5, 9)
        f, slope = smooth(rng, L)
        assert np.abs(np.diff(slope(x)) / np.diff(x)).max() <= L * (1 + 1e-9)
        assert np.allclose(np.gradient(f(x), x)[1:-1], slope(x)[1:-1], atol=1e-3 * L)


@pytest.mark.parametrize("conclusion", CONCLUSIONS)
def test_the_repaired_theorem_has_no_counterexample_and_each_word_is_needed(conclusion):
    needed = set(NEEDED[conclusion])
    broken = [row for row in bank() if not outcomes()[row.words][conclusion]]
    assert not [row.words for row in broken if needed <= row.true]
    for word in needed - {"smooth"}:  # a rate below 2/L or 1/L speaks of a smooth f
        assert [row.words for row in broken if needed - {word} <= row.true], word


def test_no_row_of_the_bank_has_both_hypotheses_of_the_guide():
    assert len(bank()) == 11
    assert not [row for row in bank() if {"Lipschitz", "strongly convex"} <= row.true]


def test_runs_of_the_bank_end_where_the_ledger_says():
    last = {row.words: row.points[-1] for row in bank()}
    assert abs(last["|x| at rate 0.1"][0]) == pytest.approx(0.05)
    assert not np.isfinite(last["x⁴ from 10 at rate 0.01"][0])
    row = next(row for row in bank() if row.words.startswith("x⁴"))
    with np.errstate(over="ignore"):
        finite = [np.isfinite(row.value(x)) for x in row.points[:8]]
    assert finite.index(False) == 6  # the loss overflows after six updates


def test_the_pl_constant_in_the_bank_is_one():
    x = np.linspace(-40, 40, 100_000)
    f, slope = x**2 + 3 * np.sin(x) ** 2, 2 * x + 3 * np.sin(2 * x)
    assert (slope**2 / (2 * f)).min() >= 1 / 32


def test_the_published_forecasts():
    kappas = (1, 2, 10, 100, 1000)
    slow = [updates(kappa, 1e-6, "1/L") for kappa in kappas]
    fast = [updates(kappa, 1e-6, "best") for kappa in kappas]
    assert slow == [1, 20, 128, 1341, 13463]
    assert fast == [1, 13, 69, 691, 6908]
    assert updates(10_000, 1e-6, "1/L") == 134683
    assert updates(10_000, 1e-6, "best") == 69078
    assert slow == [quiz_updates(kappa, 1e-6) for kappa in kappas]


@pytest.mark.parametrize("kappa", [1, 2, 3, 10, 77.5, 400])
@pytest.mark.parametrize("eps", [0.1, 1e-3, 1e-8])
def test_the_forecast_is_what_a_run_needs(kappa, eps):
    for rule, rate in (("1/L", 1 / kappa), ("best", 2 / (1 + kappa))):
        x = y = 1.0
        k = 0
        while math.hypot(x, y) > eps * math.sqrt(2):
            x, y, k = (1 - rate) * x, (1 - rate * kappa) * y, k + 1
        assert abs(updates(kappa, eps, rule) - k) <= (kappa < 10)


def test_weights_of_separable_data_grow_by_the_same_amount_per_decade():
    points = path(LOGISTIC, 0.0, 1.0, 100_000)
    assert points[100] == pytest.approx(4.02, abs=0.01)
    assert points[10_000] == pytest.approx(8.52, abs=0.01)
    assert points[100_000] - points[10_000] == pytest.approx(2.30, abs=0.05)


def test_the_lowest_value_of_the_waves_is_below_every_other():
    x = np.linspace(-10, 10, 1_000_001)
    lowest = (np.sin(3 * x) + 0.1 * x**2).min()
    assert 0 <= lowest - LOWEST < 1e-3
    assert height(2.0) == pytest.approx(math.sin(6) + 0.4)


def test_theory_keeps_its_promise_on_every_run():
    for seed in range(100):
        for slope, x0, L, gap, eps in runs(np.random.default_rng(seed)):
            assert right(slope, x0, L, gap, eps)[1] <= eps
