import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from gdcourse.widgets.outlines import UNIT, letters, path_data


def test_curves_and_closed_shapes_keep_their_points():
    curved = Path(
        [(0, 0), (1, 2), (2, 0), (3, 1), (4, 1), (5, 0), (0, 0)], [1, 3, 3, 4, 4, 4, 79]
    )
    assert path_data(curved, 0) == "M0 0Q1 2 2 0C3 1 4 1 5 0Z"


def test_points_of_a_line_that_fall_together_are_written_once():
    still = np.tile([[1.0, 2.0]], (50, 1))
    assert path_data(Path([[0, 0], *still])) == "M0.0 0.0L1.0 2.0"


def test_letters_are_as_high_as_their_font_says(points_of):
    d = letters("H", FontProperties(family="DejaVu Sans"), False)
    # The capital height of DejaVu Sans is 1493 of 2048 units.
    assert abs(points_of(d)[:, 1].max() / UNIT - 1493 / 2048) < 0.01


@pytest.mark.parametrize(
    ("words", "formula"),
    [("Hüx α 0.35", False), (r"$\frac{1}{2}\|x_k\|^2$", True), (r"$x^{\star}$", True)],
)
def test_outline_has_the_points_that_matplotlib_draws(points_of, words, formula):
    font = FontProperties(family="DejaVu Sans", math_fontfamily="cm")
    wanted, codes = text_to_path.get_text_path(font, words, formula)
    kept = np.array(codes) != Path.CLOSEPOLY
    seen = points_of(letters(words, font, formula))
    wanted = np.array(wanted)[kept] * UNIT / text_to_path.FONT_SCALE
    assert np.abs(seen - wanted).max() <= 1.01


def test_words_without_ink_have_no_outline():
    assert letters(" ", FontProperties(), False) == ""
