"""Gradients of samples: a dot for each of them, a line to their mean."""

import numpy as np
import pytest

from gdcourse.plotting import cloud, figure

DOTS = np.array([[1.0, -2.0, 4.0], [0.0, 3.0, 3.0]])


def test_every_sample_is_a_dot_and_the_line_ends_at_their_mean():
    _, ax = figure()
    assert cloud(ax, DOTS) is ax
    np.testing.assert_array_equal(ax.lines[-2].get_xydata(), DOTS.T)
    np.testing.assert_allclose(ax.lines[-1].get_xydata(), [(0, 0), (1, 2)])


def test_the_window_holds_every_dot_or_reaches_as_far_as_asked():
    _, (left, right) = figure("pair")
    low, high = cloud(left, DOTS).get_xlim()
    assert low < -4 < 4 < high
    assert cloud(right, DOTS, reach=10).get_ylim() == (-10, 10)


def test_vectors_without_two_components_are_refused():
    _, ax = figure()
    with pytest.raises(ValueError, match=r"vectors must have shape \(2, n\)"):
        cloud(ax, DOTS.T)
