"""Armijo's condition where numbers can tell, slopes where they cannot."""

import numpy as np
import pytest

from gdcourse.optimizers.sufficient_decrease import (
    ROUNDING,
    check_descent,
    check_search,
    falls_enough,
)

EPS = np.finfo(float).eps


def refuse():
    raise AssertionError("the slope was asked where the values are clear")


@pytest.mark.parametrize(("reached", "fits"), [(1.0, True), (1.3, False)])
def test_clear_values_decide_without_the_slope(reached, fits):
    assert falls_enough(reached, 2.0, -1.5, -1.5, 0.5, refuse) == fits


def test_armijo_on_a_parabola_is_the_condition_on_slopes():
    """φ(α) = 1 - α + a α²/2: both say α ≤ 2 (1 - c) / a."""
    a, c = 3.0, 0.2
    for alpha in np.linspace(0.01, 1.2, 50):
        values = 1 - alpha + a * alpha**2 / 2 <= 1 - c * alpha
        slopes = -1 + a * alpha <= (2 * c - 1) * -1
        assert values == slopes == (alpha <= 2 * (1 - c) / a)


@pytest.mark.parametrize(
    ("slope_there", "fits"), [(-0.5, True), (0.99, True), (1, False)]
)
def test_values_that_agree_to_rounding_leave_it_to_the_slope(slope_there, fits):
    found = falls_enough(1 + EPS, 1.0, -1e-18, -1.0, 1e-4, lambda: slope_there)
    assert found == fits


def test_without_a_slope_values_that_agree_pass():
    assert ROUNDING == 8
    assert falls_enough(1 + 8 * EPS, 1.0, -1e-18, -1.0, 1e-4)
    assert not falls_enough(1 + 9 * EPS, 1.0, -1e-18, -1.0, 1e-4)


def test_equal_values_do_not_pass_where_a_fall_could_be_seen():
    assert not falls_enough(1.0, 1.0, -1e-9, -1e-9, 1e-4)


def test_the_allowance_is_that_of_the_type():
    eps = np.finfo(np.float32).eps
    value = np.float32(1 + 2 * eps)
    assert falls_enough(value, np.float32(1), np.float32(-1e-18), -1.0, 1e-4)
    assert not falls_enough(float(value), 1.0, -1e-18, -1.0, 1e-4)


@pytest.mark.parametrize("reached", [np.nan, np.inf])
def test_a_trial_that_is_no_number_is_never_enough(reached):
    with np.errstate(invalid="ignore"):
        assert not falls_enough(reached, 1.0, -1e-18, -1.0, 1e-4, lambda: -1.0)


def test_where_f_has_fallen_to_minus_infinity_every_step_fits():
    with np.errstate(invalid="ignore"):
        assert falls_enough(-np.inf, -np.inf, -1.0, -1.0, 1e-4)


def test_each_run_of_a_grid_has_its_own_answer():
    reached, start = np.array([0.0, 1.5, 1.0]), np.array([1.0, 1.0, 1.0])
    found = falls_enough(reached, start, np.full(3, -1e-18), -1.0, 1e-4)
    assert found.tolist() == [True, False, True]


def test_a_direction_that_does_not_fall_is_refused():
    for slope in (1.0, 0.0, np.nan):
        with pytest.raises(ValueError, match=r"must be negative, got .*\. That way"):
            check_descent(slope, np.ones(2))
    with pytest.raises(ValueError, match=r"got \[-1\.0, 2\.0\]\."):
        check_descent(np.array([-1.0, 2.0]), np.ones((3, 2)))
    check_descent(0.0, np.zeros(2))


def test_a_direction_whose_square_rounds_to_zero_is_none_but_a_right_angle_is():
    check_descent(-0.0, np.array([1e-170, -1e-163]))
    check_descent(np.array([-1.0, 0.0]), np.array([[1.0, 1e-170], [2.0, 0.0]]))
    check_descent(-0.0, 1e-170)
    with pytest.raises(ValueError, match=r"got 0\.0\."):
        check_descent(0.0, np.array([1e-170, 1.0]))
    with pytest.raises(ValueError, match=r"got 1e-300\."):
        check_descent(1e-300, np.array([1e-170]))


@pytest.mark.parametrize("settings", [(0, 0.5, 0), (1, 1, 0), (1, 0, 0), (1, 0.5, 1)])
def test_settings_of_a_search_that_would_not_end_are_refused(settings):
    with pytest.raises(ValueError, match=r"the search needs .* got \(.*\)\. Try"):
        check_search(*settings)
