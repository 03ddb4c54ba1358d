"""Gradients of batches: their mean is the full gradient, their variance is known.

The variance of a batch is σ²/B, times (n - B)/(n - 1) without replacement; means of
parts add up by their lengths; k times the batch with k times the learning rate is the
same noise only while both are small.
"""

from itertools import combinations, islice, product

import numpy as np
import pytest

from gdcourse.landscapes import least_squares
from gdcourse.optimizers import GradientDescent
from gdcourse.optimizers.accumulation import accumulate
from gdcourse.optimizers.batch_variants import batches, with_replacement


def seeded(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def regression(n: int, d: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = seeded(seed)
    X = rng.normal(size=(n, d))
    return X, X @ rng.normal(size=d) + rng.normal(size=n)


def mean_gradient(w, X, y):
    return least_squares(X, y).gradient(w)


def sample_gradients(w, X, y):
    return np.array(
        [mean_gradient(w, X[i : i + 1], y[i : i + 1]) for i in range(len(y))]
    )


# what batch gradients average to


def test_doubling_the_data_leaves_the_mean_gradient_and_doubles_the_sum():
    (X, y), w = regression(20, 3), np.ones(3)
    once = mean_gradient(w, X, y)
    twice = mean_gradient(w, np.vstack([X, X]), np.concatenate([y, y]))
    np.testing.assert_allclose(twice, once, rtol=0, atol=1e-15)
    np.testing.assert_allclose(40 * twice, 2 * (20 * once), rtol=1e-14)


def test_the_mean_of_the_sample_gradients_is_the_full_gradient():
    (X, y), w = regression(8, 3), np.ones(3)
    mean = sample_gradients(w, X, y).mean(axis=0)
    np.testing.assert_allclose(mean, mean_gradient(w, X, y), rtol=0, atol=1e-15)


@pytest.mark.parametrize("size", range(1, 9))
def test_all_batches_of_one_size_average_to_the_full_gradient(size):
    (X, y), w = regression(8, 3), np.ones(3)
    each = sample_gradients(w, X, y)
    means = [each[list(chosen)].mean(axis=0) for chosen in combinations(range(8), size)]
    full = mean_gradient(w, X, y)
    np.testing.assert_allclose(np.mean(means, axis=0), full, rtol=0, atol=1e-14)


@pytest.mark.parametrize("size", range(1, 9))
def test_variance_without_replacement_is_exact(size):
    (X, y), w = regression(8, 3), np.ones(3)
    each = sample_gradients(w, X, y)
    means = [each[list(chosen)].mean(axis=0) for chosen in combinations(range(8), size)]
    theory = each.var(axis=0) / size * (8 - size) / 7
    np.testing.assert_allclose(np.var(means, axis=0), theory, rtol=1e-12, atol=1e-28)


@pytest.mark.parametrize("size", range(1, 5))
def test_variance_with_replacement_is_exact(size):
    (X, y), w = regression(6, 3), np.ones(3)
    each = sample_gradients(w, X, y)
    means = [each[list(drawn)].mean(axis=0) for drawn in product(range(6), repeat=size)]
    theory = each.var(axis=0) / size
    np.testing.assert_allclose(np.var(means, axis=0), theory, rtol=1e-12)


def variance_ratio(run, n, size, draws, factor):
    """Measured over predicted variance of batch means of the numbers 0 … n - 1."""
    means = [part.mean() for (part,) in islice(run, draws)]
    return np.var(means) / (np.arange(n).var() / size * factor)


@pytest.mark.parametrize("size", [1, 3, 10, 40])
def test_drawn_batches_have_the_variance_of_drawing_with_replacement(size):
    run = with_replacement(np.arange(40.0), size=size, rng=seeded(3))
    assert 0.95 < variance_ratio(run, 40, size, 10_000, factor=1) < 1.05


@pytest.mark.parametrize("size", [1, 3, 10, 20])
def test_first_batches_of_epochs_have_the_variance_without_replacement(size):
    rng, data = seeded(4), np.arange(40.0)
    run = (next(batches(data, size=size, rng=rng)) for _ in iter(int, 1))
    ratio = variance_ratio(run, 40, size, 6000, factor=(40 - size) / 39)
    assert 0.93 < ratio < 1.07


def test_the_whole_set_has_no_variance():
    means = [
        part.mean()
        for (part,) in islice(batches(np.arange(40.0), size=40, rng=seeded()), 50)
    ]
    assert np.ptp(means) == 0


# gradients add


PARTS = [[3, 3, 3, 3], [5, 5, 2], [1, 11], [12]]


def accumulated(w, parts):
    parts = list(parts)
    sizes = [len(y) for _, y in parts]
    return accumulate((mean_gradient(w, *part) for part in parts), sizes)


def cut(X, y, lengths):
    ends = np.cumsum(lengths)[:-1]
    return list(zip(np.split(X, ends), np.split(y, ends), strict=True))


@pytest.mark.parametrize("lengths", PARTS)
def test_accumulated_parts_of_any_lengths_are_the_full_gradient(lengths):
    (X, y), w = regression(12, 4), np.ones(4)
    parts = cut(X, y, lengths)
    whole = accumulated(w, parts)
    np.testing.assert_allclose(whole, mean_gradient(w, X, y), rtol=1e-12, atol=1e-14)


def test_the_mean_of_means_is_wrong_when_parts_are_unequal():
    (X, y), w = regression(12, 4), np.ones(4)
    full = mean_gradient(w, X, y)
    means = {
        len(lengths): np.mean(
            [mean_gradient(w, *p) for p in cut(X, y, lengths)], axis=0
        )
        for lengths in PARTS[:2]
    }
    np.testing.assert_allclose(means[4], full, rtol=1e-12)
    assert np.abs(means[3] - full).max() > 0.01


def test_an_epoch_of_batches_accumulates_to_the_full_gradient():
    (X, y), w = regression(50, 4), np.ones(4)
    whole = accumulated(w, batches(X, y, size=7, rng=seeded(), epochs=1))
    np.testing.assert_allclose(whole, mean_gradient(w, X, y), rtol=1e-12)


def test_parts_of_512_rows_accumulate_to_the_gradient_of_20000():
    X, y = regression(20_000, 100)
    w = np.ones(100)
    ends = [512] * 39 + [20_000 - 39 * 512]
    full = mean_gradient(w, X, y)
    whole = accumulated(w, cut(X, y, ends))
    assert np.linalg.norm(whole - full) <= 1e-13 * np.linalg.norm(full)


# linear scaling: k times the batch, k times the learning rate


def stationary_variance(lr: float, noise: float) -> float:
    """Of gradient descent on ½x² with noise ± σ in the gradient: the exact recursion.

    Signs of point and noise are independent, so four steps give the next variance.
    """
    rule, variance = GradientDescent(lr), 1.0
    for _ in range(400):
        ends = [
            rule.step(x, x + n, None, 1)[0]
            for x in (-(variance**0.5), variance**0.5)
            for n in (-noise, noise)
        ]
        variance = float(np.mean(np.square(ends)))
    return variance


LINEAR = [(2, 1.055556), (4, 1.1875), (8, 1.583333), (16, 4.75)]


@pytest.mark.parametrize(("k", "ratio"), LINEAR)
def test_linear_scaling_raises_the_variance_by_the_predicted_ratio(k, ratio):
    base = stationary_variance(0.1, noise=1.0)
    assert base == pytest.approx(0.1 / (2 - 0.1), rel=1e-12)
    scaled = stationary_variance(k * 0.1, noise=k**-0.5)
    assert scaled / base == pytest.approx((2 - 0.1) / (2 - k * 0.1), rel=1e-12)
    assert scaled / base == pytest.approx(ratio, abs=1e-6)


def test_linear_scaling_breaks_at_twenty_times_a_tenth():
    assert stationary_variance(20 * 0.1, noise=20**-0.5) > 20  # grows by σ²/5 each step


# sorted data


def test_batches_of_sorted_data_are_unbiased_only_when_shuffled():
    X = np.sort(seeded(0).uniform(-3, 3, size=100))[:, None]
    y = 2 * X[:, 0] + np.sin(X[:, 0])
    best = least_squares(X, y).minimizers[0]

    def far(parts, w=best):
        for part in parts:
            w, _ = GradientDescent(0.1).step(w, mean_gradient(w, *part), None, 1)
        return float(np.abs(w - best)[0])

    in_order = far(cut(X, y, [10] * 10) * 20)
    ends = [
        far(batches(X, y, size=10, rng=seeded(seed), epochs=20)) for seed in range(20)
    ]
    assert in_order > 3 * np.mean(ends)
