"""Rows of numbers: each from its lowest to its highest, with its median."""

import pytest

from gdcourse.plotting import figure, intervals


def test_each_row_reaches_from_its_lowest_to_its_highest_number():
    _, ax = figure()
    assert intervals(ax, {"a": [3.0, 1.0, 8.0], "b": [2.0, 4.0]}, "loss") is ax
    baseline, first, second, dots = ax.lines
    assert first.get_xydata().tolist() == [[1, 0], [8, 0]]
    assert second.get_xydata().tolist() == [[2, -1], [4, -1]]
    assert dots.get_xydata().tolist() == [[3, 0], [3, -1]]
    assert baseline.get_xdata() == [3, 3]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["a", "b"]
    assert ax.get_xlabel() == "loss"


def test_the_first_row_stands_at_the_top():
    _, ax = figure()
    intervals(ax, {"a": [1.0], "b": [2.0], "c": [3.0]}, "loss")
    low, high = ax.get_ylim()
    assert low < -2 < 0 < high


@pytest.mark.parametrize("rows", [{}, [1.0, 2.0]])
def test_numbers_without_names_are_refused(rows):
    with pytest.raises(ValueError, match="names with their numbers"):
        intervals(figure()[1], rows, "loss")
