"""Batches: each sample once per epoch, in pairs, in a new order every time.

What their gradients average to stands in test_batch_gradients.py.
"""

from itertools import islice

import numpy as np
import pytest

from gdcourse.landscapes import least_squares
from gdcourse.optimizers.batch_variants import batches, with_replacement


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


def test_samples_drawn_with_replacement_are_uniform_pairs_and_repeat():
    X, y = numbered(5)
    drawn = list(islice(with_replacement(X, y, size=8, rng=seeded()), 2000))
    assert all(np.array_equal(some_X, X[some_y]) for some_X, some_y in drawn)
    assert all(len(set(some_y)) < 8 for _, some_y in drawn)
    counts = np.bincount(np.concatenate([some_y for _, some_y in drawn]))
    assert ((counts - 3200) ** 2 / 3200).sum() < 18.5  # chi-squared(4), p = 0.001


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
    with pytest.raises(TypeError, match=r"Try np\.random\.default_rng\(7\)"):
        batches(np.ones(3), size=1, rng=7)
