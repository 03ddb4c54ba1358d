"""Equal enough, or the first place where two results differ."""

import numpy as np
import pytest

from gdcourse.checks.comparison import difference, raises, such_that


@pytest.mark.parametrize(
    ("got", "wanted"),
    [
        (1, 1.0),
        (np.float64(0.1) + 0.2, 0.3),
        ((1.0, 2.0), [1, 2]),
        (np.array([1.0, 2.0]), [1.0, 2.0]),
        ([np.array([1.0]), "budget"], (np.array([1.0]), "budget")),
        (np.array([True, False]), np.array([True, False])),
        ([float("nan")], [float("nan")]),
        ([float("inf")], [float("inf")]),
        ([], []),
        ([[1.0], [1.0, 2.0]], [[1.0], [1.0, 2.0]]),
        ({"a": 1, "b": True}, {"a": 1, "b": True}),
        (None, None),
        (1e6 * (1 + 1e-13), 1e6),
        (1e-16, 0.0),
    ],
)
def test_equal_results_have_no_difference(got, wanted):
    assert difference(got, wanted) is None


@pytest.mark.parametrize(
    ("got", "wanted", "shown"),
    [
        (1.0, 2.0, ("2.0", "1.0")),
        (True, 1, ("1", "True")),
        (1, True, ("True", "1")),
        (np.array([True]), np.array([False]), ("[0]", "[1]")),
        (np.array([True]), np.array([1.0]), ("[1.0]", "[True]")),
        ("a", "b", ("'b'", "'a'")),
        (-1e-9, 0.0, ("0.0", "-1e-09")),
        (0.1 + 0.2 + 1e-9, 0.3, ("0.29999999999999999", "0.30000000100000007")),
        ([1.0, 2.0], [1.0, 3.0], ("[1.0, 3.0]", "[1.0, 2.0]")),
        ((1.0, "budget"), (1.0, "diverged"), ("'diverged' at [1]", "'budget' at [1]")),
        ({"a": 1}, {"a": 2}, ("2 at 'a'", "1 at 'a'")),
        ("a dict was wanted", {"a": 2}, ("{'a': 2}", "'a dict was wanted'")),
        ({"b": 2}, {"a": 2}, ("{'a': 2}", "{'b': 2}")),
        ([np.ones(2), 1.0], (np.ones(2), 2.0), ("2.0 at [1]", "1.0 at [1]")),
        (
            3,
            such_that("a number below 3", lambda got: got < 3),
            ("a number below 3", "3"),
        ),
        (3, raises(ValueError), ("ValueError", "3")),
    ],
)
def test_both_values_are_shown_where_they_differ(got, wanted, shown):
    found = difference(got, wanted)
    assert (found.wanted, found.got) == shown
    assert found.sentence == ""


@pytest.mark.parametrize(
    ("got", "wanted", "sentence"),
    [
        ([1.0] * 3, [1.0] * 4, "it must return 4 numbers, got 3."),
        (np.ones((2, 1)), np.ones(2), "it must return shape (2,), got shape (2, 1)."),
        ([1.0], 1.0, "it must return one number, got an array of shape (1,)."),
        ([1.0, np.nan], [1.0, 2.0], "every number must be finite, got nan."),
        ([[1.0], [1.0, 2.0]], [1.0, 2.0], "it returned rows of different lengths."),
    ],
)
def test_wrong_forms_have_a_sentence_of_their_own(got, wanted, sentence):
    assert difference(got, wanted).sentence == sentence


def test_large_results_show_only_the_first_difference():
    got, wanted = np.zeros((3, 4)), np.zeros((3, 4))
    got[1, 2] = 5.0
    found = difference(got, wanted)
    assert (found.wanted, found.got) == ("0.0 at [1, 2]", "5.0 at [1, 2]")


def test_tolerance_scales_with_the_largest_number():
    assert difference([1e6, 1e-7], [1e6, 0.0]) is None
    assert difference([1e-3, 1e-7], [1e-3, 0.0]) is not None
    assert difference(1.0 + 1e-6, 1.0, rtol=1e-5) is None


def test_expected_errors_are_accepted():
    assert difference(ValueError("x"), raises(ValueError)) is None
    assert difference(TypeError("x"), raises(ValueError)).got == "TypeError"
