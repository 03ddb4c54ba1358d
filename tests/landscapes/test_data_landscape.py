"""Mini-batches of regression losses, and the gradients of single rows."""

import numpy as np
import pytest

from gdcourse.landscapes import least_squares, logistic, ridge, softmax

RNG = np.random.default_rng(8)
X = RNG.normal(size=(24, 3))
Y, BITS, LABELS = RNG.normal(size=24), np.arange(24) % 2, np.arange(24) % 4
LOSSES = {
    "least squares": (least_squares(X, Y), Y),
    "ridge": (ridge(X, Y, 0.3), Y),
    "logistic": (logistic(X, BITS), BITS),
    "logistic with strength": (logistic(X, BITS, 0.2), BITS),
    "softmax": (softmax(X, LABELS), LABELS),
    "softmax with strength": (softmax(X, LABELS, 0.1), LABELS),
}
EVERY = pytest.mark.parametrize(("f", "y"), LOSSES.values(), ids=LOSSES)


def point(f, batch=()):
    return np.random.default_rng(1).normal(size=(f.dimension, *batch))


@EVERY
def test_a_batch_of_all_rows_is_the_loss_itself(f, y):
    w = point(f, (5,))
    for part in (f.value, f.gradient, f.hessian):
        assert (part(w, X, y) == part(w)).all()


@EVERY
def test_the_mean_over_equal_batches_is_the_whole(f, y):
    w, rows = point(f), np.split(np.random.default_rng(2).permutation(24), 4)
    for part in (f.value, f.gradient, f.hessian):
        mean = sum(part(w, X[some], y[some]) for some in rows) / 4
        assert np.allclose(mean, part(w), rtol=1e-13, atol=1e-15)


@EVERY
def test_per_example_gradients_are_those_of_batches_of_one(f, y):
    w = point(f)
    each = f.per_example_gradients(w)
    alone = [f.gradient(w, X[i : i + 1], y[i : i + 1]) for i in range(24)]
    assert each.shape == (f.dimension, 24)
    assert np.allclose(each.T, alone, rtol=1e-13, atol=1e-15)
    assert np.allclose(each.mean(axis=1), f.gradient(w), rtol=1e-13, atol=1e-15)
    some = f.per_example_gradients(w, X[3:5], y[3:5])
    assert np.allclose(some, each[:, 3:5], rtol=1e-14)


def test_softmax_takes_the_classes_of_a_batch_as_numbers_or_rows():
    f, labels = LOSSES["softmax"]
    one_hot = np.eye(4)[labels[:6]]
    w = point(f)
    assert (f.gradient(w, X[:6], labels[:6]) == f.gradient(w, X[:6], one_hot)).all()
    assert np.isfinite(f.gradient(w, X[:1], labels[:1])).all()  # one class is enough


@EVERY
def test_batches_and_rows_keep_float32(f, y):
    w = point(f).astype(np.float32)
    assert f.gradient(w, X[:5], y[:5]).dtype == np.float32
    assert f.per_example_gradients(w).dtype == np.float32


@EVERY
def test_batches_that_do_not_fit_are_told_in_one_line(f, y):
    w = point(f)
    with pytest.raises(ValueError, match="a mini-batch must be X and y, got 1 arrays"):
        f.gradient(w, X)
    with pytest.raises(ValueError, match="must .*, got shape"):
        f.gradient(w, X[:, :2], y)
    with pytest.raises(ValueError, match="one entry for each of the 24 rows .*, got"):
        f.gradient(w, X, y[:7])
    with pytest.raises(
        ValueError, match=r"w must be one vector here, got shape \(\d+, 2"
    ):
        f.per_example_gradients(point(f, (2,)))
