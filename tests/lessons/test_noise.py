"""Lesson 06: statements of its prose that stand there without a number."""

import numpy as np
import pytest

from gdcourse import landscapes
from gdcourse.optimizers import (
    GradientDescent,
    PolyakRuppert,
    averaged,
    batches,
    exact_step,
    inverse_sqrt,
    inverse_time,
    minimize,
    sweep,
    with_replacement,
)
from gdcourse.proofs import theorem


def floor(lr, beta=0.0):
    return lr * (1 + beta) / ((1 - beta) * (2 * (1 + beta) - lr))


def variances(rates, start=100.0, noise=1.0):
    """E x² after each update on x²/2, exactly; ``noise`` may change with k."""
    v, seen = start, []
    for lr, s2 in zip(rates, np.broadcast_to(noise, len(rates)), strict=True):
        v = (1 - lr) ** 2 * v + lr**2 * s2
        seen.append(v)
    return np.array(seen)


def test_of_the_four_schedules_one_arrives():
    k = np.arange(5000)
    rates = (0.1 + 0.9 / (k + 1), 0.1 * np.exp(-0.1 * k), 0.1 / (k + 1), 1 / (k + 1))
    ends = [variances(lr)[-1] ** 0.5 for lr in rates]
    assert ends == pytest.approx([0.23, 3.41, 3.99, 0.014], rel=0.02)


def test_the_folklore_is_right_for_small_rates_and_half_the_truth_at_one():
    assert floor(0.001) == pytest.approx(0.001 / 2, rel=1e-3)
    assert floor(1.0) == 2 * 1.0 / 2


def test_momentum_lifts_the_floor_and_a_tenth_of_the_rate_takes_it_back():
    assert floor(0.1, 0.9) > 9 * floor(0.1)
    assert floor(0.01, 0.9) == pytest.approx(floor(0.1), rel=0.05)


def test_a_large_rate_is_there_sooner_and_a_small_one_rests_lower():
    fast, slow = (variances(np.full(200, lr)) for lr in (0.5, 0.05))
    assert fast[20] < slow[20]
    assert fast[-1] > slow[-1]


def test_an_error_with_a_mean_moves_the_place_of_rest_under_every_schedule():
    for schedule in (0.1, inverse_time(1.0), inverse_sqrt(0.5)):
        rule = GradientDescent(schedule)
        end = sweep(lambda x: x + 0.3, np.array([5.0]), rule, 20_000)
        assert end == pytest.approx([-0.3], abs=1e-3)


def test_on_a_parabola_falling_rates_with_an_infinite_way_are_enough():
    """1/√k: Σα² = ∞, and the mean square falls to 0 all the same."""
    rates = 1 / np.sqrt(np.arange(1, 100_001))
    seen = variances(rates)
    assert seen[99] > 5 * seen[9_999] > 10 * seen[-1]
    assert seen[-1] < 0.003
    assert (rates**2).sum() > 12


@pytest.mark.parametrize(("first", "decay"), [(0.1, 1.0), (0.1, 0.5), (0.3, 1.0)])
def test_one_over_t_leaves_a_power_of_k(first, decay):
    share = np.cumprod(1 - inverse_time(first, decay)(np.arange(100_000)))
    power = np.log(share[-1] / share[9_999]) / np.log(10)
    assert power == pytest.approx(-first / decay, rel=1e-3)


def test_with_s_equal_to_one_the_run_is_the_mean_of_all_rows():
    rows, x = np.random.default_rng(0).normal(size=50), np.zeros(1)
    for k, row in enumerate(rows):
        x, _ = GradientDescent(inverse_time(1.0)).step(x, x - row, None, k + 1)
        assert x[0] == pytest.approx(rows[: k + 1].mean(), abs=1e-14)
    assert variances(1 / np.arange(1, 101))[-1] == pytest.approx(1 / 100)


@pytest.mark.parametrize("name", ["6b", "6c", "6f"])
def test_the_bounds_that_the_lesson_calls_attained_are(name):
    assert theorem(name).worst_case(60).ratio[-1] == pytest.approx(1, abs=1e-12)


def test_averages_and_growing_batches_are_as_quiet_as_falling_rates_to_a_factor_4():
    steps, rng = 4000, np.random.default_rng(0)
    run = minimize(
        lambda x: x[0] ** 2 / 2,
        lambda x: x + rng.normal(size=x.shape),
        np.ones((1, 200)),
        PolyakRuppert(GradientDescent(0.1), start=steps // 2),
        steps=steps,
        tol=0,
        every=steps,
    )
    mean = (averaged(run.memory) ** 2).mean()
    assert mean == pytest.approx(2 / steps, rel=0.3)
    sizes = np.floor(1.02 ** np.arange(269))
    assert sizes.sum() == pytest.approx(10_000, rel=0.02)
    growing = variances(np.full(269, 0.1), 1.0, 1 / sizes)[-1]
    assert 1 / 10_000 < growing < 4 / 10_000
    assert floor(0.1) > 100 * growing


def loose_rows(n, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 100)) / 10
    return landscapes.least_squares(X, rng.normal(size=n))


def test_every_row_is_content_at_a_common_minimizer_and_at_no_other():
    for n, content in ((20, True), (200, False)):
        f = loose_rows(n)
        best = np.linalg.lstsq(f.X, f.y)[0]
        assert np.linalg.norm(f.gradient(best)) < 1e-12
        assert (abs(f.per_example_gradients(best)).max() < 1e-12) == content


def test_the_floor_of_regression_is_above_that_of_constant_noise():
    """The gradients of rows spread more where the loss is higher."""
    f = loose_rows(200)
    best = f.minimizers[0]
    away = best + np.ones(100)
    spread = [f.per_example_gradients(w).var(axis=1).sum() for w in (best, away)]
    assert spread[1] > 2 * spread[0]


def test_shuffled_epochs_are_quieter_than_draws_with_replacement():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 2))
    f = landscapes.least_squares(X, X @ [1.0, 2.0] + rng.normal(size=40))
    squares = []
    for draw in (batches, with_replacement):
        ends = []
        for seed in range(30):
            rows = draw(f.X, f.y, size=1, rng=np.random.default_rng(seed))
            run = minimize(
                f.value,
                f.gradient,
                f.minimizers[0],
                GradientDescent(0.02),
                steps=400,
                tol=0,
                batches=rows,
            )
            ends.append(((run.x - f.minimizers[0]) ** 2).sum())
        squares.append(np.mean(ends))
    assert squares[0] < squares[1] / 2


def test_exact_search_on_one_row_fits_that_row_and_no_error_stops_it():
    f = loose_rows(200)
    w = np.zeros(100)
    for i in range(5):
        g = f.gradient(w, f.X[i : i + 1], f.y[i : i + 1])
        w = w - exact_step(g, np.outer(f.X[i], f.X[i])) * g
        assert f.X[i] @ w == pytest.approx(f.y[i])
    assert f.X[0] @ w != pytest.approx(f.y[0], abs=1e-3)


def test_growing_the_batch_has_the_floor_of_a_smaller_rate_for_small_rates_only():
    def at_rest(lr, size):
        return lr / (size * (2 - lr))

    assert at_rest(0.01, 4) == pytest.approx(at_rest(0.0025, 1), rel=0.01)
    assert at_rest(1.0, 4) > 1.5 * at_rest(0.25, 1)


def test_means_of_cauchy_errors_are_as_wide_as_one():
    rng = np.random.default_rng(0)
    rule = GradientDescent(inverse_time(1.0))
    x = sweep(
        lambda x: x + rng.standard_cauchy(x.shape), np.zeros((1, 2000)), rule, 300
    )
    assert np.median(abs(x)) == pytest.approx(1, abs=0.15)
