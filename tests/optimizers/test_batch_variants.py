"""Batches: each sample once per epoch, in pairs; and what their gradients average to.

The closed forms are those of lesson 05: the mean of the sample gradients is the full
gradient; the variance of a batch is σ²/B, times (n - B)/(n - 1) without replacement.
"""

from itertools import combinations, islice, product

import numpy as np
import pytest

from gdcourse.landscapes import least_squares
from gdcourse.optimizers import GradientDescent
from gdcourse.optimizers.batch_variants import accumulate, batches, with_replacement


def seeded(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def numbered(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows that know their own number, in both arrays."""
    return np.arange(2.0 * n).reshape(n, 2), np.arange(n)


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


def epochs_of(n, size, epochs, **options):
    run = batches(*numbered(n), size=size, rng=seeded(), epochs=epochs, **options)
    visited, per_epoch = [y for _, y in run], -(-n // size)
    return [visited[i : i + per_epoch] for i in range(0, len(visited), per_epoch)]


SIZES = [(12, 4), (12, 5), (7, 3), (5, 1), (5, 5), (5, 9), (1, 1)]


# the iterator


@pytest.mark.parametrize(("n", "size"), SIZES)
def test_every_sample_comes_exactly_once_per_epoch(n, size):
    for epoch in epochs_of(n, size, epochs=4):
        assert sorted(np.concatenate(epoch)) == list(range(n))


@pytest.mark.parametrize(("n", "size"), SIZES)
def test_all_batches_are_full_but_the_last_which_is_kept(n, size):
    for epoch in epochs_of(n, size, epochs=2):
        *full, last = map(len, epoch)
        assert set(full) <= {size}
        assert last == (n % size or min(size, n))


def test_the_last_partial_batch_can_be_dropped():
    run = batches(*numbered(7), size=3, rng=seeded(), epochs=2, drop_last=True)
    assert [len(y) for _, y in run] == [3, 3, 3, 3]


def test_what_is_dropped_differs_between_epochs():
    run = batches(np.arange(7), size=6, rng=seeded(), epochs=9, drop_last=True)
    assert len({(set(range(7)) - set(y.tolist())).pop() for (y,) in run}) > 1


@pytest.mark.parametrize(("n", "size"), SIZES)
def test_pairs_stay_together(n, size):
    X, _ = numbered(n)
    for some_X, some_y in batches(*numbered(n), size=size, rng=seeded(), epochs=3):
        assert np.array_equal(some_X, X[some_y])


def test_any_number_of_arrays_is_kept_together():
    arrays = (np.arange(6), np.arange(6) ** 2, list("abcdef"), np.zeros((6, 2, 3)))
    for one, two, three, four in batches(*arrays, size=4, rng=seeded(), epochs=2):
        assert np.array_equal(two, one**2)
        assert [ord(letter) - ord("a") for letter in three] == one.tolist()
        assert four.shape == (len(one), 2, 3)


def test_each_epoch_has_an_order_of_its_own():
    orders = [tuple(np.concatenate(epoch)) for epoch in epochs_of(20, 6, epochs=5)]
    assert len(set(orders)) == 5


def test_every_order_of_three_samples_is_equally_likely():
    orders = [tuple(np.concatenate(e)) for e in epochs_of(3, 2, epochs=6000)]
    _, counts = np.unique(orders, axis=0, return_counts=True)
    assert len(counts) == 6
    assert ((counts - 1000) ** 2 / 1000).sum() < 20.5  # chi-squared(5), p = 0.001


def test_the_same_seed_gives_the_same_batches():
    one, two = (
        [y.tolist() for _, y in batches(*numbered(9), size=4, rng=seeded(), epochs=3)]
        for _ in "ab"
    )
    assert one == two


def test_the_next_run_of_one_generator_has_new_batches():
    rng = seeded()
    one, two = (
        [y for _, y in batches(*numbered(9), size=9, rng=rng, epochs=1)] for _ in "ab"
    )
    assert not np.array_equal(one, two)


def test_without_epochs_it_never_ends():
    run = batches(*numbered(4), size=3, rng=seeded())
    assert len(list(islice(run, 1001))) == 1001


def test_the_data_are_neither_changed_nor_shared():
    X, y = numbered(5)
    X.flags.writeable = y.flags.writeable = False
    for size in (2, 5, 8):
        for some_X, some_y in batches(X, y, size=size, rng=seeded(), epochs=1):
            some_X += 1
            some_y += 1
    assert np.array_equal(X, numbered(5)[0])
    assert np.array_equal(y, numbered(5)[1])


def test_the_type_of_the_data_is_kept():
    X, y = numbered(5)
    run = batches(X.astype(np.float32), y, size=2, rng=seeded(), epochs=1)
    assert {(a.dtype, b.dtype) for a, b in run} == {(np.dtype("f4"), y.dtype)}


# costs: the samples an update has seen are the length of its batch


@pytest.mark.parametrize(("size", "cost"), [(60, 60), (1, 1), (10, 10)])
def test_an_update_costs_n_one_or_b_sample_gradients(size, cost):
    calls = []

    def gradient(w, X, y):
        calls.append(len(y))
        return mean_gradient(w, X, y)

    X, y = regression(60, 3)
    for part in batches(X, y, size=size, rng=seeded(), epochs=1):
        gradient(np.zeros(3), *part)
    assert set(calls) == {cost}
    assert sum(calls) == 60


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


def test_samples_drawn_with_replacement_are_uniform_pairs_and_repeat():
    X, y = numbered(5)
    drawn = list(islice(with_replacement(X, y, size=8, rng=seeded()), 2000))
    assert all(np.array_equal(some_X, X[some_y]) for some_X, some_y in drawn)
    assert all(len(set(some_y)) < 8 for _, some_y in drawn)
    counts = np.bincount(np.concatenate([some_y for _, some_y in drawn]))
    assert ((counts - 3200) ** 2 / 3200).sum() < 18.5  # chi-squared(4), p = 0.001


# gradients add


PARTS = [[3, 3, 3, 3], [5, 5, 2], [1, 11], [12]]


def cut(X, y, lengths):
    ends = np.cumsum(lengths)[:-1]
    return list(zip(np.split(X, ends), np.split(y, ends), strict=True))


@pytest.mark.parametrize("lengths", PARTS)
def test_accumulated_parts_of_any_lengths_are_the_full_gradient(lengths):
    (X, y), w = regression(12, 4), np.ones(4)
    parts = cut(X, y, lengths)
    whole = accumulate(mean_gradient, w, parts)
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
    whole = accumulate(mean_gradient, w, batches(X, y, size=7, rng=seeded(), epochs=1))
    np.testing.assert_allclose(whole, mean_gradient(w, X, y), rtol=1e-12)


def test_parts_of_512_rows_accumulate_to_the_gradient_of_20000():
    X, y = regression(20_000, 100)
    w = np.ones(100)
    ends = [512] * 39 + [20_000 - 39 * 512]
    full = mean_gradient(w, X, y)
    whole = accumulate(mean_gradient, w, cut(X, y, ends))
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


# bad input


BAD = {
    "unequal lengths": lambda: batches(np.ones(3), np.ones(4), size=1, rng=seeded()),
    "no arrays": lambda: batches(size=1, rng=seeded()),
    "no rows": lambda: batches(np.ones((0, 3)), size=1, rng=seeded()),
    "a number": lambda: batches(3.0, size=1, rng=seeded()),
    "size 0": lambda: batches(np.ones(3), size=0, rng=seeded()),
    "size -1": lambda: with_replacement(np.ones(3), size=-1, rng=seeded()),
    "size 2.5": lambda: batches(np.ones(3), size=2.5, rng=seeded()),
    "epochs 0": lambda: batches(np.ones(3), size=1, rng=seeded(), epochs=0),
    "nothing left": lambda: batches(
        np.ones(3), size=4, rng=seeded(), epochs=1, drop_last=True
    ),
    "no parts": lambda: accumulate(mean_gradient, np.ones(2), []),
    "empty drawing": lambda: with_replacement([], size=1, rng=seeded()),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_batched_is_refused_at_once(case):
    with pytest.raises(ValueError, match=r".+, got .+\. [A-Z].+\."):
        BAD[case]()


@pytest.mark.parametrize("rng", [0, None, np.random, "seed"])
@pytest.mark.parametrize("draw", [batches, with_replacement])
def test_a_seed_is_no_generator(draw, rng):
    with pytest.raises(
        TypeError, match=r"rng must be a NumPy generator, got .*default_rng\(0\)"
    ):
        draw(np.ones(3), size=1, rng=rng)


def test_the_message_repeats_the_seed_that_came():
    with pytest.raises(TypeError, match=r"Pass rng=np\.random\.default_rng\(7\)"):
        batches(np.ones(3), size=1, rng=7)
