"""Gradient estimators: bias and variance by enumeration, by integrals, by samples."""

import numpy as np
import pytest

from gdcourse.derivation import (
    best_baseline,
    exact_gradient,
    gumbel_softmax,
    probabilities,
    reinforce,
    reinforce_of_each,
    straight_through,
    straight_through_of_each,
    total_variance,
)

THETA, F = np.array([0.2, -0.5, 1.0]), np.array([1.0, 4.0, 2.0])
P = probabilities(THETA)
EXACT = exact_gradient(THETA, F)


@pytest.mark.parametrize("baseline", [0.0, P @ F, -3.0, 100.0])
def test_reinforce_is_unbiased_with_every_baseline(baseline):
    mean = reinforce_of_each(THETA, F, baseline) @ P
    assert np.abs(mean - EXACT).max() < 1e-15 * max(1, abs(baseline))


def test_a_baseline_takes_most_of_the_variance_away():
    best = best_baseline(THETA, F)
    assert best == pytest.approx(2.1276, abs=5e-5)
    variances = [total_variance(THETA, F, b) for b in (0.0, P @ F, best)]
    assert variances == pytest.approx([3.2234, 0.7316, 0.7224], abs=5e-5)


def test_no_baseline_is_better_than_the_best():
    best = best_baseline(THETA, F)
    around = [total_variance(THETA, F, best + step) for step in (-0.1, 0.0, 0.1)]
    assert around[1] < min(around[0], around[2])
    # The variance is a parabola in b, so its minimum lies in the middle.
    assert around[0] == pytest.approx(around[2], rel=1e-12)


def test_samples_of_reinforce_scatter_as_promised():
    n = 40_000
    g = reinforce(THETA, F, np.random.default_rng(0), n, baseline=P @ F)
    assert g.shape == (3, n)
    variance = ((g - EXACT[:, None]) ** 2).sum(axis=0).mean()
    assert variance == pytest.approx(total_variance(THETA, F, P @ F), rel=0.05)
    assert (np.abs(g.mean(axis=1) - EXACT) < 4 * g.std(axis=1) / np.sqrt(n)).all()


def integrated(temperature, step=0.1, reach=42.0):
    """Mean and deviation of ``gumbel_softmax`` without samples.

    Only the differences a, b of the Gumbel variables to the third count, and they have
    the density 2 e^{−a−b} / (1 + e^{−a} + e^{−b})³. Sums over a grid are exact to
    rounding for such smooth functions.
    """
    grid = np.arange(-reach, reach + step / 2, step)
    a, b = np.meshgrid(grid, grid)
    tops = np.maximum(0, np.maximum(-a, -b))
    sums = np.exp(-tops) + np.exp(-a - tops) + np.exp(-b - tops)
    density = 2 * np.exp(-a - b - 3 * tops) / sums**3 * step**2
    z = np.array([THETA[0] + a, THETA[1] + b, THETA[2] + 0 * a]) / temperature
    y = np.exp(z - z.max(axis=0))
    y /= y.sum(axis=0)
    g = y * (F[:, None, None] - np.tensordot(F, y, 1)) / temperature
    mean, square = ((g**n * density).sum(axis=(1, 2)) for n in (1, 2))
    assert density.sum() == pytest.approx(1, abs=1e-12)
    return mean, np.sqrt(square - mean**2)


# Largest bias and deviation of a component, from the integral.
TRADE = {1.0: (0.0436, 0.1892), 0.5: (0.0146, 0.3671), 0.1: (0.00075, 0.9957)}


@pytest.mark.parametrize("temperature", TRADE)
def test_a_cold_soft_choice_has_less_bias_and_more_scatter(temperature):
    bias, scatter = TRADE[temperature]
    mean, deviation = integrated(temperature)
    assert np.abs(mean - EXACT).max() == pytest.approx(bias, rel=5e-3)
    assert deviation.max() == pytest.approx(scatter, rel=5e-4)
    n = 100_000
    g = gumbel_softmax(THETA, F, np.random.default_rng(1), n, temperature)
    assert (np.abs(g.mean(axis=1) - mean) < 4 * deviation / np.sqrt(n)).all()
    assert g.std(axis=1) == pytest.approx(deviation, rel=0.03)


def test_the_largest_entry_of_a_soft_choice_has_the_hard_chances():
    n = 100_000
    # Pay for choice i gives −yᵢ yⱼ as slope in θⱼ: the smallest product lacks the top.
    first, second = (
        gumbel_softmax(THETA, pay, np.random.default_rng(2), n) for pay in np.eye(3)[:2]
    )
    products = -np.array([second[2], first[2], first[1]])
    share = np.bincount(products.argmin(axis=0)) / n
    assert (np.abs(share - P) < 4 * np.sqrt(P * (1 - P) / n)).all()


@pytest.mark.parametrize("theta", [-1.0, 0.0, 0.7])
def test_straight_through_is_right_for_lines_and_biased_for_parabolas(theta):
    p, t = 1 / (1 + np.exp(-theta)), 0.3
    ends = np.array([1 - p, p])
    line = straight_through_of_each(theta, lambda b: 0 * b + 3.0) @ ends
    assert line == pytest.approx(exact_gradient([0, theta], [5.0, 8.0])[1], rel=1e-14)
    exact = exact_gradient([0, theta], [t**2, (1 - t) ** 2])[1]
    mean = straight_through_of_each(theta, lambda b: 2 * (b - t)) @ ends
    assert exact == pytest.approx(p * (1 - p) * (1 - 2 * t), rel=1e-14)
    assert mean - exact == pytest.approx(
        p * (1 - p) * (2 * p - 1), rel=1e-12, abs=1e-16
    )


def test_straight_through_may_point_uphill():
    # f(b) = b⁴ − 3b/2 is lower at 1 than at 0, but at 1 it rises.
    exact = exact_gradient([0.0, 2.0], [0.0, -0.5])[1]
    p = probabilities([0.0, 2.0])
    mean = straight_through_of_each(2.0, lambda b: 4 * b**3 - 1.5) @ p
    assert exact < 0 < mean


def test_samples_of_straight_through_are_its_two_values():
    g = straight_through(0.7, lambda b: 2 * (b - 0.3), np.random.default_rng(3), 10_000)
    low, high = straight_through_of_each(0.7, lambda b: 2 * (b - 0.3))
    assert g.shape == (10_000,)
    assert set(g) == {low, high}
    p = probabilities([0.0, 0.7])[1]
    assert np.mean(g == high) == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 1e4))


def test_the_same_seed_gives_the_same_samples():
    for draw in (reinforce, gumbel_softmax):
        one, other = (draw(THETA, F, np.random.default_rng(5), 9) for _ in range(2))
        assert (one == other).all()


RNG = np.random.default_rng(0)
BAD = [
    (lambda: reinforce(THETA, F, 0, 5), TypeError, "rng must be .*, got 0. Try"),
    (lambda: reinforce(THETA, F, RNG, 0), ValueError, "samples must be .*, got 0"),
    (
        lambda: reinforce(THETA, F[:2], RNG, 5),
        ValueError,
        r"f must have .*, got \(2,\)",
    ),
    (
        lambda: gumbel_softmax(THETA, F, RNG, 5, temperature=0.0),
        ValueError,
        "temperature must be positive, got 0.0",
    ),
    (
        lambda: total_variance(THETA, F, [1.0, 2.0]),
        ValueError,
        "baseline must be one number, got",
    ),
    (
        lambda: straight_through(0.0, 2.0, RNG, 5),
        TypeError,
        "slope must be a function, got 2.0",
    ),
    (
        lambda: straight_through(0.0, lambda b: 2.0, RNG, 5),
        ValueError,
        r"slope\(bits\) must have shape \(2,\), got \(\)",
    ),
]


@pytest.mark.parametrize(("call", "error", "words"), BAD)
def test_estimators_that_cannot_work_say_so_in_one_line(call, error, words):
    with pytest.raises(error, match=words):
        call()
