"""Slices of one flat vector, and ratios spread over them."""

import numpy as np
import pytest

from gdcourse.optimizers.layers import by_layer, checked_layers, start_of, trust_ratio
from gdcourse.optimizers.layerwise import LAMB, LARS

TWO = (slice(0, 2), slice(2, 5))


def test_each_layer_gets_its_own_number_and_the_rest_gets_one():
    x = np.array([3.0, 4.0, 1.0, 2.0, 2.0, 7.0])
    spread = by_layer(TWO, lambda part: (part @ part) ** 0.5, x)
    assert spread.tolist() == [5, 5, 3, 3, 3, 1]


def test_without_layers_the_ratio_is_one_number():
    assert by_layer(None, lambda part: part.sum(), np.arange(4.0)) == 6


def test_every_run_of_a_grid_gets_its_own_number():
    x = np.arange(10.0).reshape(5, 2)
    spread = by_layer(TWO, lambda part: part.sum(axis=0), x)
    assert spread.tolist() == [[2, 4], [2, 4], [18, 21], [18, 21], [18, 21]]


@pytest.mark.parametrize("empty", [(0.0, 2.0), (2.0, 0.0), (0.0, 0.0)])
def test_a_length_of_zero_gives_the_ratio_one(empty):
    above, below = empty
    assert trust_ratio(above, below, 0.001) == 1
    grid = trust_ratio(np.array([above, 3.0]), np.array([below, 2.0]), 0.5)
    assert grid.tolist() == [1, 0.75]


def test_a_ratio_of_float32_lengths_is_float32():
    one, two = np.ones(2, np.float32), np.zeros(2, np.float32)
    assert trust_ratio(one, two, 0.5).dtype == np.float32
    assert trust_ratio(one, one, 0.5).dtype == np.float32


@pytest.mark.parametrize("kind", [LARS, LAMB])
@pytest.mark.parametrize(
    "layers",
    [
        (slice(0, 3), slice(2, 5)),
        (slice(2, 5), slice(0, 2)),
        (slice(2, 2),),
        (slice(0, 4, 2),),
        (slice(-3, -1),),
        (slice(None, 3),),
        (slice(0, None),),
        (slice(0, 2.5),),
        [(0, 3)],
    ],
)
def test_layers_that_overlap_or_are_no_slices_are_refused(kind, layers):
    message = r"layers must be slices that follow each other, got .*\. Try \(slice\("
    with pytest.raises(ValueError, match=message):
        kind(layers=layers)


@pytest.mark.parametrize("x", [np.ones(4), np.ones((4, 9)), 1.0])
def test_layers_beyond_the_last_component_are_refused(x):
    message = (
        r"layers must lie within x, got slice\(2, 5, None\) for shape \(.*\)\. The"
    )
    with pytest.raises(ValueError, match=message):
        start_of(TWO, x)


def test_a_start_is_zero_and_has_the_shape_of_x():
    assert start_of(TWO, np.ones((5, 2))).tolist() == [[0, 0]] * 5
    assert start_of(None, 3.0) == 0
    assert checked_layers(None) is None
    assert checked_layers(list(TWO)) == TWO
