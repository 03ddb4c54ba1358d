"""Accumulated micro-batches are the whole batch, and what goes wrong by hand."""

import numpy as np
import pytest
import sympy as sp
from parabolas import close

from gdcourse.optimizers.accumulation import accumulate

RNG = np.random.default_rng(5)
X, Y, W = RNG.normal(size=(12, 3)), RNG.normal(size=12), RNG.normal(size=3)
CUTS = [(4, 8), (5, 10), (1, 11), (1, 2), ()]


def gradient(X, y):
    """Of ½ · mean squared residual."""
    return X.T @ (X @ W - y) / len(y)


def parts(cuts):
    return list(zip(np.split(X, cuts), np.split(Y, cuts), strict=True))


@pytest.mark.parametrize("cuts", CUTS)
def test_weighted_parts_of_any_sizes_are_the_gradient_of_the_whole(cuts):
    whole, sizes = gradient(X, Y), [len(y) for _, y in parts(cuts)]
    close(accumulate((gradient(*part) for part in parts(cuts)), sizes), whole, 1e-15)


def test_the_identity_is_exact_in_rational_numbers():
    samples = [sp.Rational(n, n + 1) for n in range(1, 12)]
    pieces = [samples[:5], samples[5:10], samples[10:]]
    means = [sp.Add(*piece) / len(piece) for piece in pieces]
    assert accumulate(means, [5, 5, 1]) == sp.Add(*samples) / 11


def test_the_plain_mean_is_right_for_equal_parts_only():
    whole = gradient(X, Y)
    plain = {cuts: np.mean([gradient(*p) for p in parts(cuts)], 0) for cuts in CUTS[:2]}
    close(plain[4, 8], whole, 1e-15)
    assert abs(plain[5, 10] - whole).max() > 0.05


def test_a_forgotten_division_multiplies_the_gradient_by_the_number_of_parts():
    added = sum(gradient(*part) for part in parts((3, 6, 9)))
    close(added / gradient(X, Y), 4.0)


def test_parts_are_taken_one_by_one():
    order = []

    def made():
        for part in parts((4, 8)):
            order.append("made")
            yield gradient(*part)

    def sized():
        for _, y in parts((4, 8)):
            order.append("used")
            yield len(y)

    accumulate(made(), sized())
    assert order == ["made", "used"] * 3


def test_numbers_and_float32_keep_their_kind():
    assert accumulate([2.0, 5.0], [1, 2]) == 4.0
    half = np.ones(3, dtype=np.float32)
    assert accumulate([half, half], np.array([1, 2])).dtype == np.float32


def test_no_gradient_is_changed():
    given = [np.ones(2), np.full(2, 4.0)]
    accumulate(given, [2, 1])
    assert [g.tolist() for g in given] == [[1.0, 1.0], [4.0, 4.0]]


@pytest.mark.parametrize(
    ("gradients", "sizes", "message"),
    [
        ([1.0, 2.0], [3], r"gradients and sizes .*, got fewer sizes\. "),
        ([1.0], [3, 4], r"gradients and sizes .*, got fewer gradients\. "),
        ([1.0], [0], r"size must be a whole number of at least 1, got 0\. "),
        ([1.0], [1.5], r"size must be .*, got 1\.5\. "),
        (
            [np.ones(2), np.ones(3)],
            [1, 1],
            r"every gradient must have shape \(2,\), got",
        ),
        ([], [], r"gradients must not be empty, got none\. "),
    ],
)
def test_parts_that_do_not_fit_are_refused(gradients, sizes, message):
    with pytest.raises(ValueError, match=message):
        accumulate(gradients, sizes)
