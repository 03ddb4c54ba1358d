import numpy as np
import pytest

from gdcourse.plotting import figure, heat

TABLE = [[0.7, 0.5], [0.6, 2.0], [3.0, 0.9]]
RATES, STRENGTHS = (0.01, 0.1), (0.0, 0.001, 1.0)


def drawn():
    _, ax = figure()
    return heat(ax, TABLE, STRENGTHS, RATES, high=1.0)


def test_every_field_says_its_number_at_its_place():
    places = {
        text.get_text(): text.get_position()
        for text in drawn().texts
        if text.get_text()
    }
    assert places["0.50"] == (1, 0)
    assert places["3.00"] == (0, 2)
    assert len(places) == 6


def test_the_lowest_number_has_the_frame_and_the_darkest_color():
    ax = drawn()
    (line,) = ax.lines
    assert np.mean(line.get_xdata()[:4]) == 1
    assert np.mean(line.get_ydata()[:4]) == 0
    colors = ax.images[0].to_rgba(np.array(TABLE))[..., :3].sum(axis=-1)
    assert np.unravel_index(colors.argmin(), colors.shape) == (0, 1)


def test_fields_beyond_high_are_alike():
    shades = drawn().images[0].to_rgba(np.array([1.0, 2.0, 3.0]))
    assert np.allclose(shades, 1.0)


def test_the_names_stand_at_their_rows_and_columns():
    ax = drawn()
    assert [text.get_text() for text in ax.get_xticklabels()] == ["0.01", "0.1"]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["0", "0.001", "1"]


def test_a_table_of_another_shape_is_refused():
    _, ax = figure()
    with pytest.raises(ValueError, match="one row per name"):
        heat(ax, TABLE, RATES, STRENGTHS, high=1.0)
