"""Errors have three parts: what is wrong, what came, what to try."""

import numpy as np
import pytest

from gdcourse import arguments

HINT = "Try 1."

BAD = [
    (arguments.finite, [1, float("inf")], "x must be finite, got [1, inf]. Try 1."),
    (arguments.finite, [], "x must not be empty, got []. Try 1."),
    (arguments.finite, 1j, "x must be real numbers, got 1j. Try 1."),
    (arguments.finite, None, "x must be real numbers, got None. Try 1."),
    (arguments.positive, 0, "x must be positive, got 0. Try 1."),
    (arguments.not_negative, -2, "x must not be negative, got -2. Try 1."),
    (arguments.function, 3, "x must be a function, got 3. Try 1."),
]


@pytest.mark.parametrize(("door", "value", "message"), BAD)
def test_a_bad_argument_gets_one_message_of_three_parts(door, value, message):
    with pytest.raises((ValueError, TypeError)) as error:
        door("x", value, HINT)
    assert str(error.value) == message


def test_ragged_rows_are_named_as_such():
    with pytest.raises(ValueError, match="rows of different lengths"):
        arguments.finite("x", [[1, 2], [3]], HINT)


@pytest.mark.parametrize("value", [0, 1.5, True, "3", None])
def test_only_whole_numbers_from_the_minimum_on_are_integers(value):
    with pytest.raises(ValueError, match="n must be a whole number of at least 1"):
        arguments.integer("n", value, 1, HINT)


def test_shapes_are_shown_both():
    with pytest.raises(ValueError, match=r"shape \(2,\), got \(3,\)\. Try 1\."):
        arguments.same_shape("g", np.ones(3), np.ones(2), HINT)


def test_a_long_value_is_shown_short_and_on_one_line():
    text = arguments.shown(np.ones((50, 50)))
    assert len(text) <= 60
    assert "\n" not in text


def test_integers_become_floats_and_single_precision_stays():
    assert arguments.finite("x", [1, 2], HINT).dtype == np.float64
    assert arguments.finite("x", np.float32([1]), HINT).dtype == np.float32
