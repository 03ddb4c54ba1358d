"""What holds for each live figure of lesson 08, at both ends of every control."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.text import Text

from gdcourse.widgets import adaptive_methods

MOST = 2000  # corners of what moves: each is written anew at every move


def positions(figure):
    """The start, and each control at both of its ends."""
    yield {}
    for name, control in figure.controls.items():
        values = list(control.values())
        yield from ({name: values[0]}, {name: values[-1]})


def words(figure):
    """All texts that can be read, with the boxes they fill."""
    picture = figure.canvas.figure
    texts = [
        t
        for t in picture.findobj(Text)
        if t.get_visible() and t.get_text().strip() and t.get_window_extent().width
    ]
    ticks = {t for ax in picture.axes for t in hidden_ticks(ax)}
    return [(t.get_text(), t.get_window_extent()) for t in texts if t not in ticks]


def hidden_ticks(ax):
    """Labels of ticks outside the limits, which Matplotlib keeps and does not draw."""
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
            if not low <= tick.get_loc() <= high:
                yield from (tick.label1, tick.label2)


@pytest.mark.parametrize("name", adaptive_methods.__all__)
def test_no_two_words_of_the_figure_overlap(name):
    figure = getattr(adaptive_methods, name)()
    start = dict(figure.state)
    figure.canvas.figure.canvas.draw()
    for state in positions(figure):
        seen = words(figure.set(**start | state))
        for (one, box), (two, other) in combinations(seen, 2):
            overlap = box.padded(-1).overlaps(other.padded(-1))
            assert not overlap, f"{name} at {state}: {one!r} lies on {two!r}"


@pytest.mark.parametrize("name", adaptive_methods.__all__)
def test_what_moves_is_small(name):
    figure = getattr(adaptive_methods, name)()
    start = dict(figure.state)
    for state in positions(figure):
        numbers = figure.set(**start | state).numbers
        drawn = [numbers[key] for key in figure.artists.keys() & numbers.keys()]
        corners = sum(a.shape[-1] for a in drawn if isinstance(a, np.ndarray))
        assert corners <= MOST
