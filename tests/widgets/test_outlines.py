import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path

from gdcourse.widgets.outlines import UNIT, letters, path_data


def test_curves_and_closed_shapes_keep_their_points():
    curved = Path(
        [(0, 0), (1, 2), (2, 0), (3, 1), (4, 1), (5, 0), (0, 0)], [1, 3, 3, 4, 4, 4, 79]
    )
    assert path_data(curved, 0) == "M0 0Q1 2 2 0C3 1 4 1 5 0Z"


def test_points_of_a_line_that_fall_together_are_written_once():
    still = np.tile([[1.0, 2.0]], (50, 1))
    assert path_data(Path([[0, 0], *still])) == "M0.0 0.0L1.0 2.0"


def test_letters_are_as_high_as_their_font_says():
    d = letters("H", FontProperties(family="DejaVu Sans"), False)
    heights = [
        float(y)
        for y in d.replace("M", " ").replace("L", " ").replace("Z", " ").split()[1::2]
    ]
    # The capital height of DejaVu Sans is 1493 of 2048 units.
    assert abs(max(heights) / UNIT - 1493 / 2048) < 0.01


def test_words_without_ink_have_no_outline():
    assert letters(" ", FontProperties(), False) == ""
