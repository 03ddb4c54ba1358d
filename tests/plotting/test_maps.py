import numpy as np
import pytest

from gdcourse import landscapes
from gdcourse.plotting import contours, figure, maps, minimizer, path, style

WINDOW = ((-2.0, 2.0), (-1.0, 3.0))


@pytest.fixture
def ax():
    return figure("map")[1]


def bowl(p):
    return p[0] ** 2 + 4 * p[1] ** 2


def test_map_evaluates_the_function_in_one_call(ax):
    shapes = []

    def value(p):
        shapes.append(p.shape)
        return bowl(p)

    contours(ax, value, WINDOW, points=33)
    assert shapes == [(2, 33, 33)]


def test_level_lines_pass_through_points_of_their_height(ax):
    contours(ax, bowl, WINDOW)
    lines = ax.collections[-1]
    assert len(lines.get_paths()) == 12
    for height, line in zip(lines.levels, lines.get_paths(), strict=True):
        at = line.vertices.T
        assert np.allclose(bowl(at), height, rtol=0.02, atol=0.005)


def test_valley_is_darkest(ax):
    contours(ax, bowl, WINDOW)
    shades = ax.collections[0].get_facecolors()[:, 0]
    assert shades[0] == shades.min()
    assert (np.diff(shades) >= 0).all()


def test_map_has_equal_aspect_and_shows_the_window(ax):
    contours(ax, bowl, WINDOW)
    ax.figure.canvas.draw()
    assert ax.get_aspect() == 1
    assert (ax.get_xlim(), ax.get_ylim()) == WINDOW
    units = ax.transData.transform([(0, 0), (1, 0), (0, 1)])
    across, up = np.abs(units[1:] - units[0]).max(axis=1)
    assert across == pytest.approx(up)


@pytest.mark.parametrize("spacing", ["log", "quantile"])
def test_every_landscape_can_be_mapped(spacing):
    planes = [f for f in landscapes.named().values() if len(f.window) == 2]
    assert len(planes) >= 8
    for f in planes:
        _, ax = figure("map")
        contours(ax, f.value, f.window, spacing=spacing, points=41)
        for point in f.minimizers:
            minimizer(ax, point)
        assert len(ax.collections) == 2


@pytest.mark.parametrize("spacing", ["log", "quantile", "equal"])
def test_levels_increase_up_to_the_highest_point(spacing):
    heights = np.random.default_rng(0).exponential(size=1000)
    levels = maps.level_values(heights, 9, spacing)
    assert (np.diff(levels) > 0).all()
    assert levels[-1] == pytest.approx(heights.max())
    assert heights.min() < levels[0]


def test_quantile_levels_leave_equal_areas_between_them():
    heights = np.random.default_rng(1).exponential(size=100_000)
    levels = maps.level_values(heights, 8, "quantile")
    counts = np.histogram(heights, levels)[0]
    assert counts.max() < 1.01 * counts.min()


def test_heights_that_are_not_finite_stay_white(ax):
    contours(ax, lambda p: np.log(p[0]), WINDOW)
    assert np.isfinite(ax.collections[-1].levels).all()


def test_path_shows_the_points_with_start_and_end(ax):
    points = np.random.default_rng(2).normal(size=(9, 2))
    contours(ax, bowl, WINDOW)
    assert path(ax, points, "Adam", label="Adam") is ax
    line, start, end = ax.lines
    assert np.array_equal(np.transpose(line.get_data()), points)
    assert np.array_equal(np.ravel(start.get_data()), points[0])
    assert np.array_equal(np.ravel(end.get_data()), points[-1])
    assert line.get_color() == style.METHODS["Adam"].color
    assert start.get_markerfacecolor() == style.PAPER
    assert [text.get_text() for text in ax.texts] == ["Adam"]


def test_diverging_path_ends_at_its_last_finite_point_and_is_named_where_seen(ax):
    points = np.array([[1.0, 1], [-1, -0.5], [40, 1], [1e300, 2], [np.inf, np.nan]])
    contours(ax, bowl, WINDOW)
    path(ax, points, label="too fast")
    assert np.array_equal(np.ravel(ax.lines[2].get_data()), [1e300, 2])
    assert ax.texts[0].xy == (-1, -0.5)
    ax.figure.canvas.draw()


def test_path_that_starts_outside_is_named_inside(ax):
    contours(ax, bowl, WINDOW)
    path(ax, [[9.0, 9.0], [9.0, 8.0]], label="outside")
    assert ax.texts[0].xy == (2, 3)


def test_minimizer_is_a_star_with_a_name(ax):
    contours(ax, bowl, WINDOW)
    assert minimizer(ax, (0, 0), "lowest") is ax
    assert ax.lines[0].get_marker() == "*"
    assert np.array_equal(np.ravel(ax.lines[0].get_data()), [0, 0])
    assert ax.texts[0].get_text() == "lowest"


@pytest.mark.parametrize("x", [-1.9, 0.0, 1.9])
@pytest.mark.parametrize("y", [-0.9, 1.0, 2.9])
def test_names_of_points_stay_inside_the_map(ax, x, y):
    contours(ax, bowl, WINDOW)
    maps.name(ax, (x, y), "a long name")
    ax.figure.canvas.draw()
    box = ax.texts[0].get_window_extent()
    inside = ax.figure.bbox
    assert inside.x0 <= box.x0 < box.x1 <= inside.x1
    assert inside.y0 <= box.y0 < box.y1 <= inside.y1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ax: contours(ax, bowl, ((2, -2), (0, 1))), "low before high"),
        (lambda ax: contours(ax, bowl, (-2, 2)), "low before high"),
        (lambda ax: contours(ax, lambda p: p, WINDOW), "one height per point"),
        (lambda ax: contours(ax, lambda p: 0 * p[0], WINDOW), "must not be constant"),
        (lambda ax: contours(ax, lambda p: np.nan * p[0], WINDOW), "finite somewhere"),
        (lambda ax: contours(ax, bowl, WINDOW, spacing="cubic"), 'Try "log"'),
        (lambda ax: contours(ax, bowl, WINDOW, levels=1), "at least 2"),
        (lambda ax: path(ax, [1, 2, 3]), r"Pass trace\.points"),
        (lambda ax: path(ax, [[0, 0]], "Adm"), 'Did you mean "Adam"'),
        (lambda ax: minimizer(ax, (np.nan, 0)), "point must be finite"),
    ],
)
def test_wrong_arguments_are_errors_that_help(ax, call, message):
    with pytest.raises(ValueError, match=message):
        call(ax)
