import numpy as np
import pytest
from matplotlib.colors import to_rgba

from gdcourse.plotting import band, curve, curves, figure, gap, steps, style, theory


@pytest.fixture
def ax():
    return figure()[1]


def test_curve_holds_the_numbers_passed_in(ax):
    y = np.random.default_rng(0).uniform(size=57)
    assert curve(ax, y, "Nesterov") is ax
    assert np.array_equal(ax.lines[0].get_data(), [np.arange(57), y])
    assert ax.lines[0].get_color() == style.METHODS["Nesterov"].color


def test_curve_takes_its_own_x(ax):
    curve(ax, [3.0, 2.0], x=[10, 20])
    assert ax.lines[0].get_xdata().tolist() == [10, 20]


@pytest.mark.parametrize("length", [1, 7, 10, 100, 1234])
def test_about_ten_markers_stand_on_a_curve(ax, length):
    curve(ax, np.ones(length))
    assert len(np.arange(length)[:: ax.lines[0].get_markevery()]) <= 20


def test_theory_is_dashed_ink_without_markers(ax):
    theory(ax, [1, 0.5, 0.25], label="bound")
    (line,) = ax.lines
    assert (line.get_linestyle(), line.get_color()) == ("--", style.INK)
    assert line.get_marker() == ""


def test_band_lies_between_its_two_curves_in_the_color_of_the_method(ax):
    assert band(ax, [1.0, 2.0], [3.0, 5.0], "Adam", [0, 10]) is ax
    (strip,) = ax.collections
    corners = strip.get_paths()[0].vertices
    assert {(0.0, 1.0), (10.0, 2.0), (0.0, 3.0), (10.0, 5.0)} <= set(
        map(tuple, corners.tolist())
    )
    color = style.METHODS["Adam"].color
    assert np.allclose(strip.get_facecolor()[0], to_rgba(color, 0.15))


def test_gap_axis_is_logarithmic_and_says_what_it_shows(ax):
    assert gap(ax) is ax
    assert ax.get_yscale() == "log"
    assert ax.get_xlabel() == "step k"
    assert ax.get_ylabel() == curves.GAP_LABEL


def test_gap_of_zero_ends_the_curve_without_a_warning(ax):
    curve(gap(ax), [1.0, 0.1, 0.0, 0.0], label="exact")
    ax.figure.canvas.draw()
    assert ax.texts[0].xy == (1, 0.1)


def test_names_at_line_ends_do_not_cover_each_other(ax):
    gap(ax)
    for rank, method in enumerate(["SGD", "heavy ball", "Adam", "Nesterov", "AdaGrad"]):
        curve(ax, (1 + 0.01 * rank) * 0.9 ** np.arange(50), method, label=method)
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert len(boxes) == 5
    for one, other in zip(boxes, boxes[1:], strict=False):
        assert not one.overlaps(other)


def test_names_keep_the_order_of_the_line_ends(ax):
    curve(ax, [0, 1.00], label="low")
    curve(ax, [0, 1.02], label="high")
    ax.figure.canvas.draw()
    low, high = (text.get_window_extent().y0 for text in ax.texts)
    assert low < high


def test_name_stands_inside_the_picture_beside_the_end_of_its_line(ax):
    curve(steps(ax), [4.0, 2.0, 1.0], label="a name of some length")
    ax.figure.canvas.draw()
    box = ax.texts[0].get_window_extent()
    end = ax.transData.transform((2, 1.0))
    assert end[0] < box.x0 < box.x1 <= ax.figure.bbox.x1
    assert box.y0 < end[1] < box.y1


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("end", [np.inf, np.nan, 1e300])
def test_divergence_ends_in_a_window_and_the_axis_says_so(ax, scale, end):
    ax.set_yscale(scale)
    curve(ax, [*(2.0 ** np.arange(60)), end, end], label="too fast")
    ax.figure.canvas.draw()
    note = ax.texts[0].get_text()
    last = {"linear": 3, "log": 40}[scale]
    assert note == f"diverges: out of the picture at step {last}"
    assert ax.get_ylim()[1] <= curves.CEILING
    seen = ax.lines[0].get_ydata()
    assert np.array_equal(seen[: last + 1], 2.0 ** np.arange(last + 1))
    assert np.isnan(seen[last + 1 :]).all()


def test_diverging_curve_does_not_flatten_the_others(ax):
    curve(ax, [1.0, 0.5, 0.25])
    curve(ax, (-3.0) ** np.arange(200), "SGD")
    low, high = ax.get_ylim()
    assert -5 < low < high < 5
    assert ax.get_xlim()[1] < 10


def test_curve_that_starts_outside_is_still_drawn(ax):
    curve(ax, [np.nan, np.nan], label="lost")
    ax.figure.canvas.draw()
    assert ax.texts[0].get_text() == "diverges: out of the picture at step 0"


@pytest.mark.parametrize("y", [[], [[1, 2]], 3.0])
def test_curve_needs_one_row_of_numbers(ax, y):
    with pytest.raises(ValueError, match=r"Pass trace\.values"):
        curve(ax, y)
