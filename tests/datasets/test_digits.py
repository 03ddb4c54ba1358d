"""The digits: shapes, ranges, the counts that the authors published."""

import numpy as np

from gdcourse.datasets import load_digits


def test_digits_unpack_into_pixels_and_labels():
    X, labels = load_digits()
    assert X.shape == (1797, 64)
    assert labels.shape == (1797,)
    assert X.dtype == np.float64
    assert labels.dtype.kind == "i"


def test_pixels_are_whole_numbers_from_0_to_16():
    X, _ = load_digits()
    assert (X.min(), X.max()) == (0, 16)
    np.testing.assert_array_equal(X, X.round())


def test_labels_are_counted_as_published():
    counts = np.bincount(load_digits().labels)
    assert counts.tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_images_are_the_rows_in_a_square():
    digits = load_digits()
    assert digits.images.shape == (1797, 8, 8)
    np.testing.assert_array_equal(digits.images[7, 3], digits.X[7, 24:32])


def test_mean_zero_has_a_hole_and_mean_one_has_not():
    digits = load_digits()
    center = digits.images[:, 3:5, 3:5].mean(axis=(1, 2))
    assert center[digits.labels == 0].mean() < 2
    assert center[digits.labels == 1].mean() > 10


def test_representation_names_the_size():
    assert repr(load_digits()) == "Digits(1797 images of 8 x 8 pixels)"
