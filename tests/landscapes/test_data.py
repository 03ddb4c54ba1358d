"""Data that cannot be fitted are refused in one line of three parts."""

import re

import numpy as np
import pytest

from gdcourse.landscapes import least_squares, logistic, ridge, softmax
from gdcourse.landscapes.data import one_column_per_class

X, Y = np.arange(12.0).reshape(6, 2), np.arange(6.0)
BITS, LABELS = [0, 1, 0, 1, 1, 0], [0, 1, 2, 0, 1, 2]
NAN = np.full((6, 2), np.nan)
THREE_PARTS = re.compile(r"^[^\n]+, got [^\n]+\. [A-Z][^\n]+\.$")
MODELS = {
    "least squares": (lambda X, y: least_squares(X, y), Y),
    "ridge": (lambda X, y: ridge(X, y, 0.1), Y),
    "logistic": (lambda X, y: logistic(X, y), BITS),
    "softmax": (lambda X, y: softmax(X, y), LABELS),
}
ROWS = {
    "no rows": np.zeros((0, 2)),
    "no columns": np.zeros((6, 0)),
    "nothing": [],
    "NaN": NAN,
    "infinity": X + np.inf,
    "one dimension": X[:, 0],
    "three dimensions": X[:, :, None],
    "rows of different lengths": [[1.0, 2.0], [3.0]],
    "too few rows": X[:5],
}
TARGETS = {
    "nothing": [],
    "too few": [0, 1],
    "a column": np.zeros((6, 1)),
    "NaN": [0, 1, np.nan, 0, 1, 0],
    "one number": 1.0,
}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("rows", ROWS)
def test_bad_rows_are_refused(model, rows):
    build, targets = MODELS[model]
    with pytest.raises(ValueError, match=THREE_PARTS):
        build(ROWS[rows], targets)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("targets", TARGETS)
def test_bad_targets_are_refused(model, targets):
    with pytest.raises(ValueError, match=THREE_PARTS):
        MODELS[model][0](X, TARGETS[targets])


@pytest.mark.parametrize("model", MODELS)
def test_words_and_complex_numbers_are_no_data(model):
    build, targets = MODELS[model]
    for rows in (X * 1j, np.full((6, 2), "a")):
        with pytest.raises(TypeError, match="X must be real numbers"):
            build(rows, targets)


@pytest.mark.parametrize("labels", [[-1, 1] * 3, [1, 2] * 3, [0, 0.5] * 3])
def test_logistic_wants_zeros_and_ones(labels):
    with pytest.raises(ValueError, match=r"must be 0 or 1, got .*\(y \+ 1\) / 2"):
        logistic(X, labels)


@pytest.mark.parametrize("labels", [[0] * 6, [1, 2] * 3, [0, 2] * 3, [0, 1, 1.5] * 2])
def test_softmax_wants_classes_counted_from_zero(labels):
    with pytest.raises(ValueError, match="without a gap .*got .*return_inverse"):
        softmax(X, labels)


@pytest.mark.parametrize("strength", [-1.0, np.nan, np.inf, [0.1, 0.2]])
@pytest.mark.parametrize("model", [ridge, logistic, softmax])
def test_a_strength_is_one_number_of_at_least_zero(model, strength):
    with pytest.raises(ValueError, match=r"strength must .*, got .*try 0\.1"):
        model(X, BITS, strength)


def test_labels_may_be_booleans():
    assert logistic(X, np.array(BITS, bool)).y.tolist() == BITS


def test_integer_data_become_floats():
    assert least_squares(X.astype(int), Y.astype(int)).X.dtype == np.float64


def test_each_class_has_its_column():
    assert one_column_per_class(np.array([0, 2, 1])).tolist() == [
        [1, 0, 0],
        [0, 0, 1],
        [0, 1, 0],
    ]
