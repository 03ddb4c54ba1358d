"""Walks on the graph of a function of one variable, and places where it is flat."""

import numpy as np
import pytest

from gdcourse.plotting import figure
from gdcourse.plotting.valleys import descent, rest, valley


def bowl(x):
    return (x - 3) ** 2


def test_the_ground_is_the_graph_over_the_window():
    _, ax = figure()
    assert valley(ax, bowl, (0, 6)) is ax
    x, y = ax.lines[0].get_data()
    assert (x[0], x[-1]) == ax.get_xlim() == (0, 6)
    np.testing.assert_array_equal(y, (x - 3) ** 2)


def test_the_points_of_a_run_lie_on_the_graph_with_open_start_and_full_end():
    _, ax = figure()
    descent(ax, bowl, [5.0, 4.6, 4.28])
    path, start, end = ax.lines
    np.testing.assert_array_equal(path.get_xdata(), [5.0, 4.6, 4.28])
    np.testing.assert_array_equal(path.get_ydata(), bowl(np.array([5.0, 4.6, 4.28])))
    assert start.get_xdata() == [5.0]
    assert end.get_xdata() == [4.28]
    assert start.get_markerfacecolor() != end.get_markerfacecolor()


def test_a_place_at_rest_is_drawn_with_its_level_tangent():
    _, ax = figure("strip")
    rest(ax, lambda x: x**3 + 2, "neither", "y")
    ground, tangent = ax.lines[:2]
    assert set(tangent.get_ydata()) == {2.0}
    assert ax.lines[-1].get_xydata().tolist() == [[0.0, 2.0]]
    assert (ax.get_title(loc="left"), ax.get_xlabel()) == ("neither", "y")
    assert ground.get_ydata().min() < 2 < ground.get_ydata().max()


def test_points_that_are_no_numbers_are_refused():
    _, ax = figure()
    with pytest.raises(ValueError, match="points must be finite"):
        descent(ax, bowl, [np.nan])
