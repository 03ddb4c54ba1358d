"""Minimizers by Newton's method, and the cases in which there is none."""

import numpy as np
import pytest

from gdcourse.landscapes import logistic, softmax

RNG = np.random.default_rng(8)
X = RNG.normal(size=(80, 3))
CLEAR = (X[:, 0] > 0).astype(int)
NOISY = (X[:, 0] + RNG.normal(size=80) > 0).astype(int)


def test_the_closed_form_of_a_single_column_of_ones_is_found():
    f = logistic(np.ones((10, 1)), [1] * 7 + [0] * 3)
    assert f.minimizers[0, 0] == pytest.approx(np.log(7 / 3), rel=1e-14)
    g = softmax(np.ones((10, 1)), [0] * 5 + [1] * 3 + [2] * 2)
    chances = np.exp(g.minimizers[0]) / np.exp(g.minimizers[0]).sum()
    assert chances == pytest.approx([0.5, 0.3, 0.2], rel=1e-14)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_the_scale_of_a_column_changes_only_its_weight(scale):
    wanted = logistic(X, NOISY).minimizers[0] / [scale, 1, 1]
    got = logistic(X * [scale, 1, 1], NOISY).minimizers[0]
    assert got == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("model", [logistic, softmax])
def test_separable_data_have_no_minimizer(model):
    f = model(X, CLEAR)
    assert f.minimizers.shape == (0, f.dimension)
    assert f.minimum is None


def test_one_class_alone_has_no_minimizer():
    with_ones = np.column_stack([np.ones(80), X])
    assert len(logistic(with_ones, np.ones(80)).minimizers) == 0


@pytest.mark.parametrize("model", [logistic, softmax])
def test_data_that_one_direction_separates_in_part_have_no_minimizer(model):
    # The second column is 0 but for two rows, whose labels follow its sign.
    rows = np.column_stack([X[:, 1], np.zeros(80)])
    rows[0], rows[1] = (0.0, 1.0), (0.0, -1.0)
    labels = NOISY.copy()
    labels[:2] = 1, 0
    assert len(model(rows, labels).minimizers) == 0


@pytest.mark.parametrize("strength", [1e-6, 1e-3, 1.0, 1e3])
@pytest.mark.parametrize("labels", [CLEAR, NOISY])
@pytest.mark.parametrize("model", [logistic, softmax])
def test_with_a_penalty_there_is_always_one(model, labels, strength):
    f = model(X, labels, strength)
    (w,) = f.minimizers
    assert np.linalg.norm(f.gradient(w)) < 1e-14


def test_softmax_s_minimizer_has_no_part_along_its_flat_direction():
    f = softmax(X, RNG.integers(0, 3, 80))
    rows = f.unpack(f.minimizers[0])
    assert np.abs(rows.sum(axis=1)).max() < 1e-13
